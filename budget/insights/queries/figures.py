"""The key figures of a campaign: every number a page may quote, by the name of its placeholder."""

from django.db.models import Count, JSONField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import JSONObject

from budget.campaigns import queries as campaigns
from budget.campaigns.choices import PhaseKind
from budget.campaigns.models import Campaign
from budget.contributions.choices import PUBLIC_STATES
from budget.contributions.models import Contribution, RegisteredQuestion
from budget.insights.queries.crossing import BALLOT_STATES
from budget.partners.choices import PartnerState
from budget.partners.models import Partner
from budget.projects.choices import WON_STATES, ProjectState
from budget.projects.models import Project
from budget.rules.clock import days_left, last_day, local_day
from budget.workshops.choices import WorkshopState
from budget.workshops.models import Workshop

#: What a question of the register is while nobody has answered it.
UNANSWERED = Q(answered_at__isnull=True)


def key_figures(campaign, *, now):
    """Every figure of the campaign by the name of its placeholder, in three queries.

    Money is integer cents (names keep the placeholder's: `total_budget`, `city_envelope`), dates are dates, the rest
    are integers; None where the campaign does not know. What the city states itself (`Campaign.facts`: polling
    places, revision of the base document…) comes first and is never allowed to hide a computed figure.
    """
    return {
        **campaign.facts,
        "edition_title": campaign.label,
        "total_budget": campaign.total_cents,
        "min_age": campaign.min_age,
        **_phases(campaign, now),
        **_envelopes(campaign),
        **counts(campaign, now=now),
    }


def counts(campaign, *, now):
    """What can be counted in the campaign, by the name of its placeholder: one query, four subqueries."""
    row = (
        Campaign.objects.filter(pk=campaign.pk)
        .annotate(
            counted_contributions=_of(_contributions(), "campaign", contributions_count=Count("pk")),
            counted_questions=_of(_questions(), "contribution__campaign", **_question_counts(now)),
            counted_workshops=_of(_workshops(), "campaign", **WORKSHOP_COUNTS),
            counted_projects=_of(Project.objects.all(), "campaign", **PROJECT_COUNTS),
            partners_count=Subquery(
                Partner.objects.filter(state=PartnerState.VALIDATED)
                .order_by()
                .values("state")
                .annotate(n=Count("pk"))
                .values("n")
            ),
        )
        .values()
        .get()
    )
    names = ["contributions_count", *_question_counts(now), *WORKSHOP_COUNTS, *PROJECT_COUNTS]
    found = {
        name: value
        for key, part in row.items()
        if key.startswith("counted_") and part
        for name, value in part.items()
    }
    return {**dict.fromkeys(names, 0), **found, "partners_count": row["partners_count"] or 0}


def _of(rows, owner, **aggregates):
    """The aggregates of the outer campaign's rows, as one JSON object; null when it has none."""
    mine = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Subquery(
        mine.annotate(figures=JSONObject(**aggregates)).values("figures"), output_field=JSONField()
    )


def phase_figures(phase, *, now):
    """`opens_on`, `closes_on` (its last day), `next_opens_on` and `days_left` of one phase: 1 query."""
    following = (
        campaigns.phases(phase.campaign)
        .filter(opens_at__gte=phase.closes_at)
        .values_list("opens_at", flat=True)
        .first()
    )
    return {
        "opens_on": local_day(phase.opens_at),
        "closes_on": last_day(phase.closes_at),
        "next_opens_on": local_day(following) if following else None,
        "days_left": days_left(phase.closes_at, now),
    }


def _phases(campaign, now):
    phases = list(campaigns.phases(campaign))
    open_now = [phase for phase in phases if phase.opens_at <= now < phase.closes_at]
    current = min(open_now, key=lambda phase: phase.closes_at, default=None)
    results = next((phase for phase in phases if phase.kind == PhaseKind.RESULTS), None)
    appeal = next((phase for phase in phases if phase.kind == PhaseKind.APPEAL), None)
    return {
        "days_left": days_left(current.closes_at, now) if current else None,
        "results_on": local_day(results.opens_at) if results else None,
        "appeal_days": (last_day(appeal.closes_at) - local_day(appeal.opens_at)).days + 1 if appeal else None,
    }


def _envelopes(campaign):
    envelopes = list(campaigns.envelopes(campaign))
    city = next((envelope.amount_cents for envelope in envelopes if envelope.district.is_citywide), None)
    return {"city_envelope": city, "envelopes_count": len(envelopes)}


def _contributions():
    return Contribution.objects.filter(state__in=PUBLIC_STATES)


def _questions():
    return RegisteredQuestion.objects.filter(contribution__state__in=PUBLIC_STATES)


def _question_counts(now):
    return {
        "questions_open": Count("pk"),
        "questions_unanswered": Count("pk", filter=UNANSWERED),
        "questions_overdue": Count("pk", filter=UNANSWERED & Q(due_on__lt=local_day(now))),
    }


def _workshops():
    """The edition's workshops; the councils' sessions live all year round and are not counted with them."""
    return Workshop.objects.exclude(state=WorkshopState.DRAFT).filter(council__isnull=True)


WORKSHOP_COUNTS = {
    "workshops_count": Count("pk"),
    "workshop_seats": Sum("capacity", default=0),
    "attendance_count": Sum("attended", default=0),
}
#: Winners are known by their state, which nothing but the publication of the results gives.
PROJECT_COUNTS = {
    "projects_on_ballot": Count("pk", filter=Q(state__in=BALLOT_STATES)),
    "projects_refused": Count("pk", filter=Q(state=ProjectState.REFUSED)),
    "winners_count": Count("pk", filter=Q(state__in=WON_STATES)),
    "projects_delivered": Count("pk", filter=Q(state=ProjectState.DELIVERED)),
}
