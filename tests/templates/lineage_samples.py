"""Examples of the drawings and nested lists of a lineage."""

from budget.contributions.queries.ancestry import Node


def _line(channel, title, meta, *lines):
    node = Node(
        "contribution", 1, "C08", "bp2026", title, title, "published", "idea", channel, "Sur papier, mairie"
    )
    return {
        "node": node,
        "url": "/fr/",
        "title": title,
        "meta": meta,
        "is_again": False,
        "lines": list(lines),
    }


def examples():
    """What `tests.templates.samples` shows of them."""
    petition = _line("paper", "Une cour fraîche aux Lavandières", "30 avril 2026. Devenue P33.")
    return {
        "lineage/tree.html": {
            "label": "Projets réunis",
            "lines": [_line("", "Projet P33", "A rejoint P06 le 12 juillet 2026.", petition)],
        },
        "lineage/layers.html": {
            "drawing": {
                "width": 552,
                "height": 68,
                "words": "La même chose que les listes.",
                "curves": [{"css": "e-post", "path": "M244 34C276 34 276 34 308 34"}],
                "boxes": [
                    {
                        "css": css,
                        "is_root": css == "n-project",
                        "x": x,
                        "y": 8,
                        "width": 236,
                        "height": 52,
                        "text_x": x + 12,
                        "title_y": 30,
                        "detail_y": 49,
                        "title": title,
                        "detail": detail,
                    }
                    for css, x, title, detail in (
                        ("n-post", 8, "Une cour fraîche", "Sur papier"),
                        ("n-project", 308, "Cinq cours d’ombre", "P06"),
                    )
                ],
            }
        },
    }
