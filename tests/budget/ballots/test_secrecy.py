"""No row, order or hidden column joins a voter and a choice (TRUST, tests T03 and T05)."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from budget.ballots.models import BallotIntake
from budget.rules import receipt
from tests.factories.votes import make_vote, make_voter

pytestmark = pytest.mark.django_db
BOX_TABLES = ("budget_ballotintake", "budget_ballot")
COLUMNS = {
    "vote_id": "smallint",
    "handle": "bytea",
    "rev": "smallint",
    "section_id": "bigint",
    "channel": "character varying",
    "rk": "bytea",
    "cc": "bytea",
    "leaf": "bytea",
    "nonce": "bytea",
    "sealed": "bytea",
    "prev_pre": "bytea",
}


def rows(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


@pytest.mark.parametrize("table", BOX_TABLES)
def test_a_ballot_row_has_these_columns_and_no_other(table):
    found = dict(
        rows("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", table)
    )
    more = {"batch": "integer"} if table == "budget_ballot" else {}
    assert found == COLUMNS | more


@pytest.mark.parametrize("table", BOX_TABLES)
def test_a_ballot_row_refers_to_its_vote_and_section_alone(table):
    found = rows(
        "SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
        table,
    )
    assert sorted(name for (name,) in found) == ["budget_section", "budget_vote"]


def test_nothing_refers_to_a_ballot_and_no_sequence_numbers_it():
    assert (
        rows(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND confrelid IN "
            "('budget_ballot'::regclass, 'budget_ballotintake'::regclass, 'budget_attendance'::regclass)"
        )
        == []
    )
    assert (
        rows(
            "SELECT a.attname FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
            "WHERE a.attrelid IN ('budget_ballot'::regclass, 'budget_ballotintake'::regclass, 'budget_attendance'::regclass)"
            " AND a.attnum > 0 AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%%')"
        )
        == []
    )


def test_attendance_dates_a_voter_to_the_day_and_says_nothing_of_a_ballot():
    found = dict(
        rows(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'budget_attendance'"
        )
    )
    assert found == {
        "vote_id": "smallint",
        "voter_id": "uuid",
        "section_id": "bigint",
        "slot": "smallint",
        "channel": "character varying",
        "day": "date",
    }


def test_voters_have_random_numbers_of_version_four():
    voter = make_voter(make_vote())
    assert voter.version == 4


def test_commit_timestamps_are_off():
    assert rows("SHOW track_commit_timestamp") == [("off",)]


def test_lengths_of_keys_are_checked_by_the_database():
    found = rows(
        "SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND conname ~ '^[a-z0-9_]+_is_[0-9]+_bytes$'"
    )
    assert found == [(21,)]


def test_what_is_chosen_travels_beside_the_statement_and_not_in_it():
    assert rows("SELECT %s::text", "marker") == [("marker",)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid() AND %s <> ''", ["marker"]
        )
        [(query,)] = cursor.fetchall()
    assert "marker" not in query


def test_choices_secret_and_address_leave_no_trace_outside_the_box(client, mailoutbox, caplog, capfd):
    """The markers are looked for in the session, the cache's key, the logs, the pages of error and every other table."""
    vote = make_vote(slug="bp2026")
    address = "marqueur.zq7@rivelune.example"
    client.post("/fr/vote/bp2026/identify/", {"email": address})
    code = re.search(r": (\d{6})", mailoutbox[0].body)[1]
    client.post("/fr/vote/bp2026/identify/code/", {"code": code, "district": "TAN"})
    sent = {"district": "TAN", "p-VIL": ["P02", "P04"], "p-TAN": ["P21"]}
    review = client.post("/fr/vote/bp2026/review/", sent).content.decode()
    secret = re.search(r'name="secret" value="(\w+)"', review)[1]
    during = [session.session_data for session in Session.objects.all()]
    client.post("/fr/vote/bp2026/cast/", {**sent, "secret": secret})
    client.post("/fr/vote/bp2026/cast/", {**sent, "secret": secret, "p-VIL": ["P05"]})
    client.post("/fr/vote/bp2026/check/", {"code": receipt.format_secret(secret)})
    out, err = capfd.readouterr()
    told = "\n".join([*during, out, err, caplog.text, *map(str, client.session.items())])
    tables = [
        t for (t,) in rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    ]
    for table in tables:
        if table not in ("budget_ballotintake", "budget_vote"):
            told += "\n".join(text for (text,) in rows(f"SELECT to_jsonb(t)::text FROM {table} AS t"))
    handles = [bytes(handle).hex() for handle in BallotIntake.objects.values_list("handle", flat=True)]
    markers = [address, "marqueur", secret, receipt.format_secret(secret), '"P02"', *handles]
    assert [marker for marker in markers if marker in told] == []
    assert vote.pk
