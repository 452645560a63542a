"""The greedy rules: by example, by property, and beside pabutools."""

import hashlib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.rules import tally
from budget.rules.tally import audit, profile
from budget.rules.tally.types import (
    BallotKind,
    Decision,
    ParameterError,
    Parameters,
    Project,
    Status,
    Tie,
    TieNote,
)
from tests.budget.rules.tally.strategies import elections, grouped

PARK, SCHOOL, PATH, POOL = Project("P1", 60), Project("P2", 50), Project("P3", 30), Project("P4", 500)
PROJECTS = (PARK, SCHOOL, PATH, POOL)
BALLOTS = [(("P1", "P2"), None)] * 3 + [(("P1", "P4"), None)] * 2 + [(("P3", "P2"), None)] * 1 + [((), None)]


def decided(outcome):
    return [(decision.project_id, str(decision.status)) for decision in outcome.decisions]


def test_skip_passes_over_what_does_not_fit():
    outcome = tally.count(grouped(BALLOTS), PROJECTS, 100, Parameters())
    assert decided(outcome) == [
        ("P1", "funded"),
        ("P2", "does_not_fit"),
        ("P4", "over_envelope"),
        ("P3", "funded"),
    ]
    assert (outcome.winners, outcome.total_cost) == (("P1", "P3"), 90)
    assert (outcome.voters, outcome.blank, outcome.budget) == (7, 1, 100)
    assert outcome.decision("P2") == Decision(
        project_id="P2",
        status=Status.DOES_NOT_FIT,
        step=2,
        score=4,
        votes=4,
        cost=50,
        remaining_before=40,
        remaining_after=40,
    )


def test_no_skip_stops_at_the_first_that_does_not_fit():
    outcome = tally.count(grouped(BALLOTS), PROJECTS, 100, Parameters(skip=False))
    assert decided(outcome) == [
        ("P1", "funded"),
        ("P2", "does_not_fit"),
        ("P4", "not_reached"),
        ("P3", "not_reached"),
    ]


def test_the_threshold_leaves_projects_out_first():
    outcome = tally.count(grouped(BALLOTS), PROJECTS, 100, Parameters(threshold=2))
    assert decided(outcome)[-1] == ("P3", "below_threshold")
    assert outcome.winners == ("P1",)


def test_a_withdrawn_project_comes_last_and_stops_nothing():
    projects = (Project("P1", 600, is_withdrawn=True), SCHOOL, PATH, POOL)
    outcome = tally.count(grouped(BALLOTS), projects, 100, Parameters(skip=False))
    assert decided(outcome)[0] == ("P2", "funded")
    assert decided(outcome)[-1] == ("P1", "withdrawn")
    assert outcome.decision("P1").score == 5


def test_a_tie_at_the_cut_is_noted():
    ballots = [(("P2",), None), (("P3",), None)]
    outcome = tally.count(grouped(ballots), (SCHOOL, PATH), 60, Parameters())
    assert outcome.winners == ("P3",)
    assert outcome.decision("P2").tie == TieNote(equal_to=("P3",), decided_by=Tie.COST)


def test_points_and_rankings_are_walked_the_same_way():
    points = profile.group([(("P1", "P2"), (1, 5)), (("P1",), (Fraction(3, 2),))], BallotKind.CUMULATIVE)
    assert tally.count(points, (PARK, SCHOOL), 60, Parameters()).winners == ("P2",)
    ranking = profile.group([(("P2", "P1"), None)] * 2 + [(("P1", "P2"), None)], BallotKind.ORDINAL)
    assert tally.count(ranking, (PARK, SCHOOL), 60, Parameters()).winners == ("P2",)


@pytest.mark.parametrize(
    ("projects", "budget", "code"),
    [
        (PROJECTS, -1, "no_budget"),
        ((*PROJECTS, PARK), 100, "duplicate_project"),
        ((*PROJECTS, Project("P5", -1)), 100, "negative_cost"),
        ((PARK,), 100, "unknown_project"),
    ],
)
def test_counts_that_have_no_meaning_are_refused(projects, budget, code):
    with pytest.raises(ParameterError) as refused:
        tally.count(grouped(BALLOTS), projects, budget, Parameters())
    assert refused.value.code == code


def test_a_decision_unknown_to_the_outcome():
    with pytest.raises(KeyError):
        tally.count(grouped(BALLOTS), PROJECTS, 100, Parameters()).decision("P99")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"rule": "lottery"}, "unknown_rule"),
        ({"threshold": -1}, "negative_threshold"),
        ({"threshold": 1.5}, "bad_number"),
        ({"threshold": True}, "bad_number"),
        ({"threshold": "1/0"}, "bad_number"),
        ({"ties": ["cost", "votes"]}, "ties_not_total"),
        ({"ties": []}, "ties_not_total"),
        ({"ties": ["beauty"]}, "unknown_tie_break"),
        ({"speed": 3}, "unknown_parameter"),
    ],
)
def test_parameters_that_have_no_meaning_are_refused(data, code):
    with pytest.raises(ParameterError) as refused:
        Parameters.from_data(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        (Parameters(), "greedy"),
        (Parameters(threshold=Fraction(5, 2)), "greedy-threshold"),
        (Parameters(skip=False, threshold=3, ties=(Tie.LOT,), lot=("P1",)), "greedy-no-skip"),
    ],
)
def test_parameters_survive_a_trip_through_the_database(parameters, name):
    assert Parameters.from_data(parameters.to_data()) == parameters
    assert parameters.pabulib_rule == name


def test_a_decision_as_data():
    ballots = [(("P2",), None), (("P3",), None)]
    outcome = tally.count(grouped(ballots), (SCHOOL, PATH), 60, Parameters())
    assert outcome.decisions[0].to_data() == {
        "project_id": "P3",
        "status": "funded",
        "step": 1,
        "score": 1,
        "votes": 1,
        "cost": 30,
        "remaining_before": 60,
        "remaining_after": 30,
        "tie": {"equal_to": ["P2"], "decided_by": "cost"},
    }


def test_the_hash_of_what_was_counted_is_written_down_with_the_result():
    first = tally.count(grouped(BALLOTS), PROJECTS, 100, Parameters())
    again = tally.count(grouped(BALLOTS[::-1]), PROJECTS[::-1], 100, Parameters(skip=False))
    other = tally.count(grouped(BALLOTS[1:]), PROJECTS, 100, Parameters())
    assert first.input_sha256 == again.input_sha256
    assert first.input_sha256 != other.input_sha256


def test_the_hash_is_that_of_the_lines_the_description_promises():
    projects = (PATH, Project("P10", 7, is_withdrawn=True))
    ranking = profile.group([(("P3", "P10"), None)] * 2 + [((), None)], BallotKind.ORDINAL, max_length=3)
    lines = [
        '["budget",100]',
        '["ballots","ordinal",3]',
        '["project","P10",7,1]',
        '["project","P3",30,0]',
        '["ballot",["P3","P10"],null,2]',
        '["ballot",[],null,1]',
    ]
    by_hand = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    assert tally.count(ranking, projects, 100, Parameters()).input_sha256 == by_hand


def test_the_hash_tells_points_apart():
    points = [profile.group([(("P1",), (number,))], BallotKind.SCORING) for number in (1, 2, Fraction(1, 2))]
    assert len({audit.input_sha256(item, PROJECTS, 1) for item in points}) == 3


@given(elections())
def test_every_project_has_one_decision_and_the_money_adds_up(election):
    ballots, projects, budget, parameters = election
    outcome = tally.count(grouped(ballots), projects, budget, parameters)
    assert sorted(d.project_id for d in outcome.decisions) == sorted(p.id for p in projects)
    assert [d.step for d in outcome.decisions] == list(range(1, len(projects) + 1))
    assert outcome.total_cost <= budget
    remaining = budget
    for decision in outcome.decisions:
        assert decision.remaining_before == remaining
        remaining -= decision.cost if decision.is_funded else 0
        assert decision.remaining_after == remaining
    assert remaining == budget - outcome.total_cost


@given(elections())
def test_reasons_are_true(election):
    ballots, projects, budget, parameters = election
    outcome = tally.count(grouped(ballots), projects, budget, parameters)
    withdrawn = {project.id for project in projects if project.is_withdrawn}
    for decision in outcome.decisions:
        status = decision.status
        assert (status is Status.WITHDRAWN) == (decision.project_id in withdrawn)
        if status is Status.WITHDRAWN:
            continue
        assert (status is Status.BELOW_THRESHOLD) == (decision.score < parameters.threshold)
        if status is Status.FUNDED:
            assert decision.cost <= decision.remaining_before
        if status is Status.DOES_NOT_FIT:
            assert decision.remaining_before < decision.cost <= budget
        if status is Status.OVER_ENVELOPE:
            assert decision.cost > budget
        if status is Status.NOT_REACHED:
            assert parameters.skip is False


@given(elections(), st.randoms())
def test_the_order_of_ballots_and_projects_does_not_change_anything(election, rng):
    ballots, projects, budget, parameters = election
    outcome = tally.count(grouped(ballots), projects, budget, parameters)
    shuffled = tally.count(
        grouped(rng.sample(ballots, len(ballots))), rng.sample(projects, len(projects)), budget, parameters
    )
    assert shuffled == outcome


@given(elections(), st.integers(2, 4))
def test_each_voter_several_times_changes_nothing_without_a_threshold(election, times):
    ballots, projects, budget, parameters = election
    parameters = Parameters(skip=parameters.skip, ties=parameters.ties, lot=parameters.lot)
    once = tally.count(grouped(ballots), projects, budget, parameters)
    several = tally.count(grouped(ballots * times), projects, budget, parameters)
    assert decided(several) == decided(once)


def reference(ballots, projects, budget, parameters):
    """The rule as one would tell it, one project at a time."""
    votes = {project.id: sum(project.id in choices for choices, _ in ballots) for project in projects}
    left = [p for p in projects if not p.is_withdrawn and votes[p.id] >= parameters.threshold]
    winners = []
    while left:
        best = [p for p in left if votes[p.id] == max(votes[q.id] for q in left)]
        for tie in parameters.ties:
            if tie is Tie.COST:
                best = [p for p in best if p.cost == min(q.cost for q in best)]
            elif tie is Tie.ID:
                best = [min(best, key=lambda p: int(p.id[1:]))]
            elif tie is Tie.LOT:
                best = [min(best, key=lambda p: parameters.lot.index(p.id))]
        chosen = best[0]
        left.remove(chosen)
        if chosen.cost <= budget:
            budget -= chosen.cost
            winners.append(chosen.id)
        elif not parameters.skip:
            break
    return tuple(winners)


@given(elections())
def test_the_winners_are_those_of_a_plain_reference(election):
    ballots, projects, budget, parameters = election
    outcome = tally.count(grouped(ballots), projects, budget, parameters)
    assert outcome.winners == reference(ballots, projects, budget, parameters)


@settings(max_examples=60, deadline=None)
@given(elections())
def test_the_winners_are_those_of_pabutools(election):
    from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance
    from pabutools.election import Project as TheirProject
    from pabutools.rules import greedy_utilitarian_welfare
    from pabutools.tiebreaking import TieBreakingRule

    ballots, projects, budget, _ = election
    projects = [Project(project.id, project.cost + 1) for project in projects]
    theirs = {project.id: TheirProject(project.id, project.cost) for project in projects}
    instance = Instance(theirs.values(), budget_limit=budget)
    profile_there = ApprovalProfile([ApprovalBallot(theirs[c] for c in choices) for choices, _ in ballots])
    rule = TieBreakingRule(lambda _instance, _profile, project: (project.cost, int(project.name[1:])))
    winners = greedy_utilitarian_welfare(
        instance, profile_there, sat_class=Cost_Sat, tie_breaking=rule, resoluteness=True
    )
    voted = {choice for choices, _ in ballots for choice in choices}
    outcome = tally.count(grouped(ballots), projects, budget, Parameters(ties=(Tie.COST, Tie.ID)))
    assert {p.name for p in winners} & voted == set(outcome.winners) & voted
