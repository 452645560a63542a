"""What the database itself guards of a vote, whatever the program does.

* Lengths of keys and hashes.
* Once a ballot definition is frozen, rules, hash, keys and sections never change, dates only move later, and the state
  follows its path.
* Intake, box and attendance are append-only. Rows leave the intake through `budget_box_mix` alone (an empty one is
  truncated by `budget_intake_renew`, which a vacuum cannot do while an older snapshot lives anywhere), and box and
  attendance are rewritten, row for row, by `budget_box_rewrite` and `budget_attendance_rewrite` alone. These functions
  open the way with a setting that is local to their transaction.

What remains: until the database has roles of its own, the role of the web server owns these tables and could set that
setting or drop a trigger. The journal of batches and `vote_check` then tell.
"""

from django.db import migrations

BYTES = {
    "budget_ballotintake": {"handle": 32, "rk": 32, "cc": 32, "leaf": 32, "nonce": 16, "prev_pre": 32},
    "budget_ballot": {"handle": 32, "rk": 32, "cc": 32, "leaf": 32, "nonce": 16, "prev_pre": 32},
    "budget_mixbatch": {"root": 32, "head": 32, "sig": 64},
    "budget_vote": {"rules_sha256": 32},
    "budget_credential": {"lookup": 32},
    "budget_emailchallenge": {"lookup": 32, "token_hash": 32, "code_hash": 32, "browser_hash": 32},
}

VOTE_GUARD = """
CREATE FUNCTION budget_vote_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        IF TG_OP = 'UPDATE' AND NOT (NEW.state IN ('draft', 'frozen') OR (NEW.is_imported AND NEW.state = 'closed')) THEN
            RAISE EXCEPTION 'a draft vote is frozen first' USING ERRCODE = '23001';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a vote that was frozen is never deleted' USING ERRCODE = '23001';
    END IF;
    IF (NEW.id, NEW.uid, NEW.slug, NEW.phase_id, NEW.opens_at, NEW.grace_s, NEW.rules, NEW.rules_sha256, NEW.secrecy,
        NEW.has_receipts, NEW.may_replace, NEW.mix_min, NEW.k_publish, NEW.box_pubkey, NEW.is_imported)
       IS DISTINCT FROM
       (OLD.id, OLD.uid, OLD.slug, OLD.phase_id, OLD.opens_at, OLD.grace_s, OLD.rules, OLD.rules_sha256, OLD.secrecy,
        OLD.has_receipts, OLD.may_replace, OLD.mix_min, OLD.k_publish, OLD.box_pubkey, OLD.is_imported)
       OR NEW.closes_at < OLD.closes_at
       OR (OLD.roll_size IS NOT NULL AND NEW.roll_size IS DISTINCT FROM OLD.roll_size) THEN
        RAISE EXCEPTION 'a frozen ballot definition does not change' USING ERRCODE = '23001';
    END IF;
    IF NEW.closes_at > OLD.closes_at AND OLD.state NOT IN ('frozen', 'open', 'suspended') THEN
        RAISE EXCEPTION 'a closed vote is not extended' USING ERRCODE = '23001';
    END IF;
    IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
        'frozen>open', 'frozen>annulled', 'open>suspended', 'open>closed', 'open>annulled', 'suspended>open',
        'suspended>closed', 'suspended>annulled', 'closed>opened', 'closed>published', 'closed>annulled',
        'opened>published', 'opened>annulled', 'published>annulled'])) THEN
        RAISE EXCEPTION 'a vote does not go from % to %', OLD.state, NEW.state USING ERRCODE = '23001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen_vote BEFORE UPDATE OR DELETE ON budget_vote FOR EACH ROW EXECUTE FUNCTION budget_vote_guard();
ALTER TABLE budget_vote ENABLE ALWAYS TRIGGER frozen_vote;
"""

SECTION_GUARD = """
CREATE FUNCTION budget_section_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM budget_vote WHERE state <> 'draft' AND id IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.vote_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.vote_id END)) THEN
        RAISE EXCEPTION 'the sections of a frozen ballot definition do not change' USING ERRCODE = '23001';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER frozen_section BEFORE INSERT OR UPDATE OR DELETE ON budget_section
    FOR EACH ROW EXECUTE FUNCTION budget_section_guard();
ALTER TABLE budget_section ENABLE ALWAYS TRIGGER frozen_section;
"""

#: The trigger's argument is the way by which rows may leave (or, in the box, enter); no argument: none.
WAY_GUARD = """
CREATE FUNCTION budget_way_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('passerelle.way', true) IS NOT NULL
       AND current_setting('passerelle.way', true) = ANY (TG_ARGV) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '%: no % here', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = '23001';
END $$;
"""
WAYS = (
    ("budget_ballotintake", "only_the_mix_empties", "DELETE", "'mix'"),
    ("budget_ballotintake", "only_a_mix_truncates", "TRUNCATE", "'mix'"),
    ("budget_ballotintake", "append_only", "UPDATE", ""),
    ("budget_ballot", "only_the_mix_fills", "INSERT", "'mix', 'rewrite', 'import'"),
    ("budget_ballot", "only_a_rewrite_empties", "DELETE", "'rewrite'"),
    ("budget_ballot", "append_only", "UPDATE OR TRUNCATE", ""),
    ("budget_attendance", "only_a_rewrite_empties", "DELETE", "'rewrite'"),
    ("budget_attendance", "append_only", "UPDATE OR TRUNCATE", ""),
)
WAY = """
CREATE TRIGGER {1} BEFORE {2} ON {0} FOR EACH STATEMENT EXECUTE FUNCTION budget_way_guard({3});
ALTER TABLE {0} ENABLE ALWAYS TRIGGER {1};
"""

COLUMNS = "vote_id, handle, rev, section_id, channel, rk, cc, leaf, nonce, sealed, prev_pre"

FUNCTIONS = f"""
CREATE FUNCTION budget_box_mix(the_vote int, the_batch int) RETURNS SETOF bytea LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('passerelle.way', 'mix', true);
    RETURN QUERY
        WITH taken AS (DELETE FROM budget_ballotintake WHERE vote_id = the_vote RETURNING {COLUMNS}),
             boxed AS (INSERT INTO budget_ballot ({COLUMNS}, batch)
                       SELECT {COLUMNS}, the_batch FROM taken ORDER BY gen_random_uuid() RETURNING leaf)
        SELECT leaf FROM boxed;
    PERFORM set_config('passerelle.way', '', true);
END $$;

CREATE FUNCTION budget_intake_renew() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    LOCK TABLE budget_ballotintake IN ACCESS EXCLUSIVE MODE;
    IF EXISTS (SELECT 1 FROM budget_ballotintake) THEN
        RETURN false;
    END IF;
    PERFORM set_config('passerelle.way', 'mix', true);
    TRUNCATE budget_ballotintake;
    PERFORM set_config('passerelle.way', '', true);
    RETURN true;
END $$;

CREATE FUNCTION budget_box_rewrite(the_vote int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    rows_before bigint;
    rows_after bigint;
BEGIN
    PERFORM set_config('passerelle.way', 'rewrite', true);
    CREATE TEMPORARY TABLE box_copy ON COMMIT DROP AS SELECT * FROM budget_ballot WHERE vote_id = the_vote;
    DELETE FROM budget_ballot WHERE vote_id = the_vote;
    GET DIAGNOSTICS rows_before = ROW_COUNT;
    INSERT INTO budget_ballot ({COLUMNS}, batch) SELECT {COLUMNS}, batch FROM box_copy ORDER BY leaf;
    GET DIAGNOSTICS rows_after = ROW_COUNT;
    DROP TABLE box_copy;
    PERFORM set_config('passerelle.way', '', true);
    IF rows_before <> rows_after THEN
        RAISE EXCEPTION 'the box was not rewritten whole' USING ERRCODE = '23001';
    END IF;
    RETURN rows_after;
END $$;

CREATE FUNCTION budget_attendance_rewrite(the_vote int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    rows_before bigint;
    rows_after bigint;
BEGIN
    PERFORM set_config('passerelle.way', 'rewrite', true);
    CREATE TEMPORARY TABLE attendance_copy ON COMMIT DROP AS SELECT * FROM budget_attendance WHERE vote_id = the_vote;
    DELETE FROM budget_attendance WHERE vote_id = the_vote;
    GET DIAGNOSTICS rows_before = ROW_COUNT;
    INSERT INTO budget_attendance (vote_id, voter_id, section_id, slot, channel, day)
        SELECT vote_id, voter_id, section_id, slot, channel, day FROM attendance_copy ORDER BY voter_id, section_id;
    GET DIAGNOSTICS rows_after = ROW_COUNT;
    DROP TABLE attendance_copy;
    PERFORM set_config('passerelle.way', '', true);
    IF rows_before <> rows_after THEN
        RAISE EXCEPTION 'the attendance was not rewritten whole' USING ERRCODE = '23001';
    END IF;
    RETURN rows_after;
END $$;
"""
DROP_FUNCTIONS = (
    "DROP FUNCTION budget_box_mix; DROP FUNCTION budget_intake_renew; DROP FUNCTION budget_box_rewrite; DROP FUNCTION budget_attendance_rewrite;"
)


def length_checks():
    """One check per table and column: NULL passes, as it should where the column is optional."""
    for table, columns in BYTES.items():
        for column, length in columns.items():
            name = f"{column}_is_{length}_bytes"
            yield migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (octet_length({column}) = {length})",
                f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            )


class Migration(migrations.Migration):
    dependencies = [("budget", "0004_roles")]
    operations = [
        *length_checks(),
        migrations.RunSQL(VOTE_GUARD, "DROP FUNCTION budget_vote_guard CASCADE"),
        migrations.RunSQL(SECTION_GUARD, "DROP FUNCTION budget_section_guard CASCADE"),
        migrations.RunSQL(WAY_GUARD, "DROP FUNCTION budget_way_guard CASCADE"),
        *[migrations.RunSQL(WAY.format(*way), f"DROP TRIGGER {way[1]} ON {way[0]}") for way in WAYS],
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
    ]
