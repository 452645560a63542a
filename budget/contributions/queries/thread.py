"""One contribution and everything that answers it."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import BooleanField, Exists, OuterRef, Value
from django.db.models.expressions import RawSQL

from budget.contributions.choices import BANKS, Channel, ContributionState, Nature
from budget.contributions.models import Contribution, LineageEdge, Support
from budget.contributions.queries.lineage import becomings
from budget.contributions.queries.listing import with_counts
from budget.notices.queries import with_followed

#: What a thread shows: what is public, and the place of what was hidden or withdrawn.
SHOWN_STATES = [state for state in ContributionState if state != ContributionState.RECEIVED]
ANSWERS_PER_PAGE = 10

# An array, not a join: the rows shown are joined to so many tables that the planner would leave this to the end.
_IN_THREAD = """budget_contribution.id = ANY (ARRAY(
WITH RECURSIVE answer AS (
    SELECT id FROM budget_contribution WHERE campaign_id = %s AND reference = %s
  UNION
    SELECT c.id FROM answer a JOIN budget_contribution c ON c.target_id = a.id
) SELECT id FROM answer))"""


@dataclass
class Node:
    """An answer and its own answers, oldest first; below the second level they stand in one row."""

    contribution: Contribution
    replies: list = field(default_factory=list)


@dataclass
class Thread:
    """A contribution and its debate. `sides` and `further` hold the page asked for; the counts hold everything."""

    contribution: Contribution
    sides: dict
    further: list
    counts: dict
    page: int
    pages: int
    becoming: object = None
    edges_in: list = field(default_factory=list)

    @property
    def total(self):
        return sum(self.counts["channels"].values())


def contribution(campaign, reference):
    """One contribution of a campaign by its reference, in any state; raises Contribution.DoesNotExist."""
    return _rows(campaign).get(reference=reference)


def _rows(campaign):
    return with_counts(
        Contribution.objects.filter(campaign=campaign)
        .select_related(
            "campaign",
            "district",
            "theme",
            "table__workshop",
            "partner",
            "author",
            "registration",
            "base_document_revision",
            "target__table__workshop",
        )
        .defer("base_document_revision__lines", "base_document_revision__facts")
    )


def thread(campaign, reference, *, viewer=None, page=1):
    """The Thread of a contribution, in three queries whatever its size; raises Contribution.DoesNotExist.

    For and against show the same number each page (ANSWERS_PER_PAGE, oldest first), everything else beside.
    With `viewer`, each contribution carries `is_supported` and `is_followed`.
    """
    is_in_thread = RawSQL(_IN_THREAD, [campaign.pk, reference], BooleanField())  # noqa: S611 - bound parameters
    rows = list(_seen_by(_rows(campaign), viewer).filter(is_in_thread).order_by("said_at", "id"))
    root = next((row for row in rows if row.reference == reference), None)
    if root is None:
        raise Contribution.DoesNotExist(reference)
    answers = [row for row in rows if row is not root and row.state in SHOWN_STATES]
    nodes = _nest(root, answers)
    sides = {
        nature: [node for node in nodes if node.contribution.nature == nature]
        for nature in (Nature.FOR, Nature.AGAINST)
    }
    further = [node for node in nodes if node.contribution.nature not in sides]
    longest = max(len(further), *map(len, sides.values()))
    pages = max(1, -(-longest // ANSWERS_PER_PAGE))
    page = min(max(1, page), pages)
    cut = slice((page - 1) * ANSWERS_PER_PAGE, page * ANSWERS_PER_PAGE)
    return Thread(
        contribution=root,
        sides={nature: side[cut] for nature, side in sides.items()},
        further=further[cut],
        counts=_counts(answers, sides, further),
        page=page,
        pages=pages,
        becoming=becomings([root.pk]).get(root.pk),
        edges_in=_edges_in(root),
    )


def _seen_by(rows, viewer):
    rows = with_followed(rows, viewer)
    if viewer is None or not viewer.is_authenticated:
        return rows.annotate(is_supported=Value(False))
    return rows.annotate(
        is_supported=Exists(Support.objects.filter(contribution=OuterRef("pk"), user=viewer))
    )


def _nest(root, answers):
    """Answers to the root, each with its own; what lies deeper joins the row of its branch, in order."""
    nodes = {answer.pk: Node(answer) for answer in answers}
    branches, top = {}, []
    for answer in answers:
        if answer.target_id == root.pk:
            branches[answer.pk] = nodes[answer.pk]
            top.append(nodes[answer.pk])
    for answer in answers:
        if answer.target_id == root.pk:
            continue
        branch, seen = answer, set()
        while branch is not None and branch.target_id != root.pk and branch.pk not in seen:
            seen.add(branch.pk)
            parent = nodes.get(branch.target_id)
            branch = parent.contribution if parent else None
        if branch is not None and branch.pk in branches:
            branches[branch.pk].replies.append(nodes[answer.pk])
    return top


def _counts(answers, sides, further):
    channels = [answer.channel for answer in answers if answer.is_public]
    banks = [BANKS[Channel(channel)] for channel in channels]
    return {
        "for": len(sides[Nature.FOR]),
        "against": len(sides[Nature.AGAINST]),
        "further": len(further),
        "channels": dict(Counter(channels)),
        "banks": {bank: banks.count(bank) for bank in ("web", "room", "post")},
    }


def _edges_in(root):
    """The contributions this one deepens, joins or carries over: the edges that hold, oldest first."""
    return list(
        LineageEdge.objects.filter(
            target_contribution=root, source_contribution__isnull=False, revoked_by__isnull=True
        )
        .exclude(kind="revoked")
        .select_related("source_contribution")
        .order_by("drawn_at", "id")
    )
