"""The signs of the portal: which bank, icon and words go with a channel, a nature, a theme.

Words always come with the sign: a tint or an icon alone says nothing. Codes are those of the domain's choices.
"""

from babel.lists import format_list
from django import template
from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy

from budget.templatetags.front import _locale

register = template.Library()

# channel: bank, icon, label, words after a count. The order is the one sentences and strips use.
CHANNELS = {
    "web": (
        "web",
        "ecran",
        gettext_lazy("Online"),
        ngettext_lazy("%(count)s online", "%(count)s online", "count"),
    ),
    "paper": (
        "post",
        "papier",
        gettext_lazy("On paper"),
        ngettext_lazy("%(count)s on paper", "%(count)s on paper", "count"),
    ),
    "phone": (
        "post",
        "telephone",
        gettext_lazy("By phone"),
        ngettext_lazy("%(count)s by phone", "%(count)s by phone", "count"),
    ),
    "mail": (
        "post",
        "courrier",
        gettext_lazy("By post"),
        ngettext_lazy("%(count)s by post", "%(count)s by post", "count"),
    ),
    "stand": (
        "room",
        "stand",
        gettext_lazy("At a stand"),
        ngettext_lazy("%(count)s at a stand", "%(count)s at stands", "count"),
    ),
    "council": (
        "room",
        "conseil",
        gettext_lazy("Neighbourhood council"),
        ngettext_lazy("%(count)s at a neighbourhood council", "%(count)s at neighbourhood councils", "count"),
    ),
    "workshop": (
        "room",
        "table",
        gettext_lazy("At a table"),
        ngettext_lazy("%(count)s at a table", "%(count)s at tables", "count"),
    ),
}
BANKS = ("web", "post", "room")

NATURES = {
    "idea": ("", "idee", gettext_lazy("Idea")),
    "for": ("is-for", "pour", gettext_lazy("For")),
    "against": ("is-against", "contre", gettext_lazy("Against")),
    "question": ("", "question", gettext_lazy("Question")),
    "clarification": ("", "precision", gettext_lazy("Clarification")),
    "reaction": ("", "reaction", gettext_lazy("Reaction")),
    "actor_paper": ("", "page", gettext_lazy("Actor's paper")),
}

THEMES = {
    "NAT": ("feuille", "theme-nature"),
    "MOB": ("velo", "theme-mobilite"),
    "LIE": ("mains", "theme-lien"),
    "CUL": ("vague", "theme-culture"),
    "EDU": ("cartable", "theme-ecole"),
    "SPO": ("ballon", "theme-sport"),
    "NUM": ("prise", "theme-energie"),
}


@register.simple_tag
def channel_sign(channel):
    """{"bank", "icon", "label"} of a channel."""
    bank, icon, label, _words = CHANNELS[str(channel)]
    return {"bank": bank, "icon": icon, "label": label}


@register.filter
def bank_of(channel):
    """The bank a channel belongs to: "web", "room" or "post"."""
    return CHANNELS[str(channel)][0]


@register.simple_tag
def nature_sign(nature):
    """{"css", "icon", "label"} of a contribution's nature."""
    css, icon, label = NATURES[str(nature)]
    return {"css": css, "icon": icon, "label": label}


@register.simple_tag
def theme_sign(theme):
    """{"css", "icon", "label", "art"} of a theme: an object with `code`, `label` and perhaps `tone`, `icon`."""
    code = str(_read(theme, "code") or "").upper()
    icon, art = THEMES.get(code, ("idee", "theme-lien"))
    return {
        "css": f"is-{_read(theme, 'tone') or code.lower()}",
        "icon": _read(theme, "icon") or icon,
        "label": _read(theme, "label"),
        "art": f"illustrations/{art}.svg",
    }


def _read(item, name):
    return item.get(name) if isinstance(item, dict) else getattr(item, name, None)


def _in_order(parts):
    counts = {}
    for channel, count in parts or ():
        counts[str(channel)] = counts.get(str(channel), 0) + count
    return [(channel, counts[channel]) for channel in CHANNELS if counts.get(channel)]


def _small(channel):
    """A channel's name inside a sentence: "en ligne", "à une table"."""
    words = gettext("in a neighbourhood council") if channel == "council" else str(CHANNELS[channel][2])
    return words[0].lower() + words[1:]


def _counted(channel, count):
    return CHANNELS[channel][3] % {"count": count}


@register.filter
def origin_words(parts):
    """[(channel, count)] → "6 sources: 1 online, 1 by phone and 4 at tables"."""
    parts = _in_order(parts)
    total = sum(count for _channel, count in parts)
    if not total:
        return gettext("No source yet")
    words = [_counted(channel, count) for channel, count in parts]
    if total == 1:
        words = [_small(parts[0][0])]
    head = ngettext("%(count)s source", "%(count)s sources", total) % {"count": total}
    listed = format_list(words, locale=_locale())
    return gettext("%(sources)s: %(list)s") % {"sources": head, "list": listed}


@register.filter
def by_bank(parts):
    """[(channel, count)] → [(bank, count)], in the order of the strip: web, post, room."""
    counts = dict.fromkeys(BANKS, 0)
    for channel, count in _in_order(parts):
        counts[CHANNELS[channel][0]] += count
    return [(bank, count) for bank, count in counts.items() if count]


@register.simple_tag
def tally_groups(parts):
    """The lines under a list's total, by kind of place: [{"bank", "icon", "count", "words"}]."""
    counts = dict(_in_order(parts))
    groups = []
    for channels in (("web",), ("workshop",), ("council", "stand"), ("paper", "phone", "mail")):
        present = [channel for channel in channels if counts.get(channel)]
        if present:
            bank, icon = CHANNELS[present[0]][:2]
            words = format_list([_small(channel) for channel in present], style="or", locale=_locale())
            total = sum(counts[channel] for channel in present)
            groups.append({"bank": bank, "icon": icon, "count": total, "words": words})
    return groups
