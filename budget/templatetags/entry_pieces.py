"""What staff key and bring in, in the words and shapes of the components."""

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.contributions.choices import BatchState, Channel, Nature
from budget.templatetags.debate import address, channel_label
from budget.templatetags.front import day, frtypo, moment, number

register = template.Library()
_TONES = {BatchState.PREVIEW: "open", BatchState.PUBLISHED: "kept"}


@register.filter
def series_words(form):
    """What stays chosen for the whole series, in a line: "On paper, town hall, 12 March 2026, Les Tanneries"."""
    district = form["district"].value()
    said_on = form["said_on"].value()
    words = [
        str(dict(Channel.choices).get(form["channel"].value(), "")),
        form["place"].value() or "",
        date_format(said_on, "DATE_FORMAT") if hasattr(said_on, "year") else _as_day(said_on),
        _chosen(form.fields["district"], district) if district else "",
    ]
    return ", ".join(filter(None, words))


def _as_day(words):
    from django.utils.dateparse import parse_date

    try:
        found = parse_date(words or "")
    except ValueError:
        found = None
    return day(found, "year") if found else ""


def _chosen(field, value):
    return next((str(label) for key, label in field.choices if str(key) == str(value)), "")


@register.simple_tag
def import_state(batch):
    """{"label", "tone"} of an import."""
    return {"label": batch.get_state_display(), "tone": _TONES.get(batch.state, "")}


@register.filter
def import_story(batch):
    """Who brought a table, when, and what came of it."""
    who = str(batch.uploaded_by) if batch.uploaded_by else _("someone")
    told = [
        ngettext(
            "%(count)s line, brought by %(who)s on %(when)s.",
            "%(count)s lines, brought by %(who)s on %(when)s.",
            batch.row_count,
        )
        % {"count": number(batch.row_count), "who": who, "when": moment(batch.uploaded_at, "year")}
    ]
    for at, words in (
        (batch.imported_at, _("Imported on %(when)s.")),
        (batch.published_at, _("Published on %(when)s.")),
        (batch.ended_at, _("Undone on %(when)s.") if batch.imported_at else _("Thrown away on %(when)s.")),
    ):
        if at:
            told.append(words % {"when": moment(at, "year")})
    return " ".join(told)


@register.simple_tag
def import_columns():
    """The columns of the list of imports."""
    plain = [_("File"), _("State"), _("Brought"), _("By")]
    counts = [_("Lines"), _("Waiting"), _("Published")]
    return [{"label": label} for label in plain] + [{"label": label, "is_number": True} for label in counts]


@register.simple_tag
def import_rows(batches, campaign, now):
    """The list of imports for components/table.html."""
    return [
        {
            "head": batch.file_name,
            "head_url": reverse("contributions:import", args=[campaign.slug, batch.pk])
            if batch.is_mine
            else "",
            "cells": [
                _("Expired") if batch.is_expired(now) else batch.get_state_display(),
                day(batch.uploaded_at, "short"),
                str(batch.uploaded_by or _("someone")),
                number(batch.row_count),
                number(batch.waiting_count),
                number(batch.public_count),
            ],
        }
        for batch in batches
    ]


@register.simple_tag
def line_columns():
    """The columns of the lines that are ready."""
    labels = [_("Line"), _("Nature"), _("Channel"), _("Words"), _("In reply to"), _("Said on"), _("Note")]
    return [{"label": label} for label in labels]


@register.simple_tag
def line_rows(lines, campaign, batch):
    """Lines of a preview for components/table.html."""
    return [
        {
            "head": _("Line %(number)d") % {"number": line.number},
            "head_url": reverse("contributions:import_line", args=[campaign.slug, batch.pk, line.number]),
            "cells": [
                Nature(line.draft.nature).label,
                line.draft.provenance,
                frtypo(Truncator(line.draft.headline).chars(90)),
                _answered(line),
                day(line.draft.said_at, "short").replace(" ", "\u00a0"),
                ", ".join(line.notes),
            ],
        }
        for line in lines
    ]


def _answered(line):
    if line.answers:
        return _("line %(number)d") % {"number": line.answers.number}
    return line.draft.target.reference if line.draft.target else ""


@register.simple_tag
def imported_columns():
    """The columns of what came with an import."""
    labels = [_("Reference"), _("Nature"), _("Channel"), _("Words"), _("In reply to"), _("State")]
    return [{"label": label} for label in labels]


@register.simple_tag
def imported_rows(contributions, campaign):
    """What came with an import for components/table.html."""
    return [
        {
            "head": one.reference,
            "head_url": address(one, campaign) if one.is_public else "",
            "cells": [
                one.get_nature_display(),
                channel_label(one.channel),
                frtypo(Truncator(one.headline).chars(90)),
                one.target.reference if one.target else "",
                one.get_state_display(),
            ],
        }
        for one in contributions
    ]
