"""Reading who comes: one's own registration, the list of the welcome desk, what the room must prepare."""

from dataclasses import dataclass
from operator import attrgetter
from unicodedata import combining, normalize

from budget.workshops.choices import Need, RegistrationState
from budget.workshops.models import Registration, parse_code, parse_token


def _registrations():
    return Registration.objects.select_related("workshop__campaign", "workshop__district", "user")


def registration_by_token(token):
    """The registration a signed link names, or None."""
    pk = parse_token(token)
    return _registrations().filter(pk=pk).first() if pk else None


def registration_by_code(workshop, text):
    """The registration for this meeting that a typed code names, or None."""
    return _registrations().filter(workshop=workshop, code=parse_code(text)).first()


def place_in_line(registration):
    """How many wait before, this one included: 1 is the next to be seated."""
    ahead = Registration.objects.filter(workshop=registration.workshop, state=RegistrationState.WAITING)
    return ahead.filter(id__lte=registration.id).count()


@dataclass(frozen=True)
class Door:
    """What the welcome desk reads: parties by name, those who wait in order, and what the room must prepare."""

    seated: list
    waiting: list
    came: int
    needs: list


def door(workshop, *, search=""):
    """The Door of a meeting, its two lists narrowed to a name or a code. One query.

    `needs` are [(Need, how many)] of those who have a place, children for childcare; `came` are people.
    """
    rows = sorted(workshop.registrations.exclude(state=RegistrationState.CANCELLED), key=_by_name)
    seated = [row for row in rows if row.is_seated]
    waiting = sorted((row for row in rows if not row.is_seated), key=attrgetter("pk"))
    for number, row in enumerate(waiting, start=1):
        row.number = number
    return Door(
        seated=_found(seated, search),
        waiting=_found(waiting, search),
        came=sum(row.arrived or 0 for row in rows),
        needs=_needs(seated),
    )


def _by_name(row):
    return plain(row.name), row.pk


def plain(text):
    """A text without its accents and capitals: "Éléonore" is found under E, and by "eleo"."""
    letters = normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not combining(letter))


def _found(rows, search):
    if not search:
        return rows
    words, code = plain(search), parse_code(search)
    return [row for row in rows if words in plain(row.name) or row.code == code]


def _needs(rows):
    counts = dict.fromkeys(Need, 0)
    for row in rows:
        for need in row.needs:
            counts[Need(need)] += max(row.children, 1) if need == Need.CHILDCARE else 1
    return [(need, count) for need, count in counts.items() if count]


def registrations_of(user, *, now):
    """What `user` registered for and has not ended, the next first."""
    coming = _registrations().filter(user=user, workshop__ends_at__gt=now)
    return coming.exclude(state=RegistrationState.CANCELLED).order_by("workshop__starts_at")
