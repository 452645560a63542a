"""Decisions of moderators are append-only: the one that undoes another is a new row."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON budget_moderationdecision
FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
ALTER TABLE budget_moderationdecision ENABLE ALWAYS TRIGGER append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0014_moderation_queue")]
    operations = [migrations.RunSQL(TRIGGER, "DROP TRIGGER append_only ON budget_moderationdecision")]
