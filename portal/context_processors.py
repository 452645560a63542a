"""What every template may read."""

from django.conf import settings


def building(request):
    """`DEMO`: this copy shows invented data, and its mail can be read by anybody."""
    return {"DEMO": settings.DEMO}
