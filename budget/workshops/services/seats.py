"""The places of a meeting: who has one, who waits, in one order, under one lock."""

from django.db.models import F, Sum

from budget.journal.services import record
from budget.workshops.choices import RegistrationState, WorkshopState
from budget.workshops.models import Workshop

_PEOPLE = Sum(F("companions") + 1)


def lock_workshop(workshop):
    """The row of a meeting, held until the end of the transaction: places are given one after the other."""
    return Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)


def give_seats(workshop, *, now):
    """Give the free places to those who wait, strictly in order, and write the headcounts; returns who got one.

    `workshop` is locked. Someone who comes with others waits until all fit, and nobody passes them. After the start
    nobody moves any more. The meeting says Full when a newcomer would wait, and Open again when a place is free.
    """
    if not workshop.takes_registrations:
        return []
    seated = _people(workshop, RegistrationState.SEATED)
    promoted = []
    if now < workshop.starts_at:
        for person in workshop.registrations.filter(state=RegistrationState.WAITING).order_by("id"):
            if workshop.capacity is not None and seated + person.people > workshop.capacity:
                break
            seated += person.people
            promoted.append(person)
    workshop.registrations.filter(pk__in=[person.pk for person in promoted]).update(
        state=RegistrationState.SEATED
    )
    for person in promoted:
        person.state = RegistrationState.SEATED
    workshop.registered, workshop.waiting = seated, _people(workshop, RegistrationState.WAITING)
    _say_full(workshop, now)
    workshop.save(update_fields=["registered", "waiting", "state"])
    return promoted


def _people(workshop, state):
    return workshop.registrations.filter(state=state).aggregate(people=_PEOPLE)["people"] or 0


def _say_full(workshop, now):
    is_full = workshop.seats_left == 0
    moves = {(WorkshopState.OPEN, True): WorkshopState.FULL, (WorkshopState.FULL, False): WorkshopState.OPEN}
    moved = moves.get((workshop.state, is_full))
    if moved:
        workshop.state = moved
        record(actor=None, action=f"workshop.{moved}", obj=workshop, now=now)
