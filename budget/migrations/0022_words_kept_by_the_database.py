"""The words that searches read follow the contributions: one row of stems each, and every word anybody used.

A word is forgotten when no contribution holds its stem any more, so that what is erased or redacted leaves nothing.
"""

from django.db import migrations

WORDS_OF = """
CREATE FUNCTION budget_words_of(said text) RETURNS TABLE (word text, lexeme text) LANGUAGE sql STABLE AS $$
    SELECT plain, stem FROM (
        SELECT plain, left((tsvector_to_array(to_tsvector('fr_unaccent', plain)))[1], 40) AS stem
        FROM (
            SELECT DISTINCT lower(unaccent(token)) AS plain FROM ts_parse('default', said) WHERE tokid IN (1, 2, 10, 11)
        ) AS tokens
        WHERE char_length(plain) BETWEEN 4 AND 40
    ) AS stems WHERE stem IS NOT NULL
$$;
CREATE FUNCTION budget_stems_of(title text, said text) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT setweight(to_tsvector('fr_unaccent', title), 'A') || setweight(to_tsvector('fr_unaccent', said), 'B')
$$;
"""
KEEP = """
CREATE FUNCTION budget_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM budget_searchedwords WHERE contribution_id = OLD.id;
    ELSE
        INSERT INTO budget_searchedwords (contribution_id, words)
        VALUES (NEW.id, budget_stems_of(NEW.title, NEW.text))
        ON CONFLICT (contribution_id) DO UPDATE SET words = EXCLUDED.words;
        INSERT INTO budget_knownword (word, lexeme)
        SELECT said.word, said.lexeme FROM budget_words_of(NEW.title || ' ' || NEW.text) AS said
        WHERE NOT EXISTS (SELECT FROM budget_knownword AS known WHERE known.word = said.word)
        ORDER BY said.word
        ON CONFLICT (word) DO NOTHING;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM budget_knownword AS known
        USING budget_words_of(OLD.title || ' ' || OLD.text) AS said
        WHERE known.word = said.word AND NOT EXISTS (
            SELECT FROM budget_searchedwords AS kept WHERE kept.words @@ quote_literal(said.lexeme)::tsquery
        );
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER words_kept AFTER INSERT OR DELETE ON budget_contribution
    FOR EACH ROW EXECUTE FUNCTION budget_keep_words();
CREATE TRIGGER words_kept_up AFTER UPDATE OF title, text ON budget_contribution FOR EACH ROW
    WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.text IS DISTINCT FROM NEW.text)
    EXECUTE FUNCTION budget_keep_words();
"""
WHAT_WAS_SAID = """
INSERT INTO budget_searchedwords (contribution_id, words)
    SELECT id, budget_stems_of(title, text) FROM budget_contribution;
INSERT INTO budget_knownword (word, lexeme)
    SELECT DISTINCT said.word, said.lexeme
    FROM budget_contribution AS c, budget_words_of(c.title || ' ' || c.text) AS said
    ON CONFLICT (word) DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("budget", "0021_searched_words")]
    operations = [
        migrations.RunSQL(
            WORDS_OF,
            "DROP FUNCTION budget_stems_of(text, text); DROP FUNCTION budget_words_of(text)",
        ),
        migrations.RunSQL(
            KEEP,
            "DROP TRIGGER words_kept ON budget_contribution; DROP TRIGGER words_kept_up ON budget_contribution; "
            "DROP FUNCTION budget_keep_words()",
        ),
        migrations.RunSQL(WHAT_WAS_SAID, migrations.RunSQL.noop),
    ]
