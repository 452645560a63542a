"""The question register, what is late first."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Case, Count, F, Q, Value, When

from budget.contributions.choices import EdgeKind, Nature
from budget.contributions.models import Contribution, LineageEdge
from budget.contributions.queries.listing import readable, ticket_of, with_counts
from budget.rules.clock import local_day

LATE, WAITING, ANSWERED = 0, 1, 2
WORKING_DAYS_TO_ASSIGN = 2


def question_register(campaign, *, now):
    """Every public question of a campaign with its line of the register: late first, then waiting, then answered.

    Annotated with `standing` (LATE, WAITING or ANSWERED). A question that nobody was given within two working
    days is late too. One query.
    """
    return with_counts(_standing(campaign, now)).order_by(
        "standing", F("registration__due_on").asc(nulls_first=True), "said_at", ticket_of(), "id"
    )


def register_figures(campaign, *, now):
    """{"total", "answered", "late"} of the register, in one query."""
    return (
        _standing(campaign, now)
        .order_by()
        .aggregate(
            total=Count("pk"),
            answered=Count("pk", filter=Q(standing=ANSWERED)),
            late=Count("pk", filter=Q(standing=LATE)),
        )
    )


def same_questions(question):
    """The other questions that staff said ask the same, joined to it directly or through another."""
    edges = LineageEdge.objects.filter(kind=EdgeKind.ANSWERED, revoked_by__isnull=True)
    known, found = set(), {question.pk}
    while found - known:
        known |= found
        near = edges.filter(Q(source_contribution__in=known) | Q(target_contribution__in=known))
        for pair in near.values_list("source_contribution", "target_contribution"):
            found.update(pair)
    return Contribution.objects.filter(pk__in=known - {question.pk}, nature=Nature.QUESTION).order_by(
        "said_at", "id"
    )


def askers(question):
    """The people with an account who ask it: its author, and those who support it."""
    return (
        get_user_model()
        .objects.filter(Q(pk=question.author_id) | Q(supports__contribution=question))
        .distinct()
        .order_by("pk")
    )


def _standing(campaign, now):
    late = Q(registration__due_on__lt=local_day(now)) | Q(
        registration__isnull=True, published_at__lt=now - _time_to_assign(now)
    )
    return (
        readable(campaign)
        .filter(nature=Nature.QUESTION)
        .select_related(
            "campaign",
            "registration__absorbed_in",
            "district",
            "theme",
            "table__workshop",
            "partner",
            "author",
        )
        .annotate(
            standing=Case(
                When(registration__answered_at__isnull=False, then=Value(ANSWERED)),
                When(late, then=Value(LATE)),
                default=Value(WAITING),
            )
        )
    )


def _time_to_assign(now):
    """Two working days back from now, weekends counted on top."""
    day, left = local_day(now), WORKING_DAYS_TO_ASSIGN
    start = day
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    return start - day
