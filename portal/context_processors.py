"""What every template may read."""

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext
from wagtail.models import Page


def building(request):
    """`DEMO`: this copy shows invented data, and its mail can be read by anybody."""
    return {"DEMO": settings.DEMO}


def site_nav(request):
    """`site_nav`, what templates/navigation/ shows; worked out only where a template reads it."""
    return {"site_nav": SimpleLazyObject(lambda: navigation(request))}


def navigation(request):
    """The building's own part of the navigation: languages and account."""
    return {"languages": languages(request), "account": account(request)}


def account(request):
    """The entry that leads to one's own page, or to the door."""
    if request.user.is_authenticated:
        return {"label": gettext("My account"), "url": reverse("account_home")}
    return {"label": gettext("Sign in"), "url": reverse("account_login")}


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
    page = _wagtail_page(request)
    if page is None:
        return lambda code: translate_url(request.path, code)
    translations = {
        translation.locale.language_code: translation.get_url(request)
        for translation in page.get_translations().live().select_related("locale")
    }
    return lambda code: translations.get(code, f"/{code}/")


def _wagtail_page(request):
    """The page that Wagtail already found for this request, or None."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name != "wagtail_serve":
        return None
    return Page.find_for_request(request, *match.args)
