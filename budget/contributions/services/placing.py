"""The point a contribution is about: optional, and inside the city."""

from django.utils.translation import gettext as _

from budget.campaigns.models import District
from budget.contributions.services.errors import ContributionError

#: How far outside the outlines of the districts a point may lie, in degrees: about two kilometres.
MARGIN = 0.02


def checked_point(latitude, longitude):
    """(latitude, longitude), both or neither, in the city where its outlines are known. Raises ContributionError."""
    if latitude is None and longitude is None:
        return None, None
    if latitude is None or longitude is None or not _is_in_the_city(latitude, longitude):
        raise ContributionError(
            _("Place the point inside the city, or take it away: the district is enough."), field="latitude"
        )
    return latitude, longitude


def _is_in_the_city(latitude, longitude):
    corners = [corner for outline in District.objects.exclude(outline=None).values_list("outline", flat=True)
               for corner in _corners(outline["coordinates"])]  # fmt: skip
    if not corners:
        return -90 <= latitude <= 90 and -180 <= longitude <= 180
    longitudes, latitudes = zip(*corners, strict=True)
    return (
        min(latitudes) - MARGIN <= latitude <= max(latitudes) + MARGIN
        and min(longitudes) - MARGIN <= longitude <= max(longitudes) + MARGIN
    )


def _corners(coordinates):
    """Every (longitude, latitude) of a GeoJSON geometry, however deep."""
    if isinstance(coordinates[0], int | float):
        return [tuple(coordinates[:2])]
    return [corner for part in coordinates for corner in _corners(part)]
