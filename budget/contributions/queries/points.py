"""Where what was said is about: the points of a list, light enough for a phone."""

from collections import defaultdict

from django.db.models import Value
from django.db.models.functions import Coalesce, Left, NullIf

from budget.contributions.queries.listing import ordered_rows

#: How many points a map shows, and how much of a title tells them apart.
MOST_POINTS, TITLE = 2_000, 32
#: Five decimals of a degree are about a metre.
DECIMALS = 5


def points(campaign, *, filters, limit=MOST_POINTS):
    """The points of a filtered list, the first `limit` in its order, as GeoJSON: one MultiPoint for each district.

    Each feature's `properties`: its `district` (code or ""), and the `references` and `titles` of its points, in order.
    One query, two with a text. Points are gathered so that 2,000 of them weigh less than 150 kB.
    """
    rows = ordered_rows(campaign, filters=filters).filter(latitude__isnull=False)
    named = Left(Coalesce(NullIf("title", Value("")), "text"), TITLE + 1)
    districts = defaultdict(list)
    for row in rows.values_list("district__code", "reference", named, "longitude", "latitude")[:limit]:
        districts[row[0] or ""].append(row[1:])
    return {
        "type": "FeatureCollection",
        "features": [_feature(code, rows) for code, rows in sorted(districts.items())],
    }


def _feature(code, rows):
    return {
        "type": "Feature",
        "geometry": {
            "type": "MultiPoint",
            "coordinates": [
                [round(longitude, DECIMALS), round(latitude, DECIMALS)] for *_, longitude, latitude in rows
            ],
        },
        "properties": {
            "district": code,
            "references": [row[0] for row in rows],
            "titles": [_short(row[1]) for row in rows],
        },
    }


def _short(title):
    return title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"
