"""Registers that the database itself keeps append-only. ENABLE ALWAYS: `session_replication_role` is no way round."""

from django.db import migrations

TABLES = ("budget_journalentry", "budget_lineageedge", "budget_mixbatch")

FUNCTION = """
CREATE FUNCTION budget_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: a correction is a new row', TG_TABLE_NAME USING ERRCODE = '23001';
END $$;
"""
TRIGGER = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION budget_append_only();
ALTER TABLE {0} ENABLE ALWAYS TRIGGER append_only;
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0002_initial")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION budget_append_only"),
        *[migrations.RunSQL(TRIGGER.format(t), f"DROP TRIGGER append_only ON {t}") for t in TABLES],
    ]
