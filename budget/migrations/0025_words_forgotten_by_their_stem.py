"""A word is forgotten with its stem: its other forms, which nobody holds any more either, go with it."""

from django.db import migrations, models

BY_STEM = """
CREATE OR REPLACE FUNCTION budget_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
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
        WHERE known.lexeme = said.lexeme AND NOT EXISTS (
            SELECT FROM budget_searchedwords AS kept WHERE kept.words @@ quote_literal(said.lexeme)::tsquery
        );
    END IF;
    RETURN NULL;
END $$;
"""
BY_WORD = BY_STEM.replace("known.lexeme = said.lexeme", "known.word = said.word")


class Migration(migrations.Migration):
    dependencies = [("budget", "0024_answers_absorbed")]
    operations = [
        migrations.AddIndex(
            model_name="knownword", index=models.Index(fields=["lexeme"], name="known_word_stem")
        ),
        migrations.RunSQL(BY_STEM, BY_WORD),
    ]
