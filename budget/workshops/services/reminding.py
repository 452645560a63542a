"""The message of the day before."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from budget.rules.clock import local_day
from budget.workshops.choices import ANNOUNCED_STATES, RegistrationState
from budget.workshops.models import Registration, Workshop
from budget.workshops.services.messages import send_message

#: Who registered since then has just had a message.
JUST_REGISTERED = timedelta(hours=3)


def send_reminders(*, now, site=""):
    """Write once to everyone who has a place at a meeting of tomorrow and left an address; returns how many left.

    Each registration is held while its message leaves: two runs at once write once, and a message that could not leave
    is tried again by the next run.
    """
    tomorrow = local_day(now) + timedelta(days=1)
    near = Workshop.objects.filter(
        state__in=ANNOUNCED_STATES, starts_at__gt=now, starts_at__lt=now + timedelta(days=2)
    )
    meetings = [workshop.pk for workshop in near if local_day(workshop.starts_at) == tomorrow]
    waiting = _to_remind(meetings, now).order_by("id").values_list("pk", flat=True)
    return sum(_remind(pk, meetings, now, site) for pk in list(waiting))


def _to_remind(meetings, now):
    has_address = ~Q(email="") | Q(user__isnull=False)
    return Registration.objects.filter(
        has_address,
        workshop__in=meetings,
        state=RegistrationState.SEATED,
        reminded_at__isnull=True,
        registered_at__lte=now - JUST_REGISTERED,
    )


@transaction.atomic
def _remind(pk, meetings, now, site):
    held = _to_remind(meetings, now).select_for_update(of=("self",), skip_locked=True)
    registration = held.select_related("workshop__campaign", "user").filter(pk=pk).first()
    if registration is None or not send_message(registration=registration, event="reminder", site=site):
        return 0
    registration.reminded_at = now
    registration.save(update_fields=["reminded_at"])
    return 1
