"""The crossing metrics: did the online debate and the rooms feed each other? Raw numbers, each in constant queries."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Count, Exists, JSONField, Max, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from budget.campaigns.models import Campaign
from budget.contributions.choices import PUBLIC_STATES, Channel, EdgeKind, Nature
from budget.contributions.models import Contribution, LineageEdge, RegisteredQuestion
from budget.projects.choices import WON_STATES, ProjectState
from budget.projects.models import Project

ROOMS = (Channel.WORKSHOP, Channel.COUNCIL)
#: Projects that stood, or stand, on the ballot.
BALLOT_STATES = (ProjectState.ON_BALLOT, ProjectState.RESERVE, ProjectState.NOT_RETAINED, *WON_STATES)
PROMISED_HOURS = 48


@dataclass(frozen=True, slots=True)
class Share:
    """`count` out of `total`; `share` is a fraction of one, or None when there is nothing to count."""

    count: int
    total: int

    @property
    def share(self):
        return self.count / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Crossing:
    """M1 to M5. Delays are hours and days, or None while there is none to measure."""

    web_discussed_in_rooms: Share
    notes_continued_online: Share
    projects_of_both_origins: Share
    published_in_time: Share
    publication_hours: float | None
    questions_answered: Share
    answer_days: float | None

    @property
    def reciprocity(self):
        """The harmonic mean of M1 and M2, a fraction of one: a dead direction gives 0. None: nothing to count."""
        there, back = self.web_discussed_in_rooms.share, self.notes_continued_online.share
        if there is None or back is None:
            return None
        return 2 * there * back / (there + back) if there and back else 0.0


def crossing(campaign):
    """The campaign's Crossing, in 3 queries."""
    hours, days = _publication_hours(campaign), _answer_days(campaign)
    return Crossing(
        **crossing_shares(campaign),
        published_in_time=Share(sum(h <= PROMISED_HOURS for h in hours), len(hours)),
        publication_hours=median(hours) if hours else None,
        answer_days=median(days) if days else None,
    )


def crossing_shares(campaign):
    """The four Shares of the Crossing that are counts, by name: one query, four subqueries."""
    row = Campaign.objects.filter(pk=campaign.pk).values(
        web_discussed_in_rooms=_share(_web_ideas(), "campaign", _reply(channel__in=ROOMS)),
        notes_continued_online=_share(_room_notes(), "campaign", _reply(channel=Channel.WEB)),
        projects_of_both_origins=_share(
            Project.objects.filter(state__in=BALLOT_STATES),
            "campaign",
            Exists(_sources().filter(source_contribution__channel=Channel.WEB)),
            Exists(_sources().exclude(source_contribution__channel=Channel.WEB)),
        ),
        questions_answered=_share(
            RegisteredQuestion.objects.all(), "contribution__campaign", Q(answered_at__isnull=False)
        ),
    )
    return {name: Share(**(found or {"count": 0, "total": 0})) for name, found in row.get().items()}


def _web_ideas():
    return Contribution.objects.filter(state__in=PUBLIC_STATES, nature=Nature.IDEA, channel=Channel.WEB)


def _room_notes():
    return Contribution.objects.filter(state__in=PUBLIC_STATES, table__isnull=False)


def _reply(**conditions):
    """Whether the contribution has a public reply that meets the conditions."""
    return Exists(
        Contribution.objects.filter(target=OuterRef("pk"), state__in=PUBLIC_STATES).filter(**conditions)
    )


def _sources():
    """Edges from a contribution to the outer project, those revoked left out."""
    return LineageEdge.objects.filter(
        target_project=OuterRef("pk"), source_contribution__isnull=False, revoked_by__isnull=True
    ).exclude(kind=EdgeKind.REVOKED)


def _share(rows, owner, *conditions):
    """How many rows of the outer campaign meet all the conditions, out of how many, as one JSON object."""
    mine = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    figures = JSONObject(count=Count("pk", filter=Q(*conditions)), total=Count("pk"))
    return Subquery(mine.annotate(figures=figures).values("figures"), output_field=JSONField())


def _publication_hours(campaign):
    """For each workshop, hours from its end to the publication of the last of its notes."""
    told = (
        _room_notes()
        .filter(campaign=campaign)
        .values("table__workshop")
        .annotate(ends_at=Max("table__workshop__ends_at"), published_at=Max("published_at"))
        .order_by()
    )
    return [(one["published_at"] - one["ends_at"]) / timedelta(hours=1) for one in told]


def _answer_days(campaign):
    """Days from each question of the register to its answer."""
    answered = RegisteredQuestion.objects.filter(contribution__campaign=campaign, answered_at__isnull=False)
    times = answered.values_list("contribution__said_at", "answered_at")
    return [(answer - said) / timedelta(days=1) for said, answer in times]
