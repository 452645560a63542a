"""Drawings made of numbers: strips, bars, the year's deck, the budget gauge, lineage, districts.

Everything is an SVG attribute: a strict content security policy forbids inline styles. The words beside each drawing say
the same thing, so the drawings themselves are hidden from screen readers unless their component gives them a title.
"""

import textwrap
from math import cos, log10, radians

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

register = template.Library()


def _read(item, name, default=None):
    return item.get(name, default) if isinstance(item, dict) else getattr(item, name, default)


def _rects(parts, scale, width, height, prefix):
    left, rows = 0.0, []
    for bank, count in parts or ():
        if count:
            wide = count * width / scale
            rows.append((f"{prefix}-{bank}", f"{left:.2f}", f"{wide:.2f}", height))
            left += wide
    return format_html_join("", '<rect class="{}" x="{}" y="0" width="{}" height="{}"/>', rows)


@register.simple_tag
def strip_rects(parts):
    """The rectangles of an origin strip, 100 wide and 4 high. `parts`: [(bank, count)]."""
    total = sum(count for _bank, count in parts or ())
    return _rects(parts, total or 1, 100, 4, "s")


@register.simple_tag
def bar_rects(parts, scale):
    """The rectangles of a result bar, 1000 wide and 20 high; `scale` votes fill it. `parts`: [(bank, votes)]."""
    return _rects(parts, scale or 1, 1000, 20, "b")


@register.simple_tag
def deck_marks(phases):
    """Where the phases of a year stand under the deck.

    `phases` carry `state` ("past", "now" or "next"). Returns {"walked": path of the part already walked or "",
    "steps": [{"phase", "pier"}]} where pier is the depth of the deck above that step, in tenths of a rem.
    """
    phases = list(phases or ())
    count, reached, steps = len(phases), 0.0, []
    for index, phase in enumerate(phases):
        middle = (index + 0.5) / count
        steps.append({"phase": phase, "pier": round(50 - 120 * middle * (1 - middle))})
        if _read(phase, "state") in ("past", "now"):
            reached = middle
    if phases and _read(phases[-1], "state") == "past":
        reached = 1.0
    t = reached
    walked = f"M0 50Q{500 * t:.0f} {50 - 60 * t:.1f} {1000 * t:.0f} {50 - 120 * t * (1 - t):.1f}" if t else ""
    return {"walked": walked, "steps": steps}


def _nice_step(total):
    rough = max(total, 1) / 9
    power = 10 ** int(log10(rough)) if rough >= 1 else 1
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


@register.simple_tag
def budget_gauge(costs, total):
    """The gauge of a budget, 900 wide: {"parts": [{"x", "width"}], "marks": [{"x", "depth"}]}.

    `costs` and `total` are in cents. What exceeds the envelope is cut at the edge: the words say by how much.
    """
    total = max(int(total or 0), 1)
    left, parts = 0.0, []
    for cost in costs or ():
        right = min(left + cost * 900 / total, 900)
        if right > left:
            parts.append({"x": f"{left:.1f}", "width": f"{right - left:.1f}"})
        left = right
    step = _nice_step(total)
    marks = [
        {"x": f"{index * step * 900 / total:.1f}", "depth": 10 if index % 5 == 0 else 6}
        for index in range(int(total // step) + 1)
    ]
    return {"parts": parts, "marks": marks}


_NODE, _ROW, _LEFT, _RIGHT, _WIDTH = 48, 80, 10, 680, 290


def cut(text, length):
    """The text, or its first whole words: one word alone is cut inside."""
    text = str(text or "")
    if len(text) <= length:
        return text
    words = text[:length].rpartition(" ")[0] or text[: length - 1]
    return words.rstrip(" ,;:") + "…"


def _node(source, x, y, css):
    return {
        "css": css,
        "x": x,
        "y": y,
        "width": _WIDTH,
        "title": cut(_read(source, "title"), 28),
        "detail": cut(_read(source, "detail"), 34),
        "text_x": x + 12,
        "title_y": y + 20,
        "detail_y": y + 38,
    }


@register.simple_tag
def lineage_graph(sources, project):
    """Lay out the graph of where a project comes from: written on the left, spoken on the right, the project between.

    `sources`: items with `title`, `detail`, `bank` and optionally `via` (a merged project: `title`, `detail`).
    `project`: `title`, `detail`. Returns the boxes and curves of components/lineage/graph.html.
    """
    written = [s for s in sources or () if _read(s, "bank") != "room"]
    spoken = [s for s in sources or () if _read(s, "bank") == "room"]
    rows_left = sum(2 if _read(s, "via") else 1 for s in written)
    rows_right = sum(2 if _read(s, "via") else 1 for s in spoken)
    height = max(rows_left, rows_right, 2) * _ROW + 40
    lines = [*textwrap.wrap(str(_read(project, "title") or ""), 22)[:3], str(_read(project, "detail") or "")]
    tall = 24 + 21 * len(lines)
    top = (height - tall) // 2
    nodes, edges = [], []
    for side, column in (("left", written), ("right", spoken)):
        x = _LEFT if side == "left" else _RIGHT
        y = (height - (rows_left if side == "left" else rows_right) * _ROW) // 2 + (_ROW - _NODE) // 2
        total = sum(1 for _ in column)
        for rank, source in enumerate(column):
            bank = _read(source, "bank")
            nodes.append(_node(source, x, y, f"n-{bank}"))
            target = top + tall * (rank + 1) / (total + 1)
            via = _read(source, "via")
            if via:
                edges.append({"css": f"e-{bank}", "path": f"M{x + 120} {y + _NODE}V{y + _ROW}"})
                y += _ROW
                nodes.append(_node(via, x, y, "n-merged"))
            edges.append(
                {"css": "e-merged" if via else f"e-{bank}", "path": _curve(side, y + _NODE / 2, target)}
            )
            y += _ROW
    return {
        "height": height,
        "river": f"M455 0C430 {height * 0.25:.0f} 520 {height * 0.39:.0f} 490 {height * 0.55:.0f}"
        f"S430 {height * 0.86:.0f} 470 {height}H530C500 {height * 0.86:.0f} 590 {height * 0.69:.0f} 550 "
        f"{height * 0.53:.0f}S500 {height * 0.25:.0f} 525 0z",
        "nodes": nodes,
        "edges": edges,
        "project": {
            "y": top,
            "height": tall,
            "lines": [{"y": top + 27 + 21 * i, "text": t} for i, t in enumerate(lines)],
        },
    }


def _curve(side, start, end):
    if side == "left":
        return f"M300 {start:.0f}C360 {start:.0f} 335 {end:.0f} 390 {end:.0f}"
    return f"M680 {start:.0f}C620 {start:.0f} 645 {end:.0f} 590 {end:.0f}"


def _rings(geometry):
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        return list(coordinates)
    if kind == "MultiPolygon":
        return [ring for polygon in coordinates for ring in polygon]
    return [coordinates] if kind == "LineString" else list(coordinates)


def _middle(ring):
    """Centre of gravity of a ring; the plain mean for a degenerate one."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    if abs(area) < 1e-9:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    return x / (3 * area), y / (3 * area)


def _label_lines(label):
    """A district's name on one line, or on two when it is long or a long compound: [{"text", "rise"}], rise in em."""
    label = str(label or "")
    longest = 14 if " " in label else 11
    cuts = [i + 1 for i, sign in enumerate(label) if sign in " -"]
    if len(label) <= longest or not cuts:
        return [{"text": label, "rise": "0"}]
    cut = min(cuts, key=lambda i: abs(len(label) - 2 * i))
    return [{"text": label[:cut].rstrip(), "rise": "-1.1em"}, {"text": label[cut:], "rise": "1.1em"}]


def _plane(points):
    """How to put longitudes and latitudes on a plane: {"width", "height", "place": point → (x, y), and the measures
    that a script needs to do the same: x = edge + (longitude - west) × across, y = edge + (north - latitude) × down}.
    """
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrow = max(cos(radians((south + north) / 2)), 0.1)  # a degree of longitude is that much shorter
    unit = min(_MAP_WIDTH / max((east - west) * narrow, 1e-9), _MAP_HEIGHT / max(north - south, 1e-9))

    def place(point):
        return _MAP_EDGE + (point[0] - west) * narrow * unit, _MAP_EDGE + (north - point[1]) * unit

    return {
        "width": round((east - west) * narrow * unit) + 2 * _MAP_EDGE,
        "height": round((north - south) * unit) + 2 * _MAP_EDGE,
        "place": place,
        "measures": {
            "edge": _MAP_EDGE,
            "west": f"{west:.6f}",
            "north": f"{north:.6f}",
            "across": f"{narrow * unit:.3f}",
            "down": f"{unit:.3f}",
        },
    }


_MAP_WIDTH, _MAP_HEIGHT, _MAP_EDGE = 820, 500, 40


@register.simple_tag
def district_map(districts, river=None):
    """Draw districts on a plane of at most 900 by 580, from GeoJSON geometries (longitude, latitude).

    `districts`: items with `label`, `geometry`, `count` and optionally `is_on`. `river`: one geometry or none.
    Returns {"width", "height", "measures", "lands": [{"path", "code", "value", "label", "is_on", "lines", "count", "x", "y"…}],
    "water": path or ""}.
    """
    districts = [d for d in districts or () if _read(d, "geometry")]
    points = [p for d in districts for ring in _rings(_read(d, "geometry")) for p in ring]
    if not points:
        return {"width": 0, "height": 0, "lands": [], "water": ""}
    plane = _plane(points)
    place = plane.pop("place")

    def path(ring, end):
        return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in map(place, ring)) + end

    lands = []
    for district in districts:
        rings = _rings(_read(district, "geometry"))
        x, y = _middle([place(p) for p in max(rings, key=len)])
        lands.append(
            {
                "path": "".join(path(ring, "z") for ring in rings),
                "code": _read(district, "code", ""),
                "value": _read(district, "value", ""),
                "label": _read(district, "label"),
                "is_on": bool(_read(district, "is_on")),
                "lines": _label_lines(_read(district, "label")),
                "count": _read(district, "count", 0),
                "x": round(x),
                "y": round(y) + 8,
                "name_y": round(y) - 16,
                "number_y": round(y) + 15,
            }
        )
    water = "".join(path(line, "") for line in _rings(river)) if river else ""
    return {**plane, "lands": lands, "water": water}


@register.simple_tag
def mode_parts(modes):
    """[(bank, votes)] of a result's ways of voting, for `bar_rects`."""
    return [(_read(mode, "bank"), _read(mode, "votes") or 0) for mode in modes or ()]


@register.simple_tag
def numbers_to(total):
    """1, 2… total."""
    return range(1, int(total) + 1)


@register.simple_tag
def cell_class(columns, index):
    """The class of a table's cell: figures are set to the end, like their column's head."""
    return mark_safe(' class="num"') if _read(columns[index], "is_number") else ""


@register.simple_tag
def brand_mark():
    """The mark: two banks, one deck, one lantern."""
    return mark_safe(
        '<svg class="brand__mark" viewBox="0 0 44 44" aria-hidden="true" focusable="false">'
        '<path class="m-web" d="M3 22h10.5q3 9 3 18H9a6 6 0 0 1-6-6z"/>'
        '<path class="m-room" d="M41 22H30.5q-3 9-3 18H35a6 6 0 0 0 6-6z"/>'
        '<path class="m-deck" d="M3 22Q22 6 41 22"/><circle class="m-lamp" cx="22" cy="6.5" r="4.5"/></svg>'
    )
