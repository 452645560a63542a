"""The moderation queue, what an author may answer, and the public counts."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Min,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Coalesce, TruncMonth

from budget.contributions.choices import CONTESTABLE_ACTS, REVIEWS, Act, ContributionState, QueueReason
from budget.contributions.models import (
    AuthorQuery,
    CharterArticle,
    Contribution,
    ModerationDecision,
    QueueItem,
    Report,
)

RECENT = timedelta(days=30)


class _Median(Aggregate):
    """The middle duration, in seconds."""

    function = "PERCENTILE_CONT"
    template = "EXTRACT(EPOCH FROM %(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s))"
    output_field = FloatField()


_DELAY = ExpressionWrapper(F("decided_at") - F("waited_since"), output_field=DurationField())


def moderation_queue():
    """What waits, whatever the channel, oldest first; what waits for its author's answer (`is_with_author`) comes last.

    Each contribution carries `waiting_since`, `whys` (QueueReason values), `report_count`, and who reads it
    (`claim`, which may have ended). One query.
    """
    waits = Q(queue_items__closed_at__isnull=True, queue_items__isnull=False)
    asked = AuthorQuery.objects.filter(contribution=OuterRef("pk"), closed_at__isnull=True)
    reports = (
        Report.objects.filter(contribution=OuterRef("pk"), closed_at__isnull=True)
        .order_by()
        .values("contribution")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        Contribution.objects.filter(waits)
        .exclude(state=ContributionState.WITHDRAWN)
        .annotate(
            waiting_since=Min("queue_items__opened_at", filter=waits),
            whys=ArrayAgg("queue_items__why", filter=waits, distinct=True),
            report_count=Coalesce(Subquery(reports), 0),
            is_with_author=Exists(asked),
        )
        .select_related(
            "campaign", "district", "theme", "table__workshop", "partner", "author", "claim__moderator"
        )
        .order_by("is_with_author", "waiting_since", "id")
    )


def median_delay(*, since=None, now, campaign=None):
    """The middle time between arrival and decision over the last RECENT days (or since), or None. One query."""
    rows = ModerationDecision.objects.filter(waited_since__isnull=False, decided_at__gt=since or now - RECENT)
    if campaign is not None:
        rows = rows.filter(contribution__campaign=campaign)
    seconds = rows.aggregate(middle=_Median(_DELAY))["middle"]
    return None if seconds is None else timedelta(seconds=seconds)


@dataclass(frozen=True)
class Dossier:
    """All that a moderator reads beside a contribution."""

    contribution: Contribution
    lines: list
    reports: list
    queries: list
    decisions: list
    originals: list
    remains: dict

    @property
    def contest(self):
        """The open contest, or None."""
        return next((line for line in self.lines if line.why == QueueReason.CONTEST), None)

    @property
    def waiting_since(self):
        return min((line.opened_at for line in self.lines), default=None)


def dossier(pk):
    """The Dossier of one contribution, in 7 queries; raises Contribution.DoesNotExist."""
    contribution = Contribution.objects.select_related(
        "campaign", "district", "theme", "table__workshop", "partner", "author", "entered_by", "target"
    ).get(pk=pk)
    lines = contribution.queue_items.filter(closed_at__isnull=True).select_related(
        "contested__article", "contested__decided_by"
    )
    decisions = contribution.decisions.select_related("article", "decided_by", "contest").order_by("-id")
    return Dossier(
        contribution=contribution,
        lines=list(lines.order_by("opened_at")),
        reports=list(contribution.reports.select_related("article", "person").order_by("-reported_at")[:50]),
        queries=list(contribution.author_queries.select_related("asked_by").order_by("-asked_at")),
        decisions=list(decisions),
        originals=list(contribution.originals.order_by("added_at", "id")),
        remains=_remains(contribution),
    )


def _remains(contribution):
    """What stays when the words are hidden: {"answers", "supports", "edges"}."""
    return Contribution.objects.filter(pk=contribution.pk).aggregate(
        answers=Count("replies", distinct=True),
        supports=Count("supports", distinct=True),
        edges=Count("edges_out", distinct=True),
    )


@dataclass(frozen=True)
class AuthorStanding:
    """What moderation asks of an author: `query` to answer, `decision` that took words away, its `contest`."""

    query: AuthorQuery | None = None
    decision: ModerationDecision | None = None
    contest: QueueItem | None = None
    review: ModerationDecision | None = None

    @property
    def may_contest(self):
        return self.decision is not None and self.contest is None


def author_standing(contribution):
    """The AuthorStanding of a contribution, for its author or for whoever shows its follow code. Two queries."""
    query = contribution.author_queries.filter(closed_at__isnull=True).first()
    last = (
        contribution.decisions.select_related(
            "article", "contest", "review", "reviews__contest", "reviews__article"
        )
        .filter(act__in=(*CONTESTABLE_ACTS, *REVIEWS))
        .order_by("-id")
        .first()
    )
    first = last.reviews or last if last else None
    is_undone = first and first is last and first.act == Act.HIDDEN and contribution.is_public
    if first is None or is_undone:
        return AuthorStanding(query=query)
    return AuthorStanding(
        query=query,
        decision=first,
        contest=getattr(first, "contest", None),
        review=last if last.reviews_id else None,
    )


def charter(*, is_whole=False):
    """The articles in use, in order; all of them with `is_whole`."""
    articles = CharterArticle.objects.order_by("position", "code")
    return articles if is_whole else articles.filter(is_in_use=True)


@dataclass
class MonthOfModeration:
    """What moderators did in a month. `acts` {Act: n}; `reasons` {article or None: n} of what was taken away."""

    month: object
    acts: dict = field(default_factory=dict)
    reasons: dict = field(default_factory=dict)
    reports: int = 0
    median: timedelta | None = None

    @property
    def taken_away(self):
        return sum(self.acts.get(act, 0) for act in CONTESTABLE_ACTS)

    @property
    def left(self):
        """Published, left as it is, or made a question."""
        return sum(self.acts.get(act, 0) for act in (Act.PUBLISHED, Act.KEPT, Act.QUESTION))

    @property
    def reviews(self):
        return self.acts.get(Act.UPHELD, 0) + self.acts.get(Act.OVERTURNED, 0)


def months_of_moderation(campaign):
    """The MonthOfModeration of each month of a campaign when something happened, the latest first. 4 queries."""
    months = {}

    def of(month):
        return months.setdefault(month, MonthOfModeration(month))

    decided = (
        ModerationDecision.objects.filter(contribution__campaign=campaign)
        .annotate(month=TruncMonth("decided_at"))
        .order_by()
    )
    articles = CharterArticle.objects.in_bulk()
    for month, act, article, n in (
        decided.values("month", "act", "article")
        .annotate(n=Count("pk"))
        .values_list("month", "act", "article", "n")
    ):
        row = of(month)
        row.acts[Act(act)] = row.acts.get(Act(act), 0) + n
        if act in CONTESTABLE_ACTS:
            key = articles.get(article)
            row.reasons[key] = row.reasons.get(key, 0) + n
    delays = decided.filter(waited_since__isnull=False).values("month").annotate(middle=_Median(_DELAY))
    for month, middle in delays.values_list("month", "middle"):
        of(month).median = timedelta(seconds=middle)
    reports = Report.objects.filter(contribution__campaign=campaign).annotate(month=TruncMonth("reported_at"))
    for month, n in reports.order_by().values("month").annotate(n=Count("pk")).values_list("month", "n"):
        of(month).reports = n
    return sorted(months.values(), key=lambda row: row.month, reverse=True)
