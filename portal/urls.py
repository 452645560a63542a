"""All the addresses: the domain's and the accounts' first, Wagtail's pages last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path
from django.views.i18n import set_language
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from home import views as home_views
from portal.demo_mail import demo_mail


def robots(request):
    """Search engines may read everything public, and nothing of a demonstration."""
    closed = "/" if settings.DEMO else "/admin/"
    return HttpResponse(f"User-agent: *\nDisallow: {closed}\n", content_type="text/plain")


def favicon(request):
    """Browsers that ignore the link of the page ask for this address."""
    return redirect(staticfiles_storage.url("icons/brand.svg"))


base_document = [
    path("", home_views.revisions, name="revisions"),
    path("<int:number>/", home_views.revision, name="revision"),
    path("comparer/", home_views.compare, name="compare"),
]
urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("langue/", set_language, name="set_language"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", favicon, name="favicon"),
]
if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})]
urlpatterns += i18n_patterns(
    path("compte/", include("portal.accounts.urls")),
    path("demo/mail/", demo_mail, name="demo_mail"),
    path("", include("budget.urls")),
    path("<slug:campaign>/socle/", include((base_document, "base_document"))),
    re_path(serve_pattern, home_views.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)
