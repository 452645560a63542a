"""The graph of what came from what: pure helpers over edges, for checks and pages.

An edge goes from what was said (source) to what came of it (target). Edges are never removed: an edge that
``revokes`` an earlier one takes it out of the graph and adds nothing itself. Nodes are any hashable keys, for
instance ``("contribution", 12)``.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from typing import NamedTuple

Node = Hashable


class Edge(NamedTuple):
    """One line of the append-only record."""

    id: int
    source: Node
    target: Node
    revokes: int | None = None  # id of the earlier edge this one takes back


def active_edges(edges: Iterable[Edge]) -> list[Edge]:
    """The edges that still hold, in the order of their ids.

    A revoking edge can be revoked in its turn, which brings back what it had taken away.
    """
    newest_first = sorted(edges, key=lambda edge: edge.id, reverse=True)
    revoked: set[int] = set()
    kept = []
    for edge in newest_first:
        if edge.id in revoked:
            continue
        if edge.revokes is None:
            kept.append(edge)
        else:
            revoked.add(edge.revokes)
    return kept[::-1]


def ancestors(edges: Iterable[Edge], node: Node) -> dict[Node, int]:
    """Everything ``node`` comes from, with the number of steps up (the shortest), nearest first."""
    return _reach({(edge.target, edge.source) for edge in active_edges(edges)}, node)


def descendants(edges: Iterable[Edge], node: Node) -> dict[Node, int]:
    """Everything that came of ``node``, with the number of steps down (the shortest), nearest first."""
    return _reach({(edge.source, edge.target) for edge in active_edges(edges)}, node)


def would_cycle(edges: Iterable[Edge], source: Node, target: Node) -> bool:
    """Whether one more edge from ``source`` to ``target`` would make something its own ancestor."""
    return source == target or source in descendants(edges, target)


def _reach(pairs: set[tuple[Node, Node]], start: Node) -> dict[Node, int]:
    following = defaultdict(list)
    for here, there in pairs:
        following[here].append(there)
    depth = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in sorted(following[here], key=repr):
            if there not in depth:
                depth[there] = depth[here] + 1
                queue.append(there)
    del depth[start]
    return depth
