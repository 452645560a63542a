"""Who asks, and what the browser is told a page may do."""

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

PERMISSIONS_POLICY = "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"

# The Wagtail editor still has inline scripts and styles, and shows previews in a frame. Staff only.
ADMIN_DIRECTIVES = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}


def client_address(get_response):
    """Set REMOTE_ADDR to the visitor's address, as the PROXY_COUNT proxies of the city saw it.

    Each proxy adds to the end of X-Forwarded-For what it saw; anything before that was written by the visitor.
    """

    def middleware(request):
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if 0 < settings.PROXY_COUNT <= len(seen) and seen[-settings.PROXY_COUNT].strip():
            request.META["REMOTE_ADDR"] = seen[-settings.PROXY_COUNT].strip()
        return get_response(request)

    return middleware


def browser_policies(get_response):
    """Add Permissions-Policy everywhere; widen the content policy under the Wagtail admin, and only there.

    It stands inside CSPMiddleware, which reads what it leaves on the response. A preview is a page like any other, that
    Wagtail asks for through every middleware from inside the admin: the editor alone may show it in its frame.
    """
    admin_path = SimpleLazyObject(lambda: reverse("wagtailadmin_home"))

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if getattr(request, "is_preview", False):
            response._csp_replace = {"frame-ancestors": [SELF]}
        if request.path.startswith(str(admin_path)):
            response._csp_replace = {**ADMIN_DIRECTIVES, **getattr(response, "_csp_replace", {})}
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return middleware
