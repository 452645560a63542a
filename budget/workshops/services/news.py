"""What is told of a meeting: its minutes, to those who came, who spoke, and whose words were discussed."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from budget.contributions.choices import PUBLIC_STATES
from budget.contributions.models import Contribution
from budget.contributions.services import tell
from budget.workshops.choices import RegistrationState


def tell_minutes(workshop, *, actor, now):
    """Tell each of them once that the minutes can be read; a correction of the minutes tells nothing more."""
    notes = Contribution.objects.filter(table__workshop=workshop, state__in=PUBLIC_STATES)
    discussed = set(notes.exclude(target=None).values_list("target_id", flat=True))
    came = (
        get_user_model()
        .objects.filter(registrations__workshop=workshop)
        .exclude(registrations__state=RegistrationState.CANCELLED)
    )
    tell(
        event="minutes.published",
        obj=workshop,
        things=[workshop.campaign],
        contributions={*notes.values_list("pk", flat=True), *discussed},
        people=came.distinct(),
        title=lambda: _("The minutes of “%(title)s” can be read") % {"title": workshop.title},
        text=lambda: _("Each note of the tables is a contribution that you can answer online."),
        url=lambda: reverse("workshops:detail", args=[workshop.campaign.slug, workshop.reference]),
        now=now,
        key=f"minutes.published:{workshop.pk}",
        except_for=actor,
    )
