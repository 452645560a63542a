"""What every screen needs: style sheets, icons, amounts and dates as people read them.

Filters take plain values (cents, dates, fractions) and answer text in the language of the reader.
Units: money in integer cents, shares as fractions of one, instants aware.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()

# The sheets in the order of the cascade. In production they are joined into one file (portal/static_files.py).
STYLE_SHEETS = (
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/components/button.css",
    "css/components/icon.css",
    "css/components/masthead.css",
    "css/components/breadcrumb.css",
    "css/components/badge.css",
    "css/components/hero.css",
    "css/components/timeline.css",
    "css/components/two-banks.css",
    "css/components/project-card.css",
    "css/components/contribution.css",
    "css/components/lineage.css",
    "css/components/budget-meter.css",
    "css/components/ballot.css",
    "css/components/receipt.css",
    "css/components/result-row.css",
    "css/components/partner-card.css",
    "css/components/workshop-card.css",
    "css/components/month.css",
    "css/components/door.css",
    "css/components/poster.css",
    "css/components/qr.css",
    "css/components/news-card.css",
    "css/components/follow-slip.css",
    "css/components/question-row.css",
    "css/components/notice.css",
    "css/components/moderation.css",
    "css/components/notice-list.css",
    "css/components/form.css",
    "css/components/entry.css",
    "css/components/filters.css",
    "css/components/map.css",
    "css/components/table.css",
    "css/components/pagination.css",
    "css/components/page-sizes.css",
    "css/components/dialog.css",
    "css/components/empty-state.css",
    "css/components/prose.css",
    "css/components/site-footer.css",
    "css/components/capture.css",
    "css/components/dashboard.css",
    "css/components/desk.css",
    "css/utilities.css",
)
PRINT_SHEET = "css/print.css"
JOINED_SHEET = "css/site.css"

THIN = "\u202f"  # narrow no-break space
FIRM = "\u00a0"  # no-break space


@register.simple_tag
def stylesheets():
    """Link the style sheets: each one in development, the joined file where the storage joins them."""
    if getattr(staticfiles_storage, "joins_style_sheets", False):
        return format_html('<link rel="stylesheet" href="{}">', static(JOINED_SHEET))
    links = format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(name),) for name in STYLE_SHEETS)
    )
    return format_html('{}\n<link rel="stylesheet" href="{}" media="print">', links, static(PRINT_SHEET))


@lru_cache(maxsize=128)
def _icon_body(name):
    found = finders.find(f"icons/{name}.svg")
    if found is None:
        raise template.TemplateSyntaxError(f"No icon named {name!r} in static/icons.")
    return re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", Path(found).read_text(encoding="utf-8"), flags=re.DOTALL)


@register.simple_tag
def city_lang():
    """` lang="fr"` for words that people wrote in the city's language, on a page in another one; nothing at home."""
    own = settings.LANGUAGE_CODE
    return "" if (get_language() or own).startswith(own) else format_html(' lang="{}"', own)


@register.simple_tag
def icon(name, variant=""):
    """Draw static/icons/<name>.svg inline, hidden from screen readers. `variant`: "large" or nothing."""
    css = f"icon icon--{variant}" if variant else "icon"
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        css,
        mark_safe(_icon_body(name)),
    )


@register.simple_tag(takes_context=True)
def csrf_field(context):
    """The hidden CSRF field, also inside a component included with `only` (where csrf_token is absent)."""
    request = getattr(context, "request", None)
    if request is None:
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


def _locale():
    code = (get_language() or "fr").split("-")[0]
    return Locale.parse("en_GB" if code == "en" else code)


def _is_french():
    return (get_language() or "fr").startswith("fr")


@register.filter
def euros(cents):
    """12345600 → "123 456 €" in French, "€123,456" in English; cents shown only when there are some."""
    if cents is None or cents == "":
        return ""
    whole, rest = divmod(int(cents), 100)
    digits = "#,##0.00" if rest else "#,##0"
    pattern = f"¤{digits}" if _locale().language == "en" else f"{digits}{FIRM}¤"
    amount = whole if not rest else int(cents) / 100
    return format_currency(amount, "EUR", format=pattern, locale=_locale(), currency_digits=False)


@register.filter
def number(value):
    """84300 → "84 300" or "84,300"."""
    return "" if value is None or value == "" else format_decimal(value, locale=_locale())


@register.filter
def percent(share, decimals=1):
    """0.649 → "64,9 %" or "64.9%". `share` is a fraction of one."""
    if share is None or share == "":
        return ""
    places = "." + "#" * int(decimals) if int(decimals) else ""
    space = THIN if _is_french() else ""
    return format_percent(share, f"#,##0{places}{space}%", locale=_locale())


_SPELLED = {
    "fr": [
        "zéro",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
    ],
    "en": [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
    ],
}


@register.filter
def spelled(count):
    """3 → "trois" or "three"; figures above sixteen."""
    words = _SPELLED["fr" if _is_french() else "en"]
    return words[count] if isinstance(count, int) and 0 <= count < len(words) else number(count)


def _local(value):
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _written(value, pattern):
    text = format_date(value, pattern, locale=_locale())
    return re.sub(r"(?<!\d)1(?= )", "1er", text, count=1) if _is_french() and value.day == 1 else text


_DAY_STYLES = {
    "": "EEEE d MMMM",
    "year": "d MMMM y",
    "full": "EEEE d MMMM y",
    "short": "d MMM",
    "month": "MMMM y",
    "weekday": "EEEE",
    "number": "d",
    "month_short": "MMM y",
}


@register.filter
def day(value, style=""):
    """A date or instant in words: "mardi 8 décembre".

    Styles: "year" (8 décembre 2026), "full" (both), "short" (8 déc.), "month" (décembre 2026),
    "weekday" (mardi), "number" (8), "month_short" (déc. 2026)."""
    if not value:
        return ""
    return _written(_local(value), _DAY_STYLES[style])


@register.filter
def upkeep(cents):
    """What a project costs each year, in words: "upkeep €12,000 a year", or "no upkeep"."""
    return _("upkeep %(amount)s a year") % {"amount": euros(cents)} if cents else _("no upkeep")


def _hour(value):
    if (value.hour, value.minute) == (12, 0):
        return _("noon")
    if not _is_french():
        return f"{value.hour}:{value.minute:02d}"
    return f"{value.hour}{FIRM}h" + (f"{FIRM}{value.minute:02d}" if value.minute else "")


@register.filter
def hour(value):
    """An instant's time of day: "18 h 30" or "18:30"."""
    return _hour(_local(value)) if value else ""


@register.filter
def moment(value, style=""):
    """An instant in words: "mardi 8 décembre, 18 h"; `style` as in `day`."""
    return f"{day(value, style)}, {hour(value)}" if value else ""


def _last_day(value):
    """The last day of a half-open window that ends at `value`: midnight belongs to the day before."""
    value = _local(value)
    if isinstance(value, datetime) and (value.hour, value.minute) == (0, 0):
        return (value - timedelta(minutes=1)).date()
    return value.date() if isinstance(value, datetime) else value


@register.filter
def deadline(value, style=""):
    """When a half-open window closes: "mardi 8 décembre, minuit" for the 9th at 0:00."""
    if not value:
        return ""
    local = _local(value)
    if isinstance(local, datetime) and (local.hour, local.minute) not in ((0, 0), (23, 59)):
        return moment(value, style)
    midnight = _("midnight")
    return f"{day(_last_day(value), style)}, {midnight}"


@register.filter
def day_range(start, end):
    """The days of a half-open window: "19 mars – 2 avr."; by months once it leaves the year: "décembre 2026 à janvier 2027"."""
    if not start or not end:
        return day(start or end, "short")
    first, last = _local(start), _last_day(end)
    first = first.date() if isinstance(first, datetime) else first
    if first == last:
        return _whole(first)
    if first.year != last.year:
        return _("%(first)s to %(last)s") % {"first": day(first, "month"), "last": day(last, "month")}
    return f"{_whole(first)} – {_whole(last)}"


def _whole(date):
    """A short date that no line breaks: "19 mars"."""
    return _written(date, "d MMM").replace(" ", FIRM)


@register.filter
def days_left(now, end):
    """Whole days from `now` to `end`, counted as people do: 24 November to 8 December at midnight is 14."""
    return max((_last_day(end) - _local(now).date()).days, 0) if now and end else None


_TAGS = re.compile(r"(<[^>]*>)")
_RULES = (
    (re.compile(r"(?<=\w)(?:'|&#x27;|&#39;)(?=\w)"), "’"),
    (re.compile(r"[ \u00a0]+([;!?])"), THIN + r"\1"),
    (re.compile(r" +(:)(?=\s|$)"), FIRM + r"\1"),
    (re.compile(r"«[ \u00a0]*"), "«" + FIRM),
    (re.compile(r"[ \u00a0]*»"), FIRM + "»"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), THIN),
    (re.compile(r"(?<=\d) (?=(?:€|%|h|km|m|m²|ans|millions?|000)(?!\w))"), FIRM),
    (re.compile(r"(?<!\d)0\d(?: \d\d){4}(?!\d)"), lambda phone: phone[0].replace(" ", FIRM)),
)


def _set_in_type(text):
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


@register.filter
def frtypo(text):
    """Typography for text typed by people: curly apostrophes, and the no-break spaces of French.

    The same on an English page: what a French city wrote stays French there, and English leaves no space to change.
    """
    if text is None:
        return ""
    if not isinstance(text, SafeString):
        return _set_in_type(str(text))
    pieces = _TAGS.split(text)
    return mark_safe("".join(p if p.startswith("<") else _set_in_type(p) for p in pieces))
