"""The welcome desk: who came, who came without registering."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from budget.journal.services import record
from budget.workshops import permissions
from budget.workshops.models import Registration
from budget.workshops.services.errors import WorkshopError
from budget.workshops.services.seats import lock_workshop


@transaction.atomic
def check_in(*, registration, now, actor, arrived=None):
    """Note that a party has come, whole unless `arrived` says how many; a second time corrects the number.

    Someone on the waiting list may be let in: the desk sees the room. Journal: `registration.checked_in`.
    Raises WorkshopError.
    """
    workshop, registration = _at_the_door(registration, actor, now)
    if registration.is_cancelled:
        raise WorkshopError(_("This registration was cancelled: count them among those who had none."))
    arrived = registration.people if arrived is None else arrived
    if not 1 <= arrived <= registration.people:
        raise WorkshopError(
            _("Between 1 and %(most)d people: count the others among those who had none.")
            % {"most": registration.people}
        )
    if registration.arrived != arrived:
        registration.arrived = arrived
        registration.save(update_fields=["arrived"])
        record(
            actor=actor,
            action="registration.checked_in",
            obj=registration,
            now=now,
            detail={"people": arrived},
        )
        _count(workshop)
    return registration


@transaction.atomic
def undo_check_in(*, registration, now, actor):
    """Take back a party noted by mistake. Journal: `registration.check_in_undone`. Raises WorkshopError."""
    workshop, registration = _at_the_door(registration, actor, now)
    if registration.arrived is not None:
        registration.arrived = None
        registration.save(update_fields=["arrived"])
        record(actor=actor, action="registration.check_in_undone", obj=registration, now=now)
        _count(workshop)
    return registration


@transaction.atomic
def count_walk_ins(*, workshop, change, now, actor):
    """One more or one less among those who came without registering (`change` is 1 or -1), never under none.

    Returns the Workshop with `walk_ins` and `attended`. Journal: `workshop.walk_ins`. Raises WorkshopError.
    """
    workshop = lock_workshop(workshop)
    _check_door(workshop, actor, now)
    walk_ins = max(workshop.walk_ins + change, 0)
    if walk_ins != workshop.walk_ins:
        workshop.walk_ins = walk_ins
        workshop.save(update_fields=["walk_ins"])
        record(actor=actor, action="workshop.walk_ins", obj=workshop, now=now, detail={"people": walk_ins})
        _count(workshop)
    return workshop


def _at_the_door(registration, actor, now):
    workshop = lock_workshop(registration.workshop)
    _check_door(workshop, actor, now)
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    registration.workshop = workshop
    return workshop, registration


def _check_door(workshop, actor, now):
    if not permissions.may_welcome(actor, workshop, now=now):
        raise WorkshopError(_("Only the team of this meeting may welcome people."))
    if not permissions.is_door_open(workshop, now=now):
        raise WorkshopError(_("The welcome desk opens the day of the meeting, until it is closed."))


def _count(workshop):
    came = workshop.registrations.aggregate(people=Sum("arrived"))["people"] or 0
    workshop.attended = came + workshop.walk_ins
    workshop.save(update_fields=["attended"])
