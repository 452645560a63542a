"""What came from what: acyclic, append-only, corrected by revoking edges."""

from hypothesis import given
from hypothesis import strategies as st

from budget.rules import lineage
from budget.rules.lineage import Edge

NOTE, IDEA, PROJECT, MERGED, WINNER = "A1-T2-N2", "C07", "P05", "P33", "P06"
EDGES = [
    Edge(1, NOTE, PROJECT),
    Edge(2, IDEA, PROJECT),
    Edge(3, PROJECT, WINNER),
    Edge(4, MERGED, WINNER),
    Edge(5, NOTE, WINNER),
]


def test_ancestors_and_descendants_with_the_shortest_distance():
    assert lineage.ancestors(EDGES, WINNER) == {NOTE: 1, MERGED: 1, PROJECT: 1, IDEA: 2}
    assert list(lineage.ancestors(EDGES, WINNER).values()) == [1, 1, 1, 2]
    assert lineage.descendants(EDGES, IDEA) == {PROJECT: 1, WINNER: 2}
    assert lineage.ancestors(EDGES, NOTE) == {}
    assert lineage.descendants([], NOTE) == {}


def test_a_cycle_is_seen_before_it_is_made():
    assert lineage.would_cycle(EDGES, WINNER, IDEA) is True
    assert lineage.would_cycle(EDGES, IDEA, IDEA) is True
    assert lineage.would_cycle(EDGES, IDEA, MERGED) is False


def test_a_revoking_edge_takes_an_edge_back_and_adds_nothing():
    corrected = [*EDGES, Edge(6, PROJECT, WINNER, revokes=3)]
    assert lineage.active_edges(corrected) == [EDGES[0], EDGES[1], EDGES[3], EDGES[4]]
    assert lineage.ancestors(corrected, WINNER) == {NOTE: 1, MERGED: 1}
    assert lineage.would_cycle(corrected, WINNER, IDEA) is False


def test_revoking_a_revocation_brings_the_edge_back():
    twice = [*EDGES, Edge(6, PROJECT, WINNER, revokes=3), Edge(7, PROJECT, WINNER, revokes=6)]
    assert lineage.active_edges(twice) == EDGES


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=25))
def test_a_graph_that_refuses_cycles_never_has_one(pairs):
    edges = []
    for source, target in pairs:
        if not lineage.would_cycle(edges, source, target):
            edges.append(Edge(len(edges), source, target))
    for node in range(9):
        above, below = lineage.ancestors(edges, node), lineage.descendants(edges, node)
        assert node not in above
        assert not set(above) & set(below)
        assert all(node in lineage.descendants(edges, ancestor) for ancestor in above)
