"""Why each project won or lost, and the smallest change that would have changed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules import tally
from budget.rules.tally.explain import Explanation, explain
from budget.rules.tally.types import BallotKind, Parameters, Project
from tests.budget.rules.tally.strategies import elections, grouped

PROJECTS = (Project("P1", 60), Project("P2", 50), Project("P3", 30), Project("P4", 500))
BALLOTS = [(("P1", "P2"), None)] * 3 + [(("P1", "P4"), None)] * 2 + [(("P3", "P2"), None)] * 1 + [((), None)]


def explained(ballots, parameters, budget=100, projects=PROJECTS, kind=BallotKind.APPROVAL):
    profile = grouped(ballots, kind)
    outcome = tally.count(profile, projects, budget, parameters)
    return {item.project_id: item for item in explain(outcome, profile, projects)}


def test_the_numbers_of_each_sentence():
    reasons = explained(BALLOTS, Parameters())
    assert reasons["P2"] == Explanation(
        project_id="P2",
        code="does_not_fit",
        values={
            "rank": 2,
            "score": 4,
            "votes": 4,
            "cost": 50,
            "remaining_before": 40,
            "remaining_after": 40,
            "missing_money": 10,
        },
        more=1,
    )
    assert (reasons["P1"].code, reasons["P1"].fewer) == ("funded", 1)  # equal to P2 then, and P2 is cheaper
    assert (reasons["P3"].code, reasons["P3"].fewer) == ("funded", None)
    assert (reasons["P4"].code, reasons["P4"].more) == ("over_envelope", None)
    assert reasons["P4"].values["missing_money"] == 460


def test_the_reasons_of_the_other_rules():
    reasons = explained(BALLOTS, Parameters(skip=False, threshold=2))
    assert reasons["P2"].code == "not_fitting_stopped"
    assert reasons["P3"].code == "below_threshold"
    assert reasons["P3"].values["missing_score"] == 1
    assert reasons["P4"].code == "not_reached"


def test_no_number_within_the_turnout_is_said_as_none():
    projects = (Project("P1", 60), Project("P2", 60))
    assert explained([(("P1",), None)] * 3, Parameters(), projects=projects)["P2"].more is None
    withdrawn = (Project("P1", 60), Project("P2", 60, is_withdrawn=True))
    assert explained([(("P1",), None)] * 3, Parameters(), projects=withdrawn)["P2"].more is None


@pytest.mark.parametrize("kind", [BallotKind.CUMULATIVE, BallotKind.SCORING])
def test_points_are_counted_in_points(kind):
    ballots = [(("P1", "P2"), (9, 2))]
    reasons = explained(ballots, Parameters(), projects=(Project("P1", 60), Project("P2", 60)), kind=kind)
    assert (reasons["P2"].more, reasons["P1"].fewer) == (8, 8)


def with_votes(ballots, project_id, change):
    """The ballots with that many voters more (or fewer) for a project."""
    changed = []
    for choices, points in ballots:
        if change > 0 and project_id not in choices:
            choices, change = (*choices, project_id), change - 1
        elif change < 0 and project_id in choices:
            choices, change = tuple(c for c in choices if c != project_id), change + 1
        changed.append((choices, points))
    assert change == 0
    return changed


@given(elections(), st.data())
def test_n_votes_flip_it_and_one_less_does_not(election, data):
    ballots, projects, budget, parameters = election
    reasons = explained(ballots, parameters, budget, projects)
    reason = data.draw(st.sampled_from(sorted(reasons.values(), key=lambda item: item.project_id)))
    is_funded = reason.code == "funded"
    needed = reason.fewer if is_funded else reason.more
    has = reason.values["votes"]
    limit = has if is_funded else len(ballots) - has
    sign = -1 if is_funded else 1

    def fate(votes):
        changed = with_votes(ballots, reason.project_id, sign * votes)
        outcome = tally.count(grouped(changed), projects, budget, parameters)
        return outcome.decision(reason.project_id).is_funded

    flips = [votes for votes in range(limit + 1) if fate(votes) != is_funded]
    assert needed == (flips[0] if flips else None)
    if flips:
        assert flips == list(range(flips[0], limit + 1))
