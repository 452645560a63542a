"""A frozen pack stays what was printed: append-only, like the other registers (0003)."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON budget_workshoppack
    FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
ALTER TABLE budget_workshoppack ENABLE ALWAYS TRIGGER append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0016_workshop_packs")]
    operations = [migrations.RunSQL(TRIGGER, "DROP TRIGGER append_only ON budget_workshoppack")]
