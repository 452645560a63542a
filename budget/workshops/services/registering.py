"""Registering for a meeting, and taking it back. The journal says that someone did, never who."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from budget.journal.services import record
from budget.workshops import permissions
from budget.workshops.choices import MOST_CHILDREN, MOST_COMPANIONS, Need, RegistrationState
from budget.workshops.models import Registration
from budget.workshops.services.errors import WorkshopError
from budget.workshops.services.messages import tell_after
from budget.workshops.services.seats import give_seats, lock_workshop


@transaction.atomic
def register(
    *,
    workshop,
    name,
    now,
    email="",
    phone="",
    user=None,
    companions=0,
    needs=(),
    children=0,
    needs_note="",
    language="",
    actor=None,
    site="",
):
    """Register someone and those who come along: a place if all fit and nobody waits, else the end of the waiting list.

    Registering the same account or address again changes nothing and gives the same registration. `actor` is whoever
    of the team keys it for someone, None when people do it themselves. Whoever has an address gets a message, built
    on `site`. Journal: `registration.made`. Raises WorkshopError.
    """
    workshop = lock_workshop(workshop)
    if actor is not None and not permissions.may_welcome(actor, workshop, now=now):
        raise WorkshopError(_("Only the team of this meeting may register others."))
    if not permissions.is_registration_open(workshop, now=now):
        raise WorkshopError(
            _("Registration is closed. You can still come: places left at the door are for everyone.")
        )
    person = Registration(
        workshop=workshop,
        user=user,
        name=name.strip(),
        email=email.strip().lower(),
        phone=phone.strip(),
        companions=companions,
        needs=[need for need in Need if need in needs],
        children=children if Need.CHILDCARE in needs else 0,
        needs_note=needs_note.strip(),
        language=language,
        is_keyed_by_team=actor is not None,
        registered_at=now,
    )
    _check(person)
    known = _known(person)
    if known is None:
        person.save()
        known = person
        record(actor=actor, action="registration.made", obj=person, now=now, detail={"people": person.people})
    promoted = give_seats(workshop, now=now)
    known.refresh_from_db(fields=["state"])
    known.workshop = workshop
    tell_after({known: known.state}, site=site)
    tell_after({other: "promoted" for other in promoted if other != known}, site=site)
    return known


def _check(person):
    if not person.name:
        raise WorkshopError(_("Write a first name, or the name you want to be called by."), field="name")
    if not 0 <= person.companions <= MOST_COMPANIONS:
        raise WorkshopError(
            _("One registration is for six people at most: make another one for the others."),
            field="companions",
        )
    capacity = person.workshop.capacity
    if capacity is not None and person.people > capacity:
        raise WorkshopError(
            _("This meeting has %(count)d places in all: come with fewer people.") % {"count": capacity},
            field="companions",
        )
    if not 0 <= person.children <= MOST_CHILDREN:
        raise WorkshopError(
            _("We look after six children a family at most: call us first."), field="children"
        )


def _known(person):
    same = Q(pk__in=())
    if person.email:
        same |= Q(email=person.email)
    if person.user is not None:
        same |= Q(user=person.user)
    active = Registration.objects.filter(workshop=person.workshop).exclude(state=RegistrationState.CANCELLED)
    return active.filter(same).order_by("id").first()


@transaction.atomic
def come_with_fewer(*, registration, companions, now, actor=None, site=""):
    """Come with fewer people than said: the places freed go to the next, and who waits may fit sooner.

    Journal: `registration.reduced`. Raises WorkshopError.
    """
    workshop, registration = _held(registration, actor, now)
    if registration.is_cancelled or now >= workshop.starts_at:
        raise WorkshopError(_("This registration cannot be changed any more."))
    if not 0 <= companions < registration.companions:
        raise WorkshopError(_("Choose fewer people than before; for more, make another registration."))
    registration.companions = companions
    registration.save(update_fields=["companions"])
    record(
        actor=actor,
        action="registration.reduced",
        obj=registration,
        now=now,
        detail={"people": registration.people},
    )
    promoted = give_seats(workshop, now=now)
    tell_after(dict.fromkeys(promoted, "promoted"), site=site)
    return registration


def _held(registration, actor, now):
    """(the meeting, the registration), both locked; raises WorkshopError for someone who is not of the team."""
    workshop = lock_workshop(registration.workshop)
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    registration.workshop = workshop
    if actor is not None and not permissions.may_welcome(actor, workshop, now=now):
        raise WorkshopError(_("Only the team of this meeting may change the registrations of others."))
    return workshop, registration


@transaction.atomic
def cancel_registration(*, registration, now, actor=None, site=""):
    """Give a place back: the next on the list take it, and are told. Doing it twice changes nothing.

    What was said of needs is erased at once. Journal: `registration.cancelled`. Raises WorkshopError.
    """
    workshop, registration = _held(registration, actor, now)
    if registration.is_cancelled:
        return registration
    if now >= workshop.starts_at:
        raise WorkshopError(_("The meeting has begun: there is no place left to give back."))
    registration.state = RegistrationState.CANCELLED
    registration.needs, registration.children, registration.needs_note = [], 0, ""
    registration.save(update_fields=["state", "needs", "children", "needs_note"])
    record(actor=actor, action="registration.cancelled", obj=registration, now=now)
    promoted = give_seats(workshop, now=now)
    tell_after({registration: registration.state}, site=site)
    tell_after(dict.fromkeys(promoted, "promoted"), site=site)
    return registration
