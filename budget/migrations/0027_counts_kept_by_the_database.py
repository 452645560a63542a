"""Supports and public answers are counted as they come and go, each contribution in a row of its own."""

from django.db import migrations

PUBLIC = "('published', 'merged', 'split', 'became_project', 'carried_over')"
COUNT = """
CREATE FUNCTION budget_count(contribution bigint, more_supports int, more_answers int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF more_supports + more_answers > 0 THEN
        INSERT INTO budget_contributioncounts AS kept (contribution_id, supports, answers)
        VALUES (contribution, more_supports, more_answers)
        ON CONFLICT (contribution_id) DO UPDATE
        SET supports = kept.supports + more_supports, answers = kept.answers + more_answers;
    ELSE
        UPDATE budget_contributioncounts
        SET supports = supports + more_supports, answers = answers + more_answers
        WHERE contribution_id = contribution;
    END IF;
END $$;
CREATE FUNCTION budget_count_supports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM budget_count(OLD.contribution_id, -1, 0);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM budget_count(NEW.contribution_id, 1, 0);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION budget_count_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.target_id IS NOT NULL AND OLD.state IN PUBLIC THEN
        PERFORM budget_count(OLD.target_id, 0, -1);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.target_id IS NOT NULL AND NEW.state IN PUBLIC THEN
        PERFORM budget_count(NEW.target_id, 0, 1);
    END IF;
    IF TG_OP = 'DELETE' THEN
        DELETE FROM budget_contributioncounts WHERE contribution_id = OLD.id;
    END IF;
    RETURN NULL;
END $$;
""".replace("IN PUBLIC", f"IN {PUBLIC}")
TRIGGERS = """
CREATE TRIGGER supports_counted AFTER INSERT OR DELETE OR UPDATE OF contribution_id ON budget_support
    FOR EACH ROW EXECUTE FUNCTION budget_count_supports();
CREATE TRIGGER answers_counted AFTER INSERT OR DELETE ON budget_contribution
    FOR EACH ROW EXECUTE FUNCTION budget_count_answers();
CREATE TRIGGER answers_counted_again AFTER UPDATE OF state, target_id ON budget_contribution FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.target_id IS DISTINCT FROM NEW.target_id)
    EXECUTE FUNCTION budget_count_answers();
"""
SO_FAR = f"""
INSERT INTO budget_contributioncounts (contribution_id, supports, answers)
SELECT c.id, (SELECT count(*) FROM budget_support AS s WHERE s.contribution_id = c.id),
    (SELECT count(*) FROM budget_contribution AS a WHERE a.target_id = c.id AND a.state IN {PUBLIC})
FROM budget_contribution AS c
"""
UNDO = """
DROP TRIGGER supports_counted ON budget_support;
DROP TRIGGER answers_counted ON budget_contribution;
DROP TRIGGER answers_counted_again ON budget_contribution;
DROP FUNCTION budget_count_supports();
DROP FUNCTION budget_count_answers();
DROP FUNCTION budget_count(bigint, int, int);
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0026_counts_of_contributions")]
    operations = [
        migrations.RunSQL(COUNT + TRIGGERS, UNDO),
        migrations.RunSQL(SO_FAR, migrations.RunSQL.noop),
    ]
