"""Reading meetings, their tables and notes."""

from django.db.models import Count, Prefetch, Q

from budget.contributions.choices import PUBLIC_STATES as READABLE
from budget.contributions.models import Contribution
from budget.contributions.queries import with_counts
from budget.workshops.choices import ANNOUNCED_STATES, PUBLIC_STATES, WorkshopState
from budget.workshops.models import Workshop, WorkshopTable


def _announced():
    return Workshop.objects.filter(state__in=PUBLIC_STATES).select_related("campaign", "district", "council")


def workshop_list(campaign, *, now, kind="", district=""):
    """{"upcoming": [Workshop], "past": [Workshop]} of a campaign: the next first, then the latest first.

    Of one `kind`, or in the district of one code, where they are given. Each carries `note_count`, its public notes. One query.
    """
    counted = (
        _announced()
        .filter(campaign=campaign)
        .annotate(note_count=Count("tables__notes", filter=Q(tables__notes__state__in=READABLE)))
        .order_by("starts_at", "id")
    )
    if kind:
        counted = counted.filter(kind=kind)
    if district:
        counted = counted.filter(district__code=district)
    meetings = list(counted)
    return {
        "upcoming": [meeting for meeting in meetings if not meeting.is_over(now)],
        "past": [meeting for meeting in reversed(meetings) if meeting.is_over(now)],
    }


def workshop(campaign, reference):
    """A meeting of a campaign in any state, with `tables` and their `public_notes`; raises Workshop.DoesNotExist.

    Each note carries `support_count` and `reply_count`. Three queries whatever the number of notes.
    """
    notes = (
        with_counts(Contribution.objects.filter(state__in=READABLE))
        .select_related("target", "target__table__workshop", "registration", "table__workshop")
        .order_by("note_number")
    )
    tables = WorkshopTable.objects.order_by("number").prefetch_related(
        Prefetch("notes", queryset=notes, to_attr="public_notes")
    )
    return (
        Workshop.objects.select_related("campaign", "district", "council")
        .prefetch_related(Prefetch("tables", queryset=tables, to_attr="all_tables"))
        .get(campaign=campaign, reference=reference)
    )


def meeting(campaign, reference):
    """A meeting of a campaign in any state, without its tables; raises Workshop.DoesNotExist. One query."""
    found = Workshop.objects.select_related("campaign", "district", "council")
    return found.get(campaign=campaign, reference=reference)


def told_meeting(pk):
    """A meeting with `all_tables` and `note_count`, its public notes, without their words. Two queries."""
    tables = Prefetch("tables", queryset=WorkshopTable.objects.order_by("number"), to_attr="all_tables")
    return (
        Workshop.objects.select_related("campaign", "district", "council")
        .prefetch_related(tables)
        .annotate(note_count=Count("tables__notes", filter=Q(tables__notes__state__in=READABLE)))
        .get(pk=pk)
    )


def upcoming(*, now, campaign=None, limit=None):
    """The meetings announced that have not ended, the next first; every campaign's unless one is given."""
    meetings = (
        _announced()
        .filter(ends_at__gt=now, state__in=(*ANNOUNCED_STATES, WorkshopState.RUNNING))
        .order_by("starts_at", "id")
    )
    if campaign is not None:
        meetings = meetings.filter(campaign=campaign)
    return meetings[:limit] if limit else meetings


def facilitated_by(user, *, campaign=None, after=None):
    """The meetings whose team `user` belongs to, the latest first; those that have not ended at `after`, the next first."""
    meetings = Workshop.objects.filter(team__user=user).select_related("campaign").order_by("-starts_at")
    if after is not None:
        meetings = meetings.filter(ends_at__gt=after).order_by("starts_at")
    return meetings.filter(campaign=campaign) if campaign else meetings
