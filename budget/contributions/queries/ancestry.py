"""The lineage of anything, both ways: contributions, projects and objectives, each direction in one recursive query."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import connection

from budget.contributions.choices import BANKS, PUBLIC_STATES, Channel, EdgeKind
from budget.contributions.models import provenance
from budget.rules.lineage import Edge, nested

_HOLDS = (
    "e.kind <> 'revoked' AND NOT EXISTS (SELECT FROM budget_lineageedge r WHERE r.revokes_id = e.id OFFSET 0)"
)

# OFFSET 0: the joined rows are fetched one by one, for PostgreSQL expects walks to be long and would read whole tables.
_SELECT = """
SELECT w.is_up, w.id, w.kind, w.drawn_at, w.reason, w.near_contribution, w.near_project, w.near_objective, w.proposal_id,
       c.id, p.id, o.id, o.code, o.text,
       COALESCE(c.reference, p.reference), COALESCE(cc.slug, pc.slug),
       COALESCE(NULLIF(c.title, ''), p.title, ''), COALESCE(c.text, p.summary, ''), COALESCE(c.state, p.state, ''),
       COALESCE(c.nature, ''), COALESCE(c.channel, ''), COALESCE(c.place, ''), COALESCE(c.author_label, ''),
       COALESCE(c.said_at, p.submitted_at), t.number, ws.title
FROM walk w
LEFT JOIN LATERAL (SELECT * FROM budget_contribution WHERE id = w.far_contribution OFFSET 0) c ON TRUE
LEFT JOIN LATERAL (SELECT * FROM budget_project WHERE id = w.far_project OFFSET 0) p ON TRUE
LEFT JOIN budget_objective o ON o.id = w.far_objective
LEFT JOIN budget_campaign cc ON cc.id = c.campaign_id
LEFT JOIN budget_campaign pc ON pc.id = p.campaign_id
LEFT JOIN budget_workshoptable t ON t.id = c.table_id
LEFT JOIN budget_workshop ws ON ws.id = t.workshop_id
ORDER BY COALESCE(c.said_at, p.submitted_at, w.drawn_at), w.id
"""

_UP = """up AS (
    SELECT e.* FROM budget_lineageedge e
    WHERE (e.target_contribution_id = %(contribution)s::bigint OR e.target_project_id = %(project)s::bigint
           OR e.target_objective_id = %(objective)s::bigint) AND <holds>
  UNION
    SELECT e.* FROM up w JOIN budget_lineageedge e
      ON e.target_contribution_id = w.source_contribution_id OR e.target_project_id = w.source_project_id
    WHERE <holds>
)"""
_WALKED_UP = """
SELECT TRUE AS is_up, id, kind, drawn_at, reason, proposal_id, target_contribution_id AS near_contribution,
       target_project_id AS near_project, target_objective_id AS near_objective,
       source_contribution_id AS far_contribution, source_project_id AS far_project, NULL::bigint AS far_objective
FROM up"""

_DOWN = """down AS (
    SELECT e.* FROM budget_lineageedge e
    WHERE (e.source_contribution_id = %(contribution)s::bigint OR e.source_project_id = %(project)s::bigint)
      AND <holds>
  UNION
    SELECT e.* FROM down w JOIN budget_lineageedge e
      ON e.source_contribution_id = w.target_contribution_id OR e.source_project_id = w.target_project_id
    WHERE <holds>
)"""
_WALKED_DOWN = """
SELECT FALSE AS is_up, id, kind, drawn_at, reason, proposal_id, source_contribution_id AS near_contribution,
       source_project_id AS near_project, NULL::bigint AS near_objective,
       target_contribution_id AS far_contribution, target_project_id AS far_project,
       target_objective_id AS far_objective
FROM down"""

# From several contributions and projects up to everything they come from, themselves included.
_UP_FROM_MANY = """
WITH RECURSIVE up(contribution_id, project_id) AS (
    (SELECT id, NULL::bigint FROM budget_contribution WHERE id = ANY(%s)
     UNION ALL SELECT NULL::bigint, id FROM budget_project WHERE id = ANY(%s))
  UNION
    SELECT e.source_contribution_id, e.source_project_id FROM up JOIN budget_lineageedge e
      ON e.target_contribution_id = up.contribution_id OR e.target_project_id = up.project_id
    WHERE <holds>
)
SELECT up.contribution_id, p.submitted_by_id FROM up LEFT JOIN budget_project p ON p.id = up.project_id
""".replace("<holds>", _HOLDS)


CONTRIBUTION, PROJECT, OBJECTIVE = "contribution", "project", "objective"


@dataclass(frozen=True)
class Node:
    """Something in a lineage. Without its words when they are not public; `said_at` is when it was said or submitted."""

    type: str
    id: int
    reference: str
    campaign: str
    title: str
    text: str
    state: str
    nature: str = ""
    channel: str = ""
    provenance: str = ""
    author_label: str = ""
    said_at: datetime | None = None

    @property
    def key(self):
        return self.type, self.id

    @property
    def headline(self):
        return self.title or self.text or self.reference

    @property
    def bank(self):
        """ "web", "room" or "post" for what was said, "" otherwise."""
        return BANKS[Channel(self.channel)] if self.channel else ""


@dataclass(frozen=True)
class Link:
    """One edge that holds. `node` is its far end: where it comes from upstream, what came of it downstream."""

    id: int
    kind: str
    drawn_at: datetime
    reason: str
    near: tuple
    node: Node
    proposal_id: int | None = None

    @property
    def kind_label(self):
        return EdgeKind(self.kind).label


@dataclass
class Walk:
    """Everything upstream, or downstream, of one thing, in the order it was said."""

    root: tuple
    is_upward: bool
    links: list[Link] = field(default_factory=list)

    @property
    def nodes(self):
        """Each Node once."""
        return list({link.node.key: link.node for link in self.links}.values())

    def leaving(self, kind):
        """The links of one kind that leave the root, in the order they were drawn."""
        found = [link for link in self.links if link.near == self.root and link.kind == kind]
        return sorted(found, key=lambda link: (link.drawn_at, link.id))

    @property
    def edges(self):
        """The same as plain edges, from what was said to what came of it."""
        if self.is_upward:
            return [Edge(link.id, link.node.key, link.near) for link in self.links]
        return [Edge(link.id, link.near, link.node.key) for link in self.links]

    @property
    def tree(self):
        """The links nested under the root: a list of budget.rules.lineage.Branch whose `item` is a Link."""
        steps = [(link.near, link.node.key, link) for link in self.links]
        return nested(steps, self.root)

    @property
    def by_channel(self):
        """[(Channel or None, [Branch])] of the first level, in the order of the channels' list; None: not said."""
        groups = {}
        for branch in self.tree:
            groups.setdefault(branch.item.node.channel, []).append(branch)
        return [
            (Channel(key) if key else None, groups[key]) for key in (*Channel.values, "") if key in groups
        ]


def upstream(thing):
    """The Walk of what a contribution, a project or an objective comes from: one query."""
    return _walks(thing, [_UP], [_WALKED_UP])[0]


def downstream(thing):
    """The Walk of what came of a contribution or a project: one query. Nothing comes of an objective."""
    return _walks(thing, [_DOWN], [_WALKED_DOWN])[1]


def both_ways(thing):
    """(upstream Walk, downstream Walk), together in one query."""
    return _walks(thing, [_UP, _DOWN], [_WALKED_UP, _WALKED_DOWN])


def no_ways(thing):
    """Two empty Walks, for what is known to have no edge: no query."""
    root = (thing._meta.model_name, thing.pk)
    return Walk(root, True), Walk(root, False)


def everyone_upstream(things):
    """{"contributions": ids, "people": users who submitted}: these contributions and projects and all they come from.

    What `contributions.services.tell` takes, so that each person is told once. Two queries.
    """
    pks = {CONTRIBUTION: [], PROJECT: []}
    for thing in things:
        pks[thing._meta.model_name].append(thing.pk)
    with connection.cursor() as cursor:
        cursor.execute(_UP_FROM_MANY, [pks[CONTRIBUTION], pks[PROJECT]])
        rows = cursor.fetchall()
    submitters = {row[1] for row in rows if row[1]}
    return {
        "contributions": sorted({row[0] for row in rows if row[0]}),
        "people": get_user_model().objects.filter(pk__in=submitters) if submitters else (),
    }


def _walks(thing, walks, walked):
    root = (thing._meta.model_name, thing.pk)
    sql = f"WITH RECURSIVE {', '.join(walks)}, walk AS ({' UNION ALL '.join(walked)}){_SELECT}"
    start = {kind: thing.pk if kind == root[0] else None for kind in (CONTRIBUTION, PROJECT, OBJECTIVE)}
    up, down = Walk(root, True), Walk(root, False)
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("<holds>", _HOLDS), start)
        for row in cursor.fetchall():
            (up if row[0] else down).links.append(_link(row[1:]))
    return up, down


def _link(row):
    edge, kind, drawn_at, reason, near_contribution, near_project, near_objective, proposal = row[:8]
    near = _key(near_contribution, near_project, near_objective)
    return Link(edge, kind, drawn_at, reason, near, _node(row[8:]), proposal)


def _key(contribution, project, objective):
    if contribution:
        return CONTRIBUTION, contribution
    return (PROJECT, project) if project else (OBJECTIVE, objective)


def _node(columns):
    contribution, project, objective, code, objective_text, reference, campaign = columns[:7]
    title, text, state, nature, channel, place, author, said_at, table, workshop = columns[7:]
    key = _key(contribution, project, objective)
    if objective:
        return Node(*key, code, "", objective_text, "", "")
    if not contribution:
        return Node(*key, reference, campaign, title, text, state, said_at=said_at)
    if state not in PUBLIC_STATES:
        title = text = author = ""
    words = provenance(channel=channel, place=place, table_number=table, workshop_title=workshop or "")
    return Node(*key, reference, campaign, title, text, state, nature, channel, str(words), author, said_at)
