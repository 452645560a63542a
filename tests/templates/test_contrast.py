"""Every pair of colours the design relies on is readable, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from itertools import product
from pathlib import Path

TOKENS = Path(__file__).resolve().parent.parent.parent / "static" / "css" / "tokens.css"
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
TINTS = ("web", "room", "post", "for", "against", "error")
THEMES = ("nat", "mob", "lie", "cul", "edu", "spo", "num")
GROUNDS = ("color-page", "color-surface", "color-sunk")
TEXT = [
    *product(("color-text", "color-text-soft", "color-heading", "color-link"), GROUNDS),
    *product(("color-text", "color-heading", "color-text-soft"), ("color-sky",)),
    *product(("color-on-deep", "color-on-deep-soft", "color-lantern"), ("color-deep",)),
    *product(("color-on-action",), ("color-action", "color-action-hover")),
    *product(("color-action",), ("color-surface", "color-page")),
    *product(("color-on-lantern",), ("color-lantern", "color-lantern-hover")),
    ("color-text", "color-lantern-soft"),
    *((f"color-{tint}", f"color-{tint}-soft") for tint in TINTS),
    *product([f"color-{tint}" for tint in TINTS], ("color-surface", "color-page")),
    *product(("color-text", "color-text-soft", "color-heading"), [f"color-{tint}-soft" for tint in TINTS]),
    *product([f"theme-{theme}" for theme in THEMES], ("color-surface", "color-page")),
]
GRAPHICS = [
    *product(("color-line-strong",), GROUNDS),
    *product(("color-focus",), (*GROUNDS, "color-sky")),
    *product([f"color-{bank}-fill" for bank in ("web", "room", "post")], GROUNDS),
    ("color-lantern", "color-deep"),
    ("color-action", "color-surface"),
]


def luminance(colour):
    """Relative luminance of #rrggbb, from 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(ink, ground):
    """Contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(ink), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def below(pairs, least):
    """The pairs that are not readable, with their ratio and the scheme."""
    tokens = {name: schemes for name, *schemes in PAIR.findall(TOKENS.read_text(encoding="utf-8"))}
    return [
        (ink, ground, scheme, round(ratio(tokens[ink][rank], tokens[ground][rank]), 2))
        for ink, ground in pairs
        for rank, scheme in enumerate(("day", "night"))
        if ratio(tokens[ink][rank], tokens[ground][rank]) < least
    ]


def test_text_is_readable_on_its_ground():
    assert below(TEXT, 4.5) == []


def test_edges_and_marks_are_visible():
    assert below(GRAPHICS, 3.0) == []


def test_black_on_white_is_the_highest_contrast():
    assert round(ratio("#000000", "#ffffff"), 2) == 21.0
