"""The minutes: a text above the notes, published once every question has a service."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions.choices import PUBLIC_STATES, Nature
from budget.contributions.models import Contribution
from budget.journal.services import record
from budget.workshops import permissions
from budget.workshops.choices import CAPTURE_STATES, WorkshopState
from budget.workshops.models import Workshop
from budget.workshops.services.errors import WorkshopError
from budget.workshops.services.news import tell_minutes


@transaction.atomic
def publish_minutes(*, workshop, title, text, now, actor=None):
    """Publish the minutes of a meeting, or correct them; the journal keeps the former text.

    Every question its tables asked must have a service. Journal: `minutes.published`. Raises WorkshopError.
    """
    if not permissions.may_lead(actor, workshop, now=now):
        raise WorkshopError(_("Only the facilitators of this meeting may publish its minutes."))
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if workshop.state not in CAPTURE_STATES:
        raise WorkshopError(_("Minutes are published once the meeting has begun and before it is closed."))
    if not text.strip():
        raise WorkshopError(
            _("Write the minutes: a few sentences are enough, the notes follow."), field="minutes"
        )
    _check_questions(workshop)
    detail = {"former_text": workshop.minutes} if workshop.minutes else {}
    workshop.minutes_title, workshop.minutes = title.strip(), text.strip()
    workshop.minutes_published_at = workshop.minutes_published_at or now
    workshop.state = WorkshopState.PUBLISHED
    workshop.save(update_fields=["minutes_title", "minutes", "minutes_published_at", "state"])
    record(actor=actor, action="minutes.published", obj=workshop, now=now, detail=detail)
    tell_minutes(workshop, actor=actor, now=now)
    return workshop


def _check_questions(workshop):
    unassigned = Contribution.objects.filter(
        table__workshop=workshop,
        nature=Nature.QUESTION,
        state__in=PUBLIC_STATES,
        registration__isnull=True,
    ).order_by("reference")
    references = list(unassigned.values_list("reference", flat=True))
    if references:
        raise WorkshopError(
            _("Give each question a service first: %(references)s.") % {"references": ", ".join(references)}
        )
