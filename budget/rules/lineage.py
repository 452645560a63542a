"""The graph of what came from what: pure helpers over edges, for checks and pages.

An edge goes from what was said (source) to what came of it (target). Edges are never removed: an edge that
``revokes`` an earlier one takes it out of the graph and adds nothing itself. Nodes are any hashable keys, for
instance ``("contribution", 12)``.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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


DEEPEST = 6  # levels of a nested list; what lies deeper joins the last one


@dataclass
class Branch:
    """One line of a nested list. `is_again`: what stands at its end is unfolded elsewhere in the list."""

    item: Any
    branches: list["Branch"] = field(default_factory=list)
    is_again: bool = False


def nested(steps: Iterable[tuple[Node, Node, Any]], root: Node, deepest: int = DEEPEST) -> list[Branch]:
    """The steps ``(near, far, item)`` that leave ``root``, unfolded: each far end under the nearest way to it.

    Every step is one line; a node met a second time is not unfolded again. Order is that of the steps.
    """
    leaving = defaultdict(list)
    for near, far, item in steps:
        leaving[near].append((far, item))
    top: list[Branch] = []
    queue, unfolded = deque([(root, top, 1)]), {root}
    while queue:
        node, branches, level = queue.popleft()
        for far, item in leaving[node]:
            branch = Branch(item, is_again=far in unfolded)
            branches.append(branch)
            if not branch.is_again:
                unfolded.add(far)
                deeper = level < deepest
                queue.append((far, branch.branches if deeper else branches, level + deeper))
    return top


class Place(NamedTuple):
    """Where a node is drawn: ``column`` 0 is the root's, ancestors are left of it, descendants right of it."""

    node: Node
    column: int
    row: float


def layout(edges: Iterable[Edge], root: Node) -> list[Place]:
    """Places for a drawing, time running from left to right: columns by distance from ``root``, rows centred on 0.

    Within a column a node stands near the middle of those it is linked with one column nearer to the root.
    """
    holding = active_edges(edges)
    columns: dict[int, list[Node]] = defaultdict(list)
    columns[0] = [root]
    for sign, reach in ((-1, ancestors(holding, root)), (1, descendants(holding, root))):
        for node, distance in reach.items():
            columns[sign * distance].append(node)
    linked = defaultdict(set)
    for edge in holding:
        linked[edge.source].add(edge.target)
        linked[edge.target].add(edge.source)
    rows: dict[Node, float] = {}
    for column in sorted(columns, key=abs):
        nodes = columns[column]
        order = {node: _middle([rows[other] for other in linked[node] if other in rows]) for node in nodes}
        nodes.sort(key=order.__getitem__)
        rows |= {node: index - (len(nodes) - 1) / 2 for index, node in enumerate(nodes)}
    return [Place(node, column, rows[node]) for column in sorted(columns) for node in columns[column]]


def _middle(rows: list[float]) -> float:
    return sum(rows) / len(rows) if rows else 0.0
