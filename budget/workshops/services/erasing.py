"""What people told us to come to a meeting does not outlive it by long."""

from django.db import transaction

from budget.journal.services import record
from budget.workshops.choices import REGISTRATIONS_KEPT
from budget.workshops.models import Registration, Workshop


@transaction.atomic
def erase_registrations(*, now):
    """Erase the registrations of meetings that ended thirty days ago; returns how many. Headcounts stay.

    Names, addresses, companions and needs go together. Journal: `registrations.erased` on each meeting, with the number.
    """
    over = Workshop.objects.filter(
        ends_at__lte=now - REGISTRATIONS_KEPT, registrations__isnull=False
    ).distinct()
    erased = 0
    for workshop in over.order_by("id"):
        count, _detail = Registration.objects.filter(workshop=workshop).delete()
        record(actor=None, action="registrations.erased", obj=workshop, now=now, detail={"count": count})
        erased += count
    return erased
