"""What every template may read."""

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, ngettext, pgettext

from budget.contributions.permissions import may_enter
from budget.notices.queries import unread_count
from budget.rules import clock
from home.models.navigation import frame

MAY_ENTER = "may_enter_contributions"  # in the session


def building(request):
    """`DEMO`: this copy shows invented data, and its mail can be read by anybody."""
    return {"DEMO": settings.DEMO}


def site_nav(request):
    """`site_nav`, what templates/navigation/ shows; worked out only where a template reads it."""
    return {"site_nav": SimpleLazyObject(lambda: navigation(request))}


def navigation(request):
    """The frame that editors write (home), with the building's own part: languages and account."""
    return {
        **frame(request),
        "languages": languages(request),
        "account": account(request),
        "entry": entry(request),
    }


def entry(request):
    """For staff who key what was said elsewhere, the way to the form; the answer is kept as long as they are signed in."""
    session = getattr(request, "session", None)
    if session is None or not request.user.is_authenticated:
        return None
    if MAY_ENTER not in session:
        session[MAY_ENTER] = may_enter(request.user, now=clock.now())
    return (
        {"label": pgettext("verb", "Enter"), "url": reverse("contributions:enter_now")}
        if session[MAY_ENTER]
        else None
    )


def account(request):
    """The entry that leads to one's own page, or to the door."""
    if not request.user.is_authenticated:
        return {"label": gettext("Sign in"), "url": reverse("account_login")}
    unread = unread_count(request.user)
    words = ngettext("My account, %(count)d new notice", "My account, %(count)d new notices", unread)
    label = words % {"count": unread} if unread else gettext("My account")
    return {"label": label, "url": reverse("account_home"), "unread": unread}


def languages(request):
    """This very page in each language of the site; a page without a translation leads to that language's home."""
    current = get_language()
    addresses = _page_addresses(request)
    return [
        {
            "code": code,
            "label": name,
            "url": request.path if code == current else addresses(code),
            "is_current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


def _page_addresses(request):
    shown = getattr(request, "shown_pages", None)
    if shown is None:
        return lambda code: translate_url(request.path, code)
    addresses = {code: page.url for code, (page, _is_translation) in shown.translations.items()}
    return lambda code: addresses.get(code, f"/{code}/")
