"""Who comes to a meeting, and what the room must prepare, in words."""

from babel.lists import format_list
from django import template
from django.utils.translation import ngettext, ngettext_lazy

from budget.templatetags.front import _locale
from budget.workshops.choices import Need

register = template.Library()

COUNTED = {
    Need.SIGN_LANGUAGE: ngettext_lazy("%(count)d sign language", "%(count)d sign language", "count"),
    Need.HEARING_LOOP: ngettext_lazy("%(count)d induction loop", "%(count)d induction loop", "count"),
    Need.WHEELCHAIR: ngettext_lazy("%(count)d wheelchair", "%(count)d wheelchairs", "count"),
    Need.LARGE_PRINT: ngettext_lazy("%(count)d large print", "%(count)d large print", "count"),
    Need.INTERPRETER: ngettext_lazy("%(count)d interpreter", "%(count)d interpreters", "count"),
    Need.CHILDCARE: ngettext_lazy("%(count)d child", "%(count)d children", "count"),
    Need.QUIET: ngettext_lazy("%(count)d quiet corner", "%(count)d quiet corners", "count"),
}


@register.filter
def needs_words(needs):
    """What the room must prepare: [(Need, 2)…] → "2 sign language and 3 children"."""
    words = [str(COUNTED[need] % {"count": count}) for need, count in needs]
    return format_list(words, locale=_locale()) if words else ""


@register.simple_tag
def needs_of(registration):
    """What one party needs, in a line: "Sign language interpreter, 2 children, a dog guides me"."""
    words = [
        str(COUNTED[need] % {"count": registration.children}) if need == Need.CHILDCARE and registration.children
        else str(Need(need).label)
        for need in registration.needs
    ]  # fmt: skip
    return ", ".join([*words, *filter(None, [registration.needs_note])])


@register.filter
def party_words(registration):
    """How many they are: "1 person", "3 people"."""
    return _people(registration.people)


def _people(count):
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


@register.filter
def party_sizes(registration):
    """1 to everyone of the party."""
    return range(1, registration.people + 1)


@register.filter
def smaller_parties(registration):
    """Every smaller number of people it may become: [{"companions", "words"}]."""
    return [{"companions": n, "words": _people(n + 1)} for n in range(registration.companions)]


@register.filter
def short_address(address):
    """An address as one reads it on paper: without "https://"."""
    return address.split("://", 1)[-1].rstrip("/")


@register.filter
def map_address(workshop):
    """The meeting point on OpenStreetMap."""
    at = f"{workshop.latitude:.5f}", f"{workshop.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=18/{at[0]}/{at[1]}"
