"""Equals are set apart by published criteria, never by chance or by the order of a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.tally import ties
from budget.rules.tally.types import ParameterError, Parameters, Project, Scores, Tie, TieNote

PROJECTS = [Project("P10", 300), Project("P2", 300), Project("P3", 100), Project("P4", 300)]
EQUAL = Scores(score=dict.fromkeys(["P10", "P2", "P3", "P4"], 7), votes={"P10": 7, "P2": 7, "P3": 7, "P4": 9})


def ranked(*chain, lot=()):
    order = ties.ranking(PROJECTS, EQUAL, Parameters(ties=chain, lot=lot))
    return [project.id for project in order]


def test_the_chain_is_followed_in_its_order():
    assert ranked(Tie.COST, Tie.VOTES, Tie.ID) == ["P3", "P4", "P2", "P10"]
    assert ranked(Tie.VOTES, Tie.ID) == ["P4", "P2", "P3", "P10"]
    assert ranked(Tie.ID) == ["P2", "P3", "P4", "P10"]
    assert ranked(Tie.LOT, lot=("P4", "P10", "P2", "P3")) == ["P4", "P10", "P2", "P3"]


def test_a_tie_is_told_with_what_decided_it():
    parameters = Parameters()
    order = ties.ranking(PROJECTS, EQUAL, parameters)
    assert ties.tie_notes(order, EQUAL, parameters) == {
        "P3": TieNote(equal_to=("P4", "P2", "P10"), decided_by=Tie.COST),
        "P4": TieNote(equal_to=("P3", "P2", "P10"), decided_by=Tie.COST),
        "P2": TieNote(equal_to=("P3", "P4", "P10"), decided_by=Tie.VOTES),
        "P10": TieNote(equal_to=("P3", "P4", "P2"), decided_by=Tie.ID),
    }


def test_projects_alone_with_their_score_have_no_note():
    scores = Scores(score={"P10": 1, "P2": 2, "P3": 3, "P4": 3}, votes=EQUAL.votes)
    notes = ties.tie_notes(ties.ranking(PROJECTS, scores, Parameters()), scores, Parameters())
    assert sorted(notes) == ["P3", "P4"]


def test_a_lot_must_name_every_project():
    with pytest.raises(ParameterError) as refused:
        ranked(Tie.LOT, lot=("P4", "P10"))
    assert (refused.value.code, refused.value.values) == ("lot_incomplete", {"projects": ("P2", "P3")})


def test_the_lot_follows_from_its_seed():
    assert ties.lot_order(["P1", "P2", "P3"], "1234") == ties.lot_order(["P3", "P2", "P1"], b"1234")
    orders = {ties.lot_order(["P1", "P2", "P3"], str(seed)) for seed in range(40)}
    assert len(orders) == 6


@pytest.mark.parametrize(
    ("ids", "ordered"),
    [
        (["P10", "P9", "P1"], ["P1", "P9", "P10"]),
        (["10", "9", "100"], ["9", "10", "100"]),
        (["c2", "c10", "b3", "7"], ["7", "b3", "c2", "c10"]),
        (["P2", "P02"], ["P02", "P2"]),
        (["a1b2", "a1b10", "a01b2"], ["a01b2", "a1b2", "a1b10"]),
    ],
)
def test_natural_order(ids, ordered):
    assert sorted(ids, key=ties.natural_key) == ordered


@given(st.lists(st.text("aP0129-é", min_size=1), unique=True), st.randoms())
def test_natural_order_is_total(ids, rng):
    shuffled = rng.sample(ids, len(ids))
    assert sorted(shuffled, key=ties.natural_key) == sorted(ids, key=ties.natural_key)
