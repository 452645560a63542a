"""What came of what, both ways, each in one recursive query."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from budget.contributions.choices import BANKS, PUBLIC_STATES, Channel, EdgeKind
from budget.contributions.models import provenance

_HOLDS = "e.kind NOT IN ('revoked', 'fed') AND NOT EXISTS (SELECT FROM budget_lineageedge r WHERE r.revokes_id = e.id OFFSET 0)"

# Fetched one by one (OFFSET 0): PostgreSQL expects a walk to be long, and would read the whole table for a few rows.
_SAID = "SELECT * FROM budget_contribution"

# Walks up from one project. UNION drops an edge met twice, so a diamond costs nothing.
_UPWARD = """
WITH RECURSIVE walk AS (
    SELECT e.* FROM budget_lineageedge e WHERE e.target_project_id = %s AND <holds>
  UNION
    SELECT e.* FROM walk w JOIN budget_lineageedge e
      ON e.target_contribution_id = w.source_contribution_id OR e.target_project_id = w.source_project_id
    WHERE <holds>
)
SELECT w.kind, w.drawn_at, COALESCE(tc.reference, tp.reference),
       c.id, c.reference, c.nature, c.channel, c.state, c.title, c.text, c.place, c.said_at, c.author_label,
       t.number, ws.title, p.id, p.reference, p.title, p.state
FROM walk w
LEFT JOIN LATERAL (<said> WHERE id = w.source_contribution_id OFFSET 0) c ON TRUE
LEFT JOIN budget_workshoptable t ON t.id = c.table_id
LEFT JOIN budget_workshop ws ON ws.id = t.workshop_id
LEFT JOIN budget_project p ON p.id = w.source_project_id
LEFT JOIN LATERAL (<said> WHERE id = w.target_contribution_id OFFSET 0) tc ON TRUE
LEFT JOIN budget_project tp ON tp.id = w.target_project_id
ORDER BY COALESCE(c.said_at, w.drawn_at), w.id
""".replace("<holds>", _HOLDS).replace("<said>", _SAID)

# Walks down from many contributions at once; `root` says which one each line belongs to.
_DOWNWARD = """
WITH RECURSIVE walk AS (
    SELECT e.source_contribution_id AS root, e.* FROM budget_lineageedge e
    WHERE e.source_contribution_id = ANY(%s) AND <holds>
  UNION
    SELECT w.root, e.* FROM walk w JOIN budget_lineageedge e
      ON e.source_contribution_id = w.target_contribution_id OR e.source_project_id = w.target_project_id
    WHERE <holds>
)
SELECT w.root, w.kind, w.drawn_at, COALESCE(sc.reference, sp.reference),
       c.reference, c.title, c.text, c.state, p.reference, p.title, p.state
FROM walk w
LEFT JOIN LATERAL (<said> WHERE id = w.target_contribution_id OFFSET 0) c ON TRUE
LEFT JOIN budget_project p ON p.id = w.target_project_id
LEFT JOIN LATERAL (<said> WHERE id = w.source_contribution_id OFFSET 0) sc ON TRUE
LEFT JOIN budget_project sp ON sp.id = w.source_project_id
ORDER BY w.root, w.drawn_at, w.id
""".replace("<holds>", _HOLDS).replace("<said>", _SAID)

# Every edge below a node, by the references of its ends.
_EDGES_BELOW = """
WITH RECURSIVE walk AS (
    SELECT e.* FROM budget_lineageedge e
    WHERE (e.source_contribution_id = %s::bigint OR e.source_project_id = %s::bigint) AND <holds>
  UNION
    SELECT e.* FROM walk w JOIN budget_lineageedge e
      ON e.source_contribution_id = w.target_contribution_id OR e.source_project_id = w.target_project_id
    WHERE <holds>
)
SELECT w.source_contribution_id, w.source_project_id, w.target_contribution_id, w.target_project_id,
       COALESCE(c.reference, p.reference)
FROM walk w
LEFT JOIN LATERAL (<said> WHERE id = w.target_contribution_id OFFSET 0) c ON TRUE
LEFT JOIN budget_project p ON p.id = w.target_project_id
ORDER BY w.id
""".replace("<holds>", _HOLDS).replace("<said>", _SAID)


@dataclass(frozen=True)
class Origin:
    """A contribution upstream of a project; without its words when they are not public. `leads_to` is the reference of what came of it next."""

    id: int
    reference: str
    nature: str
    channel: str
    state: str
    title: str
    text: str
    said_at: datetime
    author_label: str
    provenance: str
    kind: str
    leads_to: str

    @property
    def bank(self):
        return BANKS[Channel(self.channel)]

    @property
    def is_public(self):
        return self.state in PUBLIC_STATES

    @property
    def headline(self):
        return self.title or self.text


@dataclass(frozen=True)
class MergedProject:
    """A project joined, split or carried over into the one asked about."""

    id: int
    reference: str
    title: str
    state: str
    kind: str
    leads_to: str
    drawn_at: datetime


@dataclass(frozen=True)
class Origins:
    """Everything upstream of a project, in the order it was said."""

    contributions: list[Origin]
    projects: list[MergedProject]

    @property
    def by_channel(self):
        """[(channel label, [Origin])], in the order of the channels' list."""
        by_channel = defaultdict(list)
        for origin in self.contributions:
            by_channel[origin.channel].append(origin)
        return [(channel.label, said) for channel in Channel if (said := by_channel[channel])]

    @property
    def counts(self):
        """{"web": n, "room": n, "post": n}."""
        banks = [origin.bank for origin in self.contributions]
        return {bank: banks.count(bank) for bank in ("web", "room", "post")}


@dataclass(frozen=True)
class Descendant:
    """What came of a contribution, directly or not. `source` is the reference it came from."""

    kind: str
    drawn_at: datetime
    source: str
    reference: str
    headline: str
    state: str
    is_project: bool

    @property
    def kind_label(self):
        return EdgeKind(self.kind).label


@dataclass
class Becoming:
    """What a contribution became: the project it leads to in the end, and the one it first became if another."""

    project: Descendant
    first: Descendant
    steps: list[Descendant] = field(default_factory=list)

    @property
    def was_joined(self):
        return self.first.reference != self.project.reference


def origins_of(project):
    """The Origins of a project, through merged projects too, in one query."""
    contributions, projects = {}, {}
    with connection.cursor() as cursor:
        cursor.execute(_UPWARD, [project.pk])
        for row in cursor.fetchall():
            if row[3] is not None:
                contributions.setdefault(row[3], _origin(row))
            else:
                projects.setdefault(row[15], MergedProject(*row[15:19], row[0], row[2], row[1]))
    projects.pop(project.pk, None)
    return Origins(list(contributions.values()), list(projects.values()))


def _origin(row):
    kind, _drawn_at, leads_to, pk, reference, nature, channel, state, title, text, place, said_at, author = (
        row[:13]
    )
    if state not in PUBLIC_STATES:
        title = text = author = ""
    words = provenance(channel=channel, place=place, table_number=row[13], workshop_title=row[14])
    return Origin(pk, reference, nature, channel, state, title, text, said_at, author, words, kind, leads_to)


def descendants_of(contribution):
    """Everything that came of a contribution, oldest link first, in one query: C08 became P33, P33 joined P06."""
    return _descendants([contribution.pk]).get(contribution.pk, [])


def becomings(contribution_ids):
    """{contribution id: Becoming} for those that became a project, in one query whatever their number."""
    found = {pk: _becoming(steps) for pk, steps in _descendants(list(contribution_ids)).items()}
    return {pk: one for pk, one in found.items() if one}


def becoming(contribution, walk):
    """The Becoming of a contribution from its downstream Walk, or None: no query."""
    names = {walk.root: contribution.reference} | {node.key: node.reference for node in walk.nodes}
    steps = [
        Descendant(
            link.kind,
            link.drawn_at,
            names[link.near],
            link.node.reference,
            link.node.title or link.node.text,
            link.node.state,
            link.node.type == "project",
        )
        for link in sorted(walk.links, key=lambda link: (link.drawn_at, link.id))
        if link.kind != EdgeKind.FED
    ]
    return _becoming(steps)


def _becoming(steps):
    projects = [step for step in steps if step.is_project]
    if not projects:
        return None
    sources = {step.source for step in steps}
    last = next((step for step in projects if step.reference not in sources), projects[-1])
    return Becoming(project=last, first=projects[0], steps=steps)


def _descendants(ids):
    found = {}
    if not ids:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_DOWNWARD, [ids])
        for (
            root,
            kind,
            drawn_at,
            source,
            ref,
            title,
            text,
            state,
            p_ref,
            p_title,
            p_state,
        ) in cursor.fetchall():
            headline = p_title or (title or text if state in PUBLIC_STATES else "")
            step = Descendant(
                kind, drawn_at, source, p_ref or ref, headline, p_state or state, p_ref is not None
            )
            found.setdefault(root, []).append(step)
    return found


def path_between(start, end):
    """The references of a shortest way down from `start` to `end`, both included, or [] if none (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_EDGES_BELOW, _node(start))
        rows = cursor.fetchall()
    below, names = defaultdict(list), {_node(start): start.reference}
    for c, p, next_c, next_p, reference in rows:
        below[c, p].append((next_c, next_p))
        names[next_c, next_p] = reference
    ways = deque([[_node(start)]])
    seen = {_node(start)}
    while ways:
        way = ways.popleft()
        if way[-1] == _node(end):
            return [names[node] for node in way]
        for node in below[way[-1]]:
            if node not in seen:
                seen.add(node)
                ways.append([*way, node])
    return []


def _node(thing):
    """(contribution id, project id), one of the two None."""
    return (None, thing.pk) if thing._meta.model_name == "project" else (thing.pk, None)
