"""Planning meetings and moving them through their states."""

from django.db import transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _

from budget.campaigns.models import Campaign
from budget.journal.services import record
from budget.workshops import permissions
from budget.workshops.choices import TeamRole, WorkshopState
from budget.workshops.models import Council, TeamMember, Workshop, WorkshopTable
from budget.workshops.services.errors import WorkshopError
from budget.workshops.services.messages import tell_after
from budget.workshops.services.seats import give_seats, lock_workshop

#: What people keep in their calendars.
SHOWN_IN_CALENDARS = ("title", "starts_at", "ends_at", "venue", "address", "latitude", "longitude")


def plan_workshop(
    *,
    campaign,
    kind,
    title,
    starts_at,
    ends_at,
    venue,
    now,
    actor=None,
    tables=(),
    facilitators=(),
    team=None,
    **details,
):
    """Plan a meeting with its tables, as a draft unless `state` says otherwise; returns the Workshop.

    `tables` are the subjects of table 1, 2…; `details` are other fields of Workshop (`reference`, `capacity`,
    `programme`, `council`…); the reference A1, A2… is allocated unless given. Journal: `workshop.planned`.
    Raises WorkshopError.
    """
    workshop = Workshop(
        campaign=campaign,
        kind=kind,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=venue,
        **details,
    )
    return save_workshop(
        workshop=workshop, tables=tables, facilitators=facilitators, team=team, actor=actor, now=now
    )


@transaction.atomic
def save_workshop(*, workshop, now, actor=None, tables=None, facilitators=None, team=None, site=""):
    """Save a meeting, new or changed; None leaves the tables, or the team, as they are.

    `facilitators` are those who lead it; `team` is the whole team, {user: role}. Headcounts and state are not changed
    here, but more places are given at once to those who wait, who are told. A change of what a calendar shows gets
    a new number there. Journal: `workshop.planned` or `workshop.changed`. Raises WorkshopError.
    """
    if not permissions.may_plan(actor, now=now):
        raise WorkshopError(_("Only those who run the campaign may plan a meeting."))
    if workshop.ends_at <= workshop.starts_at:
        raise WorkshopError(_("Choose an end after the start."), field="ends_at")
    if (workshop.latitude is None) != (workshop.longitude is None):
        raise WorkshopError(_("Give both the latitude and the longitude, or neither."), field="latitude")
    is_new = workshop.pk is None
    Campaign.objects.select_for_update(no_key=True).get(pk=workshop.campaign_id)
    if not is_new:
        _keep_counts(workshop)
    _give_reference(workshop)
    workshop.changed_at = now
    workshop.save()
    if tables is not None:
        _set_tables(workshop, [subject.strip() for subject in tables if subject.strip()])
    if team is None and facilitators is not None:
        team = dict.fromkeys(facilitators, TeamRole.LEAD)
    if team is not None:
        _set_team(workshop, team)
    record(actor=actor, action="workshop.planned" if is_new else "workshop.changed", obj=workshop, now=now)
    promoted = [] if is_new else give_seats(workshop, now=now)
    tell_after(dict.fromkeys(promoted, "promoted"), site=site)
    return workshop


def _keep_counts(workshop):
    """What the form was opened on may be old: places, people and state are those of the row."""
    kept = lock_workshop(workshop)
    for name in ("registered", "waiting", "walk_ins", "state"):
        setattr(workshop, name, getattr(kept, name))
    if kept.walk_ins or kept.registrations.filter(arrived__isnull=False).exists():
        workshop.attended = kept.attended
    if workshop.takes_registrations and workshop.capacity is not None and workshop.capacity < kept.registered:
        raise WorkshopError(
            _("%(count)d places are already given: keep at least as many.") % {"count": kept.registered},
            field="capacity",
        )
    if any(getattr(workshop, name) != getattr(kept, name) for name in SHOWN_IN_CALENDARS):
        workshop.calendar_sequence = kept.calendar_sequence + 1


def _give_reference(workshop):
    workshop.reference = workshop.reference or _next_reference(workshop.campaign_id)
    taken = Workshop.objects.filter(campaign_id=workshop.campaign_id, reference=workshop.reference)
    if taken.exclude(pk=workshop.pk).exists():
        raise WorkshopError(
            _("%(reference)s is already taken in this edition: leave the reference empty.")
            % {"reference": workshop.reference},
            field="reference",
        )


def _set_team(workshop, team):
    workshop.team.exclude(user__in=team).delete()
    for user, role in team.items():
        TeamMember.objects.update_or_create(workshop=workshop, user=user, defaults={"role": role})


def _next_reference(campaign_id):
    taken = Workshop.objects.filter(campaign_id=campaign_id, reference__regex=r"^A[0-9]{1,9}$")
    last = taken.aggregate(last=Max(Cast(Substr("reference", 2), IntegerField())))["last"] or 0
    return f"A{last + 1}"


def _set_tables(workshop, subjects):
    """Number the subjects 1, 2…; a table that has notes stays."""
    for number, subject in enumerate(subjects, start=1):
        WorkshopTable.objects.update_or_create(
            workshop=workshop, number=number, defaults={"subject": subject}
        )
    surplus = workshop.tables.filter(number__gt=len(subjects))
    if surplus.filter(notes__isnull=False).exists():
        raise WorkshopError(
            _("A table that already has notes cannot be removed: keep its subject."), field="table_subjects"
        )
    surplus.delete()


@transaction.atomic
def advance_workshop(*, workshop, to, now, actor=None):
    """Move a meeting forward to a later state, never back; minutes have their own service.

    Journal: `workshop.<state>`. Raises WorkshopError.
    """
    if not permissions.may_lead(actor, workshop, now=now):
        raise WorkshopError(_("Only the facilitators of this meeting may do this."))
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    order = list(WorkshopState)
    if order.index(WorkshopState(to)) <= order.index(WorkshopState(workshop.state)):
        raise WorkshopError(
            _("This meeting is already at “%(state)s”: it only goes forward.")
            % {"state": workshop.get_state_display().lower()}
        )
    if to in (WorkshopState.PUBLISHED, WorkshopState.CLOSED) and not workshop.has_minutes:
        raise WorkshopError(_("Publish the minutes first."))
    workshop.state = to
    workshop.save(update_fields=["state"])
    record(actor=actor, action=f"workshop.{to}", obj=workshop, now=now)
    return workshop


@transaction.atomic
def save_council(*, council, now, actor=None):
    """Save a neighbourhood council. Journal: `council.saved`. Raises WorkshopError."""
    if not permissions.may_plan(actor, now=now):
        raise WorkshopError(_("Only those who run the campaign may change a neighbourhood council."))
    council.save()
    record(actor=actor, action="council.saved", obj=council, now=now)
    return Council.objects.get(pk=council.pk)
