"""The base document's revisions are kept append-only by the database itself, like the other registers (0003)."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON budget_basedocumentrevision
    FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
ALTER TABLE budget_basedocumentrevision ENABLE ALWAYS TRIGGER append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0011_base_document")]
    operations = [
        migrations.RunSQL(TRIGGER, "DROP TRIGGER append_only ON budget_basedocumentrevision"),
    ]
