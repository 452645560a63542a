"""The commands a timer runs."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from budget.ballots.choices import VoteState
from budget.ballots.models import Ballot, Vote
from budget.ballots.services import cast_ballot
from budget.roll.models import Attendance
from tests.factories.votes import VoteFactory, make_vote, make_voter, papers, real_now

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def vote():
    vote = make_vote(slug="bp2026")
    cast_ballot(vote=vote, voter_id=make_voter(vote), papers=papers(vote, "0" * 20, VIL=["P02"]))
    return vote


def test_a_vote_whose_registers_agree(vote):
    assert run("vote_check") == ["bp2026 VIL web: attendance 1, ballots 1: ok"]


def test_a_mark_without_a_ballot_ends_with_an_error(vote):
    ghost = {
        "voter_id": make_voter(vote, "fantome@rivelune.example"),
        "section": vote.sections.get(code="VIL"),
    }
    Attendance.objects.create(vote=vote, channel="web", day=real_now().date(), **ghost)
    with pytest.raises(CommandError, match="1 lines differ"):
        run("vote_check", "bp2026")


def test_votes_without_voters_or_without_a_roll():
    make_vote(slug="bp2026")
    VoteFactory(slug="mokotow", is_imported=True)
    assert sorted(run("vote_check")) == ["bp2026: nobody has voted yet", "mokotow: held elsewhere, no roll"]


@pytest.mark.parametrize("slug", [None, "inconnu"])
def test_a_vote_that_does_not_exist(slug):
    with pytest.raises(CommandError):
        run("vote_check", *([slug] if slug else []))


def test_the_timer_mixes_by_force_before_a_backup(vote):
    assert run("vote_mix") == []
    assert run("vote_mix", "--force") == ["bp2026: batch 1, 1 ballots"]
    assert Ballot.objects.count() == 1


def test_the_timer_closes_a_vote_whose_time_has_come():
    make_vote(
        slug="bp2026", opens_at=real_now() - timedelta(days=9), closes_at=real_now() - timedelta(minutes=9)
    )
    VoteFactory(slug="mokotow", is_imported=True)
    assert run("vote_mix") == ["bp2026: closed"]
    assert Vote.objects.get(slug="bp2026").state == VoteState.CLOSED
