"""Contributions, questions and table notes in the words and shapes of the components.

One shape for every channel: the only thing that changes is the badge.
"""

import re
from datetime import time

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from budget.contributions.choices import ContributionState, Nature
from budget.contributions.queries.questions import ANSWERED, LATE
from budget.rules.clock import local_day
from budget.templatetags.front import day, hour, number, spelled
from budget.templatetags.moderating import absorbed, asking_words, others_ask
from budget.templatetags.signs import CHANNELS, _counted, _in_order, _locale, format_list

register = template.Library()

LONG_TEXT = 600  # characters from which a text is set as prose
SHORT_TITLE = 160
_STEP = re.compile(r"(?P<hour>[01]?\d|2[0-3])\s?[h:]\s?(?P<minute>[0-5]\d)?\s+(?P<text>\S.*)")


@register.filter
def spelled_f(count):
    """`spelled` for what is feminine in French: 1 → "une"; the same in English."""
    return pgettext("feminine", "one") if count == 1 else spelled(count)


@register.simple_tag
def address(contribution, campaign, anchor=""):
    """The permanent address of a contribution."""
    path = reverse("contributions:detail", args=[campaign.slug, contribution.reference])
    return f"{path}#{anchor}" if anchor else path


@register.filter
def who_when(contribution):
    """Who said it, when, and who keyed it: "Written by Salima K., 12 April 2026"."""
    date = day(contribution.said_at, "year")
    if not contribution.is_entered_by_city:
        name = contribution.author_label or _("someone")
        return _("Written by %(name)s, %(date)s") % {"name": name, "date": date}
    who = [part for part in (contribution.author_label, contribution.place) if part]
    said = ", ".join([*who, date])
    return _("%(said)s, entered by the City") % {"said": said[0].upper() + said[1:]}


@register.filter
def entered_words(contribution):
    """ "entered by the City" where staff keyed it for someone, wherever there is no room for `who_when`; or nothing."""
    return _("entered by the City") if contribution.is_entered_by_city else ""


@register.filter
def fidelity_words(contribution):
    """How faithful a note is: "Word for word, read aloud in the room"."""
    words = contribution.get_fidelity_display()
    if contribution.is_read_back:
        if not words:
            return _("Read aloud in the room")
        return _("%(fidelity)s, read aloud in the room") % {"fidelity": words}
    return words


@register.filter
def hidden_words(contribution):
    """What stands in the place of words that cannot be read, or nothing."""
    if contribution.state == ContributionState.HIDDEN:
        return _("These words were hidden: %(reason)s") % {"reason": contribution.hidden_reason}
    if contribution.erased_at:
        return _("Erased at the request of the person who said it. The answers remain.")
    if contribution.state == ContributionState.WITHDRAWN:
        return _("Withdrawn by the person who wrote it. The answers remain.")
    return ""


@register.simple_tag
def card(contribution, campaign=None):
    """A contribution for components/contribution.html. With `campaign`, an untitled one is titled for a page's head."""
    is_head = campaign is not None
    hidden = hidden_words(contribution)
    title, text = contribution.title, contribution.text
    meta, fidelity = who_when(contribution), fidelity_words(contribution)
    if is_head and (hidden or not title):
        is_short = len(text) <= SHORT_TITLE and not hidden
        title = text if is_short else f"{contribution.get_nature_display()}, {contribution.reference}"
        text = "" if is_short else text
    return {
        "nature": contribution.nature,
        "channel": contribution.channel,
        "provenance": contribution.provenance,
        "title": title if is_head or not hidden else "",
        "text": text,
        "is_long": len(text) > LONG_TEXT,
        "meta": f"{meta}." if fidelity else meta,
        "fidelity": fidelity,
        "theme": contribution.theme if is_head else None,
        "district": contribution.district.label if is_head and contribution.district else "",
        "hidden_words": hidden,
    }


@register.simple_tag
def thread_name(contribution):
    """What a thread is called in a breadcrumb: its title cut short, or its reference when it has none to show."""
    if not contribution.is_public:
        return contribution.reference
    return Truncator(contribution.headline).words(7, truncate="…")


@register.simple_tag
def answers(nodes, campaign):
    """Answers to an answer, for the `replies` of components/contribution.html."""
    return [
        {
            "nature": node.contribution.nature,
            "channel": node.contribution.channel,
            "provenance": node.contribution.provenance,
            "text": hidden_words(node.contribution) or node.contribution.text,
            "meta": who_when(node.contribution),
            "url": address(node.contribution, campaign),
            "anchor": node.contribution.reference,
        }
        for node in nodes
    ]


@register.simple_tag
def support_words(contribution, *, is_open):
    """The label of the support button: "Support, 14", or "You support, with 60 others". A question is asked too."""
    count = contribution.support_count
    if contribution.nature == Nature.QUESTION and (is_open or contribution.is_supported):
        return asking_words(contribution.is_supported, count)
    if contribution.is_supported:
        others = count - 1
        if not others:
            return _("You support")
        return ngettext("You support, with %(count)s other", "You support, with %(count)s others", others) % {
            "count": number(others)
        }
    if not is_open:
        return ngettext("%(count)s support", "%(count)s supports", count) % {"count": number(count)}
    return _("Support, %(count)s") % {"count": number(count)} if count else _("Support")


@register.simple_tag
def support_address(contribution, campaign, back):
    """Where the support button posts: it gives the support or takes it back, then returns to `back`."""
    path = reverse("contributions:support", args=[campaign.slug, contribution.reference])
    asked = {"next": f"{back}#{contribution.reference}"}
    if contribution.is_supported:
        asked["withdraw"] = "1"
    return f"{path}?{urlencode(asked)}"


@register.simple_tag
def row(contribution, campaign, becomings):
    """A contribution for components/contribution/idea.html."""
    return {
        "anchor": contribution.reference,
        "nature": contribution.nature,
        "channel": contribution.channel,
        "provenance": contribution.provenance,
        "theme": contribution.theme,
        "district": contribution.district.label if contribution.district else "",
        "title": contribution.title or contribution.text[:SHORT_TITLE],
        "text": contribution.text if contribution.title else "",
        "url": address(contribution, campaign),
        "entered": entered_words(contribution),
        "becoming": becoming_words(becomings.get(contribution.pk)),
        "supports": contribution.support_count,
    }


@register.filter
def becoming_words(becoming):
    """What it became: "Became the project “Five shady yards”", or "Became P33, joined to “Five shady yards”"."""
    if not becoming:
        return ""
    if becoming.was_joined:
        return _("Became project %(first)s, joined to “%(title)s”") % {
            "first": becoming.first.reference,
            "title": becoming.project.headline,
        }
    return _("Became the project “%(title)s”") % {"title": becoming.project.headline}


@register.simple_tag
def becoming_sentence(becoming):
    """What a contribution became, by its references: "It became P33, joined to P06." """
    return _("It became %(first)s, joined to %(last)s.") % {
        "first": becoming.first.reference,
        "last": becoming.project.reference,
    }


@register.filter
def spoken_channels(counts):
    """{channel: n} → "4 online, 2 at tables and 1 on paper"."""
    parts = _in_order(counts.items())
    return format_list([_counted(channel, count) for channel, count in parts], locale=_locale())


@register.filter
def channel_label(channel):
    """A channel's name."""
    return CHANNELS[str(channel)][2]


@register.simple_tag
def map_districts(districts, counts, campaign):
    """Districts with an outline for components/map.html and form/point.html, with how many of a list each holds."""
    counts = counts or {}
    return [
        {
            "code": district.code,
            "value": district.pk,
            "label": district.label,
            "geometry": district.outline,
            "count": counts.get(district.pk, 0),
            "is_on": bool(counts.get(district.pk)),
        }
        for district in districts
        if district.outline and not district.is_citywide
    ]


@register.simple_tag
def question(contribution, campaign, today):
    """A line of the register for components/question-row.html. `contribution` comes from `question_register`."""
    line = getattr(contribution, "registration", None)
    place = f"{contribution.district.label}, " if contribution.district else ""
    asked = _("asked on %(date)s") % {"date": day(contribution.said_at, "year")}
    meta = ", ".join(filter(None, [f"{place}{asked}", entered_words(contribution), others_ask(contribution)]))
    return {
        "channel": contribution.channel,
        "provenance": contribution.provenance,
        "state": _standing(contribution, line, today),
        "is_late": contribution.standing == LATE,
        "text": contribution.headline,
        "url": address(contribution, campaign),
        "meta": meta[0].upper() + meta[1:],
        "answer": line.answer if line else "",
        "answered_by": _answered(contribution, line) if line and line.answered_at else "",
        "waiting": _waiting(line),
        "absorbed": absorbed(line, campaign),
    }


def _standing(contribution, line, today):
    if contribution.standing == ANSWERED:
        return {"label": _("Answered"), "tone": "kept"}
    if contribution.standing != LATE:
        return {"label": _("Waiting for its answer"), "tone": ""}
    if line is None:
        return {"label": _("Late: no service yet"), "tone": "late"}
    days = (today - line.due_on).days
    return {
        "label": ngettext("Late by %(count)s day", "Late by %(count)s days", days) % {"count": number(days)},
        "tone": "late",
    }


def _answered(contribution, line):
    days = max((local_day(line.answered_at) - local_day(contribution.said_at)).days, 0)
    return ngettext(
        "%(service)s, answered in %(count)s day", "%(service)s, answered in %(count)s days", days
    ) % {"service": line.service, "count": number(days)}


def _waiting(line):
    if line is None:
        return _("A service will be named within two working days.")
    return _("Given to: %(service)s. Answer due on %(date)s.") % {
        "service": line.service,
        "date": day(line.due_on, "year"),
    }


@register.simple_tag
def notes_of(table, campaign):
    """The notes of a table for components/workshop-card/table-notes.html."""
    return [
        {
            "nature": note.nature,
            "about": _about(note),
            "text": note.text,
            "url": address(note, campaign),
            "url_label": _follow_ups(note),
            "anchor": note.reference,
        }
        for note in table.public_notes
    ]


def _about(note):
    """What a note answers, and how faithful it is."""
    about = ""
    if note.target:
        named = note.target.headline if note.target.is_public else note.target.reference
        about = _("on “%(title)s”") % {"title": _cut(named)}
    return ", ".join(filter(None, (about, fidelity_words(note).lower(), entered_words(note))))


def _cut(text):
    return text if len(text) <= 70 else text[:69].rstrip() + "…"


def _follow_ups(note):
    if not note.reply_count:
        return _("Answer online")
    return ngettext("%(count)s answer online", "%(count)s answers online", note.reply_count) % {
        "count": number(note.reply_count)
    }


@register.simple_tag
def nature_word(nature):
    """A nature's name in lower case, for a sentence."""
    return str(Nature(nature).label).lower()


@register.simple_tag
def kept_notes(table):
    """The notes of a table for components/capture/queue.html, the latest first."""
    return [
        {
            "number": note.note_number,
            "text": note.text,
            "words": ", ".join(filter(None, [str(note.get_nature_display()), fidelity_words(note).lower()])),
        }
        for note in reversed(table.public_notes)
    ]


@register.simple_tag
def programme_steps(workshop):
    """The programme of a meeting: "18h30 welcome" → {"time": "18 h 30", "text": "welcome"}."""
    steps = []
    for line in workshop.programme:
        found = _STEP.match(line)
        if found:
            at = time(int(found["hour"]), int(found["minute"] or 0))
            steps.append({"time": hour(at), "text": found["text"]})
        else:
            steps.append({"time": "", "text": line})
    return steps


@register.simple_tag
def meeting(workshop, now):
    """A meeting for components/workshop-card.html."""
    facts = [capfirst(workshop.venue), f"{hour(workshop.starts_at)} – {hour(workshop.ends_at)}"]
    is_over = workshop.is_over(now)
    if is_over and workshop.attended:
        facts.append(
            ngettext("%(count)s person", "%(count)s people", workshop.attended)
            % {"count": number(workshop.attended)}
        )
    elif not is_over and workshop.capacity:
        left = workshop.seats_left
        facts.append(
            ngettext("%(left)s place left out of %(all)s", "%(left)s places left out of %(all)s", left)
            % {"left": number(left), "all": number(workshop.capacity)}
            if left
            else pgettext("workshop", "Full")
        )
    notes = getattr(workshop, "note_count", 0)
    if notes:
        facts.append(ngettext("%(count)s note", "%(count)s notes", notes) % {"count": number(notes)})
    return {
        "title": workshop.title,
        "url": reverse("workshops:detail", args=[workshop.campaign.slug, workshop.reference]),
        "starts_at": workshop.starts_at,
        "facts": facts,
        "state": {"label": _("Minutes published"), "tone": "kept"} if workshop.has_minutes else None,
    }
