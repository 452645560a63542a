"""Groupings, proposals to merge or split, consents, and what resembles what."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import OuterRef, Prefetch, Q, Subquery

from budget.contributions.choices import ConsentState, EdgeKind, ProposalState
from budget.contributions.models import (
    Consent,
    Contribution,
    Grouping,
    GroupingMember,
    LineageEdge,
    Proposal,
    ProposedPart,
)
from budget.contributions.queries.ancestry import Link
from budget.contributions.queries.listing import with_counts

#: How alike two contributions are before the queue shows them, from 0 to 1, and how far back it looks.
ALIKE, LATEST, AT_MOST = 0.2, 600, 60
#: A stem that more of the latest contributions share says nothing of their likeness.
TELLING = 60

# Among the latest that stand alone or answer the same thing: the share of their stems, weighed by rarity, they share.
_PAIRS = """
WITH lately AS (
    SELECT id, nature, channel, target_id FROM budget_contribution
    WHERE campaign_id = %(campaign)s AND state IN ('published', 'became_project')
    ORDER BY received_at DESC, id DESC LIMIT %(latest)s
), stems AS (
    SELECT l.id, unnest(tsvector_to_array(s.words)) AS stem
    FROM lately l JOIN budget_searchedwords s ON s.contribution_id = l.id
), weights AS (
    SELECT stem, count(*) AS uses, ln(1 + (SELECT count(*) FROM lately)::float8 / count(*)) AS weight
    FROM stems GROUP BY stem
), size AS (
    SELECT id, sum(weight) AS total FROM stems JOIN weights USING (stem) GROUP BY id
), shared AS (
    SELECT a.id AS first, b.id AS second, sum(w.weight) AS weight FROM stems a
    JOIN weights w ON w.stem = a.stem AND w.uses BETWEEN 2 AND %(telling)s
    JOIN stems b ON b.stem = a.stem AND b.id > a.id
    GROUP BY a.id, b.id HAVING count(*) > 1
), likely AS (
    SELECT first, second, s.weight / sqrt(one.total * other.total) AS likeness
    FROM shared s JOIN size one ON one.id = s.first JOIN size other ON other.id = s.second
)
SELECT p.first, p.second, p.likeness FROM likely p JOIN lately a ON a.id = p.first JOIN lately b ON b.id = p.second
WHERE p.likeness >= %(alike)s AND a.nature = b.nature AND a.target_id IS NOT DISTINCT FROM b.target_id
  AND (NOT %(across)s OR a.channel <> b.channel)
  AND NOT EXISTS (SELECT FROM budget_lookedat l WHERE l.first_id = a.id AND l.second_id = b.id)
  AND NOT EXISTS (
    SELECT FROM budget_groupingmember m JOIN budget_groupingmember n ON n.grouping_id = m.grouping_id
    WHERE m.contribution_id = a.id AND n.contribution_id = b.id AND m.left_at IS NULL AND n.left_at IS NULL)
  AND NOT EXISTS (
    SELECT FROM budget_consent s JOIN budget_proposal w ON w.id = s.proposal_id AND w.state = 'open'
    WHERE s.contribution_id IN (a.id, b.id))
ORDER BY p.likeness DESC, p.first, p.second LIMIT %(most)s
"""


@dataclass
class Pair:
    """Two contributions that resemble each other; `first` was received first. `likeness`: 0 to 1. `url`: of a screen."""

    first: Contribution
    second: Contribution
    likeness: float
    url: str = ""

    @property
    def percent(self):
        return round(self.likeness * 100)


@dataclass
class Standing:
    """Where a contribution or a project stands among others: what its page says at the top.

    `gone` and `parts` are the Links by which it joined another, or was split; `done` the Proposal they carried out.
    """

    grouping: Grouping | None = None
    others: list = field(default_factory=list)
    proposal: Proposal | None = None
    gone: Link | None = None
    parts: list = field(default_factory=list)
    done: Proposal | None = None


def likely_pairs(campaign, *, is_across=False):
    """Pairs of contributions whose words resemble each other, the most alike first: the queue of staff. Two queries.

    Of one nature, standing alone or answering the same thing. Those left apart, grouped together or already in a proposal are not in it. `is_across`: of two channels only.
    """
    values = {
        "campaign": campaign.pk,
        "latest": LATEST,
        "alike": ALIKE,
        "across": is_across,
        "most": AT_MOST,
        "telling": TELLING,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, values)
        found = cursor.fetchall()
    rows = _said().in_bulk({pk for first, second, _likeness in found for pk in (first, second)})
    return [Pair(rows[first], rows[second], likeness) for first, second, likeness in found]


def _said():
    return with_counts(
        Contribution.objects.select_related("campaign", "district", "theme", "table__workshop", "partner")
    )


def read_again(things):
    """The same things in the same order, contributions with what a comparison shows: 1 query."""
    said = _said().in_bulk([thing.pk for thing in things if thing._meta.model_name == "contribution"])
    return [said[thing.pk] if thing._meta.model_name == "contribution" else thing for thing in things]


def groupings(campaign):
    """Every grouping of a campaign with its members, the latest first: 2 queries."""
    return Grouping.objects.filter(campaign=campaign).prefetch_related(_members()).order_by("-made_at", "-pk")


def grouping(campaign, reference):
    """One grouping and its `present` members with what a row of a list shows; raises Grouping.DoesNotExist."""
    return (
        Grouping.objects.select_related("campaign")
        .prefetch_related(_members(with_counts_of_said=True))
        .get(campaign=campaign, reference=reference)
    )


def _members(*, with_counts_of_said=False):
    rows = GroupingMember.objects.filter(left_at__isnull=True).order_by("joined_at", "pk")
    if with_counts_of_said:
        rows = rows.select_related("project__envelope__district", "project__theme", "project__campaign")
        rows = rows.prefetch_related(Prefetch("contribution", _said()))
    else:
        rows = rows.select_related("contribution", "project")
    return Prefetch("members", rows, to_attr="present")


def standing(thread):
    """The Standing of the contribution of a Thread: no query when there is nothing to say, at most four otherwise."""
    root = thread.contribution
    gone = thread.downstream.leaving(EdgeKind.MERGED)
    stands = Standing(gone=gone[-1] if gone else None, parts=thread.downstream.leaving(EdgeKind.SPLIT))
    _tell_grouping(stands, root, root.grouping_id)
    if root.open_proposal_id:
        stands.proposal = Proposal.objects.select_related("campaign").get(pk=root.open_proposal_id)
    done = next((link.proposal_id for link in (*gone[-1:], *stands.parts) if link.proposal_id), None)
    if done:
        rows = Proposal.objects.select_related("campaign").prefetch_related(Prefetch("consents", _consents()))
        stands.done = rows.get(pk=done)
    return stands


def standing_of_project(project):
    """The Standing of a project read with `gathered`, which only groupings change: no query when it is in none."""
    stands = Standing()
    _tell_grouping(stands, project, project.grouping_id)
    return stands


def gathered(name):
    """Annotations of a "contribution" or a "project": `grouping_id`, and `joined_at`, `joined_why` once it joined another."""
    members = GroupingMember.objects.filter(left_at__isnull=True, **{name: OuterRef("pk")})
    edges = LineageEdge.objects.filter(
        kind=EdgeKind.MERGED, revoked_by__isnull=True, **{f"source_{name}": OuterRef("pk")}
    ).order_by("-drawn_at", "-id")
    return {
        "grouping_id": Subquery(members.order_by("pk").values("grouping")[:1]),
        "joined_at": Subquery(edges.values("drawn_at")[:1]),
        "joined_why": Subquery(edges.values("reason")[:1]),
    }


def _tell_grouping(stands, thing, pk):
    if not pk:
        return
    rows = Grouping.objects.select_related("campaign").prefetch_related(_members())
    stands.grouping = rows.get(pk=pk)
    named = [member.contribution or member.project for member in stands.grouping.present]
    stands.others = [
        one for one in named if (one._meta.model_name, one.pk) != (thing._meta.model_name, thing.pk)
    ]


def _consents():
    return Consent.objects.select_related(
        "contribution__author", "contribution__partner", "contribution__table__workshop"
    ).order_by("pk")


def proposals(campaign, *, is_open=True):
    """Proposals of a campaign with their consents, the first to be answered first: 2 queries."""
    states = (ProposalState.OPEN,) if is_open else (ProposalState.DONE, ProposalState.DROPPED)
    rows = Proposal.objects.filter(campaign=campaign, state__in=states).select_related("campaign", "into")
    order = ("answer_by", "pk") if is_open else ("-closed_at", "-pk")
    return rows.prefetch_related(Prefetch("consents", _consents())).order_by(*order)


def proposal(pk):
    """One proposal with its consents, parts and texts: 3 queries; raises Proposal.DoesNotExist."""
    said = _consents().select_related(
        "contribution__district", "contribution__theme", "contribution__campaign"
    )
    return (
        Proposal.objects.select_related("campaign", "into__table__workshop")
        .prefetch_related(
            Prefetch("consents", said),
            Prefetch("parts", ProposedPart.objects.select_related("contribution").order_by("position")),
        )
        .get(pk=pk)
    )


def waiting(proposal):
    """The consents of a proposal, read with `proposal()`, that nobody has answered."""
    return [consent for consent in proposal.consents.all() if consent.state == ConsentState.ASKED]


def things_named(campaign, references):
    """{reference: contribution or project} for those of the campaign, hidden drafts left out: 2 queries."""
    wanted = [reference for reference in references if reference]
    said = Contribution.objects.filter(campaign=campaign, reference__in=wanted).select_related("campaign")
    found = {one.reference: one for one in said}
    projects = GroupingMember._meta.get_field("project").related_model.objects
    rows = projects.filter(~Q(state="draft"), campaign=campaign, reference__in=wanted).select_related(
        "campaign"
    )
    return found | {one.reference: one for one in rows}
