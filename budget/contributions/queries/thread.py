"""One contribution and everything that answers it."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import BooleanField, Exists, F, Max, OuterRef, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from budget.contributions.choices import BANKS, Channel, ContributionState, Nature, ProposalState
from budget.contributions.models import (
    Consent,
    Contribution,
    ContributionVersion,
    GroupingMember,
    LineageEdge,
    Support,
)
from budget.contributions.queries.ancestry import both_ways, no_ways
from budget.contributions.queries.lineage import becoming
from budget.contributions.queries.listing import ticket_of, with_counts
from budget.notices.queries import with_followed

#: What a thread shows: what is public, and the place of what was hidden or withdrawn.
SHOWN_STATES = [state for state in ContributionState if state != ContributionState.RECEIVED]
ANSWERS_PER_PAGE = 10

#: The orders of a debate, the same for both sides; ties fall to what was said first. None looks at the channel.
OLDEST, RECENT, SUPPORTED, LEAST_SEEN = "oldest", "recent", "supported", "least_seen"
ORDERS = {
    OLDEST: lambda said: 0,
    RECENT: lambda said: -said.said_at.timestamp(),
    SUPPORTED: lambda said: -said.support_count,
    LEAST_SEEN: lambda said: said.times_shown,
}

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

    @property
    def contributions(self):
        return [self.contribution, *(reply.contribution for reply in self.replies)]


@dataclass
class Thread:
    """A contribution, its debate and its lineage. `sides` and `further` hold the page asked for; the counts hold everything."""

    contribution: Contribution
    sides: dict
    further: list
    counts: dict
    page: int
    pages: int
    order: str = OLDEST
    becoming: object = None
    upstream: object = None
    downstream: object = None

    @property
    def shown(self):
        """Every contribution that stands on the page asked for."""
        nodes = [node for column in (*self.sides.values(), self.further) for node in column]
        return [self.contribution, *(said for node in nodes for said in node.contributions)]

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


def thread(campaign, reference, *, viewer=None, page=1, order=OLDEST, is_whole=False):
    """The Thread of a contribution, in at most three queries whatever its size; raises Contribution.DoesNotExist.

    For and against show the same number each page (ANSWERS_PER_PAGE, or everything when `is_whole`) in the same
    `order`, one of ORDERS; everything else beside. What answers an answer stays in the order it was said.
    With `viewer`, each contribution carries `is_supported` and `is_followed`.
    """
    is_in_thread = RawSQL(_IN_THREAD, [campaign.pk, reference], BooleanField())  # noqa: S611 - bound parameters
    rows = list(
        _seen_by(_told(_rows(campaign)), viewer).filter(is_in_thread).order_by("said_at", ticket_of(), "id")
    )
    root = next((row for row in rows if row.reference == reference), None)
    if root is None:
        raise Contribution.DoesNotExist(reference)
    upstream, downstream = both_ways(root) if root.has_edges else no_ways(root)
    answers = [row for row in rows if row is not root and row.state in SHOWN_STATES]
    nodes = sorted(_nest(root, answers), key=lambda node: ORDERS[order](node.contribution))
    sides = {
        nature: [node for node in nodes if node.contribution.nature == nature]
        for nature in (Nature.FOR, Nature.AGAINST)
    }
    further = [node for node in nodes if node.contribution.nature not in sides]
    longest = max(len(further), *map(len, sides.values()))
    per_page = max(1, longest) if is_whole else ANSWERS_PER_PAGE
    pages = max(1, -(-longest // per_page))
    page = min(max(1, page), pages)
    cut = slice((page - 1) * per_page, page * per_page)
    return Thread(
        contribution=root,
        sides={nature: side[cut] for nature, side in sides.items()},
        further=further[cut],
        counts=_counts(answers, sides, further),
        page=page,
        pages=pages,
        order=order,
        becoming=becoming(root, downstream),
        upstream=upstream,
        downstream=downstream,
    )


def _told(rows):
    """How often each was shown, when its words last changed, and whether it comes from something."""
    changes = (
        ContributionVersion.objects.filter(contribution=OuterRef("pk")).order_by().values("contribution")
    )
    return rows.annotate(
        has_edges=Exists(
            LineageEdge.objects.filter(
                Q(source_contribution=OuterRef("pk")) | Q(target_contribution=OuterRef("pk"))
            )
        ),
        grouping_id=_first(GroupingMember.objects.filter(left_at__isnull=True), "grouping"),
        open_proposal_id=_first(Consent.objects.filter(proposal__state=ProposalState.OPEN), "proposal"),
        times_shown=Coalesce(F("showing__times"), 0),
        revised_at=Subquery(changes.annotate(at=Max("replaced_at")).values("at")),
    )


def _first(rows, name):
    return Subquery(rows.filter(contribution=OuterRef("pk")).order_by("pk").values(name)[:1])


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
