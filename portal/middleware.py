"""Headers that tell the browser what a page may do."""

from csp.constants import SELF, UNSAFE_INLINE
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


def browser_policies(get_response):
    """Add Permissions-Policy everywhere; widen the content policy under the Wagtail admin, and only there.

    It stands inside CSPMiddleware, which reads what it leaves on the response.
    """
    admin_path = SimpleLazyObject(lambda: reverse("wagtailadmin_home"))

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if request.path.startswith(str(admin_path)):
            response._csp_replace = {**ADMIN_DIRECTIVES, **getattr(response, "_csp_replace", {})}
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return middleware
