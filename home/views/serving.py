"""Finding a page by its address."""

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from home.models import HomePage


def serve(request, path):
    """The page of this address, found by its whole path; what is not found that way is left to Wagtail.

    Wagtail asks for the site, its first page, that page in the language of the reader, then for two rows a level.
    """
    page = live_page(path, get_language())
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)
    return views.serve(request, path)


def live_page(path, language):
    """The live page at `path` ("bp2026/voter/", "" for the home page) in a language, or None. Two queries, one for a home page."""
    roots = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    homes = HomePage.objects.live().filter(translation_key__in=roots, locale__language_code=language)
    if not path:
        return homes.first()
    address = Concat(homes.values("url_path")[:1], Value(path))
    return Page.objects.live().filter(url_path=address).specific().first()
