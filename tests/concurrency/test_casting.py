"""One voter, one ballot, whatever happens at once (TRUST, tests T01, T02 and T08)."""

import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from budget.ballots.choices import VoteState
from budget.ballots.models import Ballot, BallotIntake, Vote
from budget.ballots.services import (
    AlreadyVotedError,
    CastReceipt,
    ReplacementKeys,
    VoteClosedError,
    cast_ballot,
    check_vote,
    close_vote,
    mix_vote,
    replace_ballot,
)
from budget.roll.models import Attendance
from tests.factories.votes import make_vote, make_voter, papers, real_now

pytestmark = pytest.mark.django_db(transaction=True)
CASTS = 200


def cast(vote, voter, n, **choices):
    ballot = papers(vote, f"{n:020d}", **(choices or {"VIL": ["P02"], "TAN": ["P21"]}))
    return cast_ballot(vote=vote, voter_id=voter, papers=ballot)


def outcomes(results):
    """How many new receipts, replays and refusals by kind."""
    names = Counter()
    for result in results:
        is_receipt = isinstance(result, CastReceipt)
        names[("replay" if result.is_replay else "new") if is_receipt else type(result).__name__] += 1
    return dict(names)


def stored():
    """(marks, ballots) of each section."""
    marks = Counter(Attendance.objects.values_list("section__code", flat=True))
    ballots = Counter(BallotIntake.objects.values_list("section__code", flat=True))
    return {code: (marks[code], ballots[code]) for code in sorted(marks | ballots)}


def test_two_hundred_casts_of_one_voter_store_one_mark_and_one_ballot_a_section(at_once):
    vote = make_vote()
    voter = make_voter(vote)
    results = at_once(lambda n: cast(vote, voter, n), range(CASTS))
    assert outcomes(results) == {"new": 1, "AlreadyVotedError": CASTS - 1}
    assert stored() == {"TAN": (1, 1), "VIL": (1, 1)}


def test_the_same_race_without_the_constraints_stores_many():
    """The guard is the database's: with it dropped (in this test's own database), the very same race is lost."""
    vote = make_vote()
    voter = make_voter(vote)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'budget_attendance'::regclass AND contype IN ('p', 'u')"
        )
        names = [name for (name,) in cursor.fetchall()]
        assert len(names) == 2
        for name in names:
            cursor.execute(f"ALTER TABLE budget_attendance DROP CONSTRAINT {name}")
    results = [cast(vote, voter, n) for n in range(3)]
    assert outcomes(results) == {"new": 3}
    assert stored() == {"TAN": (3, 3), "VIL": (3, 3)}


def test_the_race_is_lost_at_once_too_without_the_constraints(at_once):
    vote = make_vote()
    voter = make_voter(vote)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE budget_attendance DROP CONSTRAINT one_attendance_per_slot")
        cursor.execute("ALTER TABLE budget_attendance DROP CONSTRAINT budget_attendance_pkey")
    outcome = outcomes(at_once(lambda n: cast(vote, voter, n), range(CASTS)))
    marks, ballots = stored()["VIL"]
    assert (outcome.get("new", 0) > 1, marks > 1, ballots > 1) == (True, True, True)


def test_one_form_sent_two_hundred_times_at_once_gives_one_receipt(at_once):
    vote = make_vote()
    voter = make_voter(vote)
    results = at_once(lambda _n: cast(vote, voter, 7), range(CASTS))
    assert outcomes(results) == {"new": 1, "replay": CASTS - 1}
    assert len({result.trackers for result in results}) == 1
    assert stored() == {"TAN": (1, 1), "VIL": (1, 1)}


def test_two_districts_at_once_keep_one(at_once):
    """The sections come in either order of the form: they are taken in one order, so no cast waits in a ring."""
    vote = make_vote()
    voters = [make_voter(vote, f"voter{n}@rivelune.example") for n in range(10)]
    ballots = [{"VIL": [], "TAN": ["P21"]}, {"CEN": ["P31"], "VIL": []}]
    work = [(voter, n, ballots[n % 2]) for voter in voters for n in range(10)]
    results = at_once(lambda job: cast(vote, job[0], job[1] + 10 * voters.index(job[0]), **job[2]), work)
    assert outcomes(results) == {"new": 10, "AlreadyVotedError": 90}
    marks = Counter(Attendance.objects.exclude(section__code="VIL").values_list("voter_id", flat=True))
    assert set(marks.values()) == {1}


def test_two_replacements_at_once_keep_one(at_once):
    vote = make_vote()
    cast(vote, make_voter(vote), 0)
    keys = ReplacementKeys.from_secret("0" * 20, vote_uid=vote.uid, section="VIL", rev=0)
    results = at_once(
        lambda choice: replace_ballot(vote=vote, section="VIL", keys=keys, choices=(choice,)),
        ["P04", "P06"] * 5,
    )
    refused = [result for result in results if isinstance(result, AlreadyVotedError)]
    assert (len(refused), BallotIntake.objects.filter(rev=1).count()) == (9, 1)


def test_casts_and_mixes_at_once_lose_nothing(at_once):
    vote = make_vote(mix_min=10)
    voters = [make_voter(vote, f"voter{n}@rivelune.example") for n in range(60)]

    def act(n):
        result = cast(vote, voters[n], n)
        if n % 7 == 0:
            mix_vote(vote=vote, now=real_now())
        return result

    assert outcomes(at_once(act, range(60))) == {"new": 60}
    assert BallotIntake.objects.count() + Ballot.objects.count() == 120
    assert [line.is_right for line in check_vote(vote)] == [True, True]


def test_a_vote_closed_under_load_stores_what_it_acknowledged_and_nothing_after(at_once, ondine):
    vote = make_vote()
    voters = [make_voter(vote, f"voter{n}@rivelune.example") for n in range(120)]
    took = []

    def close():
        time.sleep(0.15)
        begun = time.monotonic()
        close_vote(vote=vote, actor=ondine, reason="Essai", now=real_now())
        took.append(time.monotonic() - begun)
        connection.close()

    closing = threading.Thread(target=close)
    closing.start()
    results = at_once(lambda n: cast(vote, voters[n], n), range(120))
    closing.join()
    outcome = outcomes(results)
    assert set(outcome) <= {"new", "VoteClosedError"}
    assert Attendance.objects.count() == Ballot.objects.count() == 2 * outcome.get("new", 0)
    assert (BallotIntake.objects.count(), Vote.objects.get().state) == (0, VoteState.CLOSED)
    assert len(took) == 1


def test_at_the_closing_instant_the_clock_of_the_database_decides(at_once):
    vote = make_vote(grace_s=0, closes_at=real_now() + timedelta(seconds=1.5))
    voters = [make_voter(vote, f"voter{n}@rivelune.example") for n in range(40)]

    def act(n):
        time.sleep(n * 0.06)
        return cast(vote, voters[n], n)

    results = at_once(act, range(40), threads=40)
    outcome = outcomes(results)
    assert set(outcome) == {"new", "VoteClosedError"}
    assert isinstance(results[-1], VoteClosedError)
    assert BallotIntake.objects.count() == 2 * outcome["new"]


def test_casts_that_wait_for_a_lock_give_up_within_seconds_and_store_nothing(at_once):
    from django.db import OperationalError

    from tests.factories.votes import alone_with

    vote = make_vote()
    voters = [make_voter(vote, f"voter{n}@rivelune.example") for n in range(10)]
    with alone_with(vote):
        results = at_once(lambda n: cast(vote, voters[n], n), range(10))
    assert {type(result) for result in results} == {OperationalError}
    assert Attendance.objects.count() == 0
    assert outcomes(at_once(lambda n: cast(vote, voters[n], n), range(10))) == {"new": 10}
