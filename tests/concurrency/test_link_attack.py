"""What someone who holds the whole database can still join, after the close (TRUST, test T04).

The attacks: the hidden `xmin` of each row, the physical order of the tables, the order of a dump, sorted keys.
The control is a vote before its close and its mix, where they all succeed: the attacks are real.
"""

from contextlib import contextmanager

import pytest
from django.db import connection

from budget.ballots.models import BallotIntake
from budget.ballots.services import cast_ballot, close_vote
from budget.rules import receipt
from tests.factories.votes import make_vote, make_voter, papers, real_now

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 60

BY_XMIN = """
SELECT a.voter_id, b.handle FROM budget_attendance a JOIN {0} b ON b.xmin::text = a.xmin::text
WHERE a.vote_id = %s AND b.vote_id = %s
"""


@pytest.fixture
def truth():
    """A vote with VOTERS one-section ballots cast one after the other: (vote, {voter id: handle})."""
    vote = make_vote()
    pairs = {}
    for n in range(VOTERS):
        voter, secret = make_voter(vote, f"voter{n}@rivelune.example"), f"{n:020d}"
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, secret, VIL=["P02"]))
        pairs[voter] = receipt.handle(secret, vote.uid, "VIL")
    return vote, pairs


@contextmanager
def an_older_snapshot():
    """Someone else, elsewhere in the cluster, in the middle of a long transaction."""
    parameters = connection.get_connection_params()
    other = connection.get_new_connection({**parameters, "dbname": "postgres"})
    try:
        other.autocommit = False
        other.execute("SELECT pg_current_xact_id()")
        yield
    finally:
        other.close()


def read(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def matches(pairs, voters, handles):
    return sum(pairs[voter] == bytes(handle) for voter, handle in zip(voters, handles, strict=True))


def in_order(table, column, order):
    return [value for (value,) in read(f"SELECT {column} FROM {table} ORDER BY {order}")]


def test_before_the_mix_every_attack_succeeds(truth):
    vote, pairs = truth
    linked = read(BY_XMIN.format("budget_ballotintake"), vote.pk, vote.pk)
    assert sorted((voter, bytes(handle)) for voter, handle in linked) == sorted(pairs.items())
    voters, handles = (
        in_order(table, column, "ctid")
        for table, column in (("budget_attendance", "voter_id"), ("budget_ballotintake", "handle"))
    )
    assert matches(pairs, voters, handles) == VOTERS


def test_after_the_close_no_attack_does_better_than_chance(truth, ondine):
    vote, pairs = truth
    close_vote(vote=vote, actor=ondine, reason="Fin", now=real_now())
    assert read(BY_XMIN.format("budget_ballot"), vote.pk, vote.pk) == []
    assert read("SELECT count(DISTINCT xmin::text) FROM budget_ballot") == [(1,)]
    assert read("SELECT count(DISTINCT xmin::text) FROM budget_attendance") == [(1,)]
    for order in ("ctid", "1"):
        voters = in_order("budget_attendance", "voter_id", order)
        for box_order in ("ctid", "handle", "leaf", "rk", "cc", "nonce"):
            handles = in_order("budget_ballot", "handle", box_order)
            assert matches(pairs, voters, handles) <= 6  # chance gives 1; 7 or more, once in twelve thousand


def test_after_the_close_the_files_hold_no_trace_of_the_intake(truth, ondine):
    """Rows that were deleted keep their hidden columns until their file is written anew, whoever else is reading."""
    vote, _pairs = truth
    with an_older_snapshot():
        close_vote(vote=vote, actor=ondine, reason="Fin", now=real_now())
    assert BallotIntake.objects.count() == 0
    assert read("SELECT pg_relation_size('budget_ballotintake')") == [(0,)]
