"""Votes held elsewhere."""

from collections import Counter

import pytest

from budget.ballots.choices import VoteState
from budget.ballots.models import Ballot, MixBatch
from budget.ballots.queries import choice_profile, participation, vote_of
from budget.ballots.services import (
    NotAllowedError,
    VoteError,
    cast_ballot,
    check_vote,
    deposit_imported,
    prepare_imported_vote,
)
from budget.campaigns.choices import PhaseKind
from budget.roll.models import Attendance
from budget.rules import merkle
from tests.factories.campaigns import DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.votes import make_vote, make_voter, papers

pytestmark = pytest.mark.django_db
PROJECTS = [
    {
        "id": "4",
        "title": "Zieleń",
        "summary": "",
        "cost_cents": 99_999_999_900,
        "upkeep_cents": None,
        "section": "MOK",
    },
    {
        "id": "7",
        "title": "Ławki",
        "summary": "",
        "cost_cents": 100_00,
        "upkeep_cents": None,
        "section": "MOK",
    },
]
BALLOTS = [((("4", 1), ("7", 1)), "web"), ((("7", 1), ("4", 1)), "web"), ((("7", 1),), "paper"), ((), "web")]


@pytest.fixture
def vote(now):
    phase = PhaseFactory(kind=PhaseKind.VOTE)
    envelope = EnvelopeFactory(campaign=phase.campaign, district=DistrictFactory(code="MOK", name="Mokotów"))
    sections = [(envelope, "approval", None)]
    return prepare_imported_vote(
        phase=phase, actor=None, slug="mokotow", sections=sections, projects=PROJECTS, now=now
    )


def test_an_imported_vote_is_closed_and_has_its_rules(vote):
    info = vote_of(vote.phase.campaign)
    assert (info.state, info.is_imported, len(info.rules.sections[0].options)) == (VoteState.CLOSED, True, 2)


def test_its_ballots_fill_the_box_and_a_batch_of_the_journal(vote, now):
    assert deposit_imported(vote=vote, section="MOK", ballots=BALLOTS, actor=None, now=now) == 4
    assert choice_profile("mokotow", "MOK") == Counter(
        {("web", (("4", 1), ("7", 1))): 2, ("paper", (("7", 1),)): 1, ("web", ()): 1}
    )
    leaves = sorted(bytes(leaf) for leaf in Ballot.objects.values_list("leaf", flat=True))
    last = MixBatch.objects.order_by("seq").last()
    assert (last.seq, last.n, bytes(last.root)) == (1, 4, merkle.root(leaves))
    assert participation("mokotow").voters == 4


def test_it_has_no_roll_and_the_check_says_nothing_of_it(vote, now):
    deposit_imported(vote=vote, section="MOK", ballots=BALLOTS, actor=None, now=now)
    assert (Attendance.objects.count(), check_vote(vote)) == (0, [])


def test_points_are_kept_as_they_were_given(vote, now):
    deposit_imported(vote=vote, section="MOK", ballots=[((("4", 7), ("7", 3)), "web")], actor=None, now=now)
    assert choice_profile("mokotow", "MOK") == Counter({("web", (("4", 7), ("7", 3))): 1})


def test_a_section_is_filled_once_and_nothing_is_an_empty_deposit(vote, now):
    assert deposit_imported(vote=vote, section="MOK", ballots=[], actor=None, now=now) == 0
    deposit_imported(vote=vote, section="MOK", ballots=BALLOTS, actor=None, now=now)
    with pytest.raises(VoteError):
        deposit_imported(vote=vote, section="MOK", ballots=BALLOTS, actor=None, now=now)
    assert Ballot.objects.count() == 4


@pytest.mark.parametrize("choices", [(("4", 1), ("4", 1)), (("4", 1.5),), (("4", True),), (("99", 1),)])
def test_a_broken_ballot_leaves_the_box_empty(vote, now, choices):
    with pytest.raises(VoteError):
        deposit_imported(vote=vote, section="MOK", ballots=[*BALLOTS, (choices, "web")], actor=None, now=now)
    assert Ballot.objects.count() == 0


def test_nothing_is_deposited_in_a_vote_held_here(ondine, now):
    with pytest.raises(VoteError):
        deposit_imported(vote=make_vote(), section="VIL", ballots=BALLOTS, actor=ondine, now=now)


def test_comms_staff_import_nothing(vote, thelma, now):
    with pytest.raises(NotAllowedError):
        deposit_imported(vote=vote, section="MOK", ballots=BALLOTS, actor=thelma, now=now)


def test_nobody_casts_in_an_imported_vote(vote):
    from budget.ballots.services import VoteClosedError

    with pytest.raises(VoteClosedError):
        cast_ballot(vote=vote, voter_id=make_voter(vote), papers=papers(vote, "0" * 20, MOK=[]))


def test_thirteen_thousand_ballots_take_a_constant_number_of_statements(
    vote, now, django_assert_max_num_queries
):
    ballots = [((("7", 1),) if n % 2 else (("4", 1),), "web") for n in range(13_000)]
    with django_assert_max_num_queries(15):
        deposit_imported(vote=vote, section="MOK", ballots=ballots, actor=None, now=now)
    assert sum(choice_profile("mokotow", "MOK").values()) == 13_000
