"""The fields of the pages: stream fields that keep their blocks out of migrations, and texts with placeholders.

A placeholder is a name in braces, `{days_left}`, that the page fills in when it is shown. Editors never write a figure that the
campaign knows: it would be false the day after.
"""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.fields import RichTextField, StreamField

#: What an editor may write between braces, and what the reader sees in its place.
PLACEHOLDERS = {
    "city_name": gettext_lazy("name of the city"),
    "edition_title": gettext_lazy("title of the current edition"),
    "days_left": gettext_lazy("days left before the open phase closes"),
    "opens_on": gettext_lazy("first day of the page's phase"),
    "closes_on": gettext_lazy("last day of the page's phase"),
    "next_opens_on": gettext_lazy("first day of the next phase"),
    "results_on": gettext_lazy("day on which the results are published"),
    "total_budget": gettext_lazy("total budget of the edition"),
    "city_envelope": gettext_lazy("envelope of the whole city"),
    "projects_on_ballot": gettext_lazy("number of projects on the ballot"),
    "projects_refused": gettext_lazy("number of projects not retained"),
    "contributions_count": gettext_lazy("number of contributions, all channels"),
    "winners_count": gettext_lazy("number of winning projects"),
    "workshops_count": gettext_lazy("number of workshops"),
    "workshop_seats": gettext_lazy("number of places at workshops"),
    "attendance_count": gettext_lazy("number of attendances at workshops"),
    "minutes_hours": gettext_lazy("hours in which minutes are published"),
    "polling_places": gettext_lazy("number of polling places"),
    "min_age": gettext_lazy("minimum age"),
    "max_city": gettext_lazy("most choices for the whole city"),
    "max_district": gettext_lazy("most choices for a district"),
    "appeal_days": gettext_lazy("days to ask for an appeal"),
    "questions_open": gettext_lazy("number of questions in the register"),
    "questions_overdue": gettext_lazy("number of overdue questions"),
    "base_revision": gettext_lazy("revision of the base document"),
    "ballot_hash": gettext_lazy("first eight characters of the ballot's hash"),
    "audit_on": gettext_lazy("day of the accessibility audit"),
    "contact_email": gettext_lazy("e-mail address of the team"),
    "contact_phone": gettext_lazy("phone of the team"),
    "postal_address": gettext_lazy("postal address"),
    "publisher": gettext_lazy("publication director"),
    "host": gettext_lazy("hosting company"),
}

IN_BRACES = re.compile(r"\{([^{}\n]{0,60})\}")


def check_placeholders(value):
    """Refuse a text that holds a name in braces which is not a placeholder. Takes a string or a rich text."""
    text = getattr(value, "source", value) or ""
    unknown = [name for name in IN_BRACES.findall(text) if name not in PLACEHOLDERS]
    if unknown:
        raise ValidationError(
            _("“%(written)s” is not a placeholder. Correct it, or choose one of: %(known)s.")
            % {"written": f"{{{unknown[0]}}}", "known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)},
            code="unknown_placeholder",
        )


class BodyField(StreamField):
    """A stream field whose block definitions stay out of migrations: they describe screens, not tables."""

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "home.fields.BodyField", [[]], kwargs


class WordingField(models.TextField):
    """A plain text in which placeholders are filled in."""

    default_validators = [check_placeholders]

    def formfield(self, **kwargs):
        """A box of two lines, which grows: these are sentences."""
        field = super().formfield(**kwargs)
        field.widget.attrs["rows"] = 2
        return field


class LineField(models.CharField):
    """One line of plain text in which placeholders are filled in."""

    default_validators = [check_placeholders]


class RichWordingField(RichTextField):
    """A rich text in which placeholders are filled in."""

    default_validators = [check_placeholders]
