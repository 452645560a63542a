"""From ballots to scores, for every way of voting."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.tally import knapsack, profile
from budget.rules.tally.types import BallotKind, ParameterError, Project, Scores

IDS = ["P1", "P2", "P3"]


def scored(ballots, kind, **more):
    return profile.scores(profile.group(ballots, kind, **more), IDS)


@pytest.mark.parametrize("kind", ["approval", "choose-1", "knapsack"])
def test_an_approval_counts_its_voter_once(kind):
    ballots = [(("P1", "P2"), None), (("P2", "P1"), None), (("P2",), None), ((), None)]
    votes = {"P1": 2, "P2": 3, "P3": 0}
    assert scored(ballots, kind) == Scores(score=votes, votes=votes)


@pytest.mark.parametrize("kind", ["cumulative", "scoring"])
def test_points_add_up_exactly_and_voters_beside_them(kind):
    ballots = [(("P1", "P2"), (3, Fraction(1, 3))), (("P2",), (Fraction(2, 3),)), ((), None)]
    assert scored(ballots, kind) == Scores(
        score={"P1": 3, "P2": 1, "P3": 0}, votes={"P1": 1, "P2": 2, "P3": 0}
    )


def test_a_first_place_is_worth_the_length_of_the_ballot():
    ballots = [(("P1", "P2"), None), (("P2",), None)]
    assert scored(ballots, "ordinal", max_length=3).score == {"P1": 3, "P2": 5, "P3": 0}
    assert scored(ballots, "ordinal").score == {"P1": 2, "P2": 3, "P3": 0}


def test_identical_ballots_share_a_group_and_blank_ballots_count_as_voters():
    grouped = profile.group([(("P2", "P1"), None), (("P1", "P2"), None), ((), None)], "approval", blanks=4)
    assert grouped.groups == {(("P1", "P2"), None): 2, ((), None): 5}
    assert (grouped.voters, grouped.blank) == (7, 5)


def test_a_ranking_keeps_its_order():
    grouped = profile.group([(("P2", "P1"), None), (("P1", "P2"), None)], "ordinal")
    assert grouped.groups == {(("P2", "P1"), None): 1, (("P1", "P2"), None): 1}


@pytest.mark.parametrize(
    ("ballot", "kind", "code"),
    [
        ((("P1", "P1"), None), "approval", "duplicate_choice"),
        ((("P9",), None), "approval", "unknown_project"),
        ((("P1",), None), "cumulative", "points_mismatch"),
        ((("P1", "P2"), (1,)), "cumulative", "points_mismatch"),
        ((("P1", "P2"), None), "ordinal", "ranking_too_long"),
    ],
)
def test_ballots_that_cannot_be_counted_are_refused(ballot, kind, code):
    with pytest.raises(ParameterError) as refused:
        scored([ballot], kind, max_length=1)
    assert refused.value.code == code


def test_a_knapsack_that_does_not_fit_is_found():
    projects = [Project("P1", 60), Project("P2", 50), Project("P3", 10)]
    grouped = profile.group([(("P1", "P2"), None), (("P1", "P3"), None), ((), None)], BallotKind.KNAPSACK)
    assert knapsack.overspent(grouped, projects, 100) == {("P1", "P2"): 1}
    assert knapsack.overspent(grouped, projects, 110) == {}


@given(st.lists(st.lists(st.sampled_from(IDS), unique=True).map(tuple), max_size=30), st.randoms())
def test_the_order_of_ballots_and_of_choices_does_not_count(choices, rng):
    ballots = [(ballot, None) for ballot in choices]
    shuffled = [(tuple(rng.sample(ballot, len(ballot))), None) for ballot in choices]
    rng.shuffle(shuffled)
    assert profile.group(shuffled, "approval") == profile.group(ballots, "approval")
