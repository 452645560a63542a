"""Messages about a registration: what it became, the day before, with the meeting for one's calendar."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from budget.notices.services import send_email
from budget.workshops.queries.calendar import calendar_file, file_name


def tell_after(told, *, site=""):
    """Once the transaction holds, write to each of `told` {registration: what happened} that has an address."""
    for registration, event in told.items():
        if address_of(registration):
            transaction.on_commit(partial(send_message, registration=registration, event=event, site=site))


def address_of(registration):
    """Where to write, or "": the address given, else that of the account."""
    return registration.email or (registration.user.email if registration.user else "")


def send_message(*, registration, event, site=""):
    """Write about a registration; True if the message left.

    `event`: "seated", "waiting", "promoted", "cancelled" or "reminder". `site` is the address of the site.
    """
    workshop = registration.workshop
    site = (site or settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    language = registration.language or settings.LANGUAGE_CODE
    with override(language):
        slug = workshop.campaign.slug
        context = {
            "registration": registration,
            "workshop": workshop,
            "event": event,
            "link": site + reverse("workshops:registration", args=[slug, registration.token]),
            "page": site + reverse("workshops:detail", args=[slug, workshop.reference]),
        }
        return send_email(
            to=address_of(registration),
            subject=_subject(event) % {"title": workshop.title},
            template="workshops/registration",
            context=context,
            attachments=_attached(workshop, event, site),
        )


def _attached(workshop, event, site):
    if event == "cancelled":
        return []
    return [(file_name(workshop), calendar_file([workshop], site=site), "text/calendar")]


def _subject(event):
    return {
        "seated": _("Your place: %(title)s"),
        "waiting": _("You are on the waiting list: %(title)s"),
        "promoted": _("A place is yours: %(title)s"),
        "cancelled": _("Cancelled: %(title)s"),
        "reminder": _("Tomorrow: %(title)s"),
    }[event]
