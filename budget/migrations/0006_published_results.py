"""Published results never change, whatever the program does. ENABLE ALWAYS: no setting of a session is a way round.

Only the account of the person who counted may be forgotten (`counted_by`), when it is erased.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION budget_published_run_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'counted_by_id' = to_jsonb(OLD) - 'counted_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'published results never change' USING ERRCODE = '23001';
END $$;
CREATE FUNCTION budget_published_award_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    run bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.run_id ELSE OLD.run_id END;
BEGIN
    IF EXISTS (SELECT 1 FROM budget_tallyrun WHERE id = run AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'published results never change' USING ERRCODE = '23001';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
TRIGGERS = """
CREATE TRIGGER published_run_guard BEFORE UPDATE OR DELETE ON budget_tallyrun
    FOR EACH ROW EXECUTE FUNCTION budget_published_run_guard();
ALTER TABLE budget_tallyrun ENABLE ALWAYS TRIGGER published_run_guard;
CREATE TRIGGER published_award_guard BEFORE INSERT OR UPDATE OR DELETE ON budget_award
    FOR EACH ROW EXECUTE FUNCTION budget_published_award_guard();
ALTER TABLE budget_award ENABLE ALWAYS TRIGGER published_award_guard;
"""
UNDO = """
DROP TRIGGER published_award_guard ON budget_award;
DROP TRIGGER published_run_guard ON budget_tallyrun;
DROP FUNCTION budget_published_award_guard();
DROP FUNCTION budget_published_run_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0005_ballot_box")]
    operations = [migrations.RunSQL(FUNCTIONS + TRIGGERS, UNDO)]
