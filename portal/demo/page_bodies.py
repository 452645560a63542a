"""Bodies of the demonstration's pages, as plain data of the stream fields."""

import re

from django.utils.html import format_html, format_html_join


def paragraphs(text):
    """A text of the data files as one block of rich text, or nothing."""
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text or "") if part.strip()]
    html = format_html_join("", "<p>{}</p>", ((part,) for part in parts))
    return [{"type": "text", "value": html}] if parts else []


def sections(parts, *, numbered=False):
    """Titled parts: {name: {"title", "body"}}; articles are numbered."""
    return [
        {
            "type": "section",
            "value": {
                "title": f"{number}. {part['title']}" if numbered else part["title"],
                "text": paragraphs(part["body"])[0]["value"],
                "name": name.replace("_", "-"),
            },
        }
        for number, (name, part) in enumerate(parts.items(), start=1)
    ]


def questions(items):
    """Questions and answers: {name: {"q", "a"}}."""
    entries = [{"title": item["q"], "text": format_html("<p>{}</p>", item["a"])} for item in items.values()]
    return {"type": "accordion", "value": {"title": "", "items": entries}}


def first_sentence(text):
    """The first sentence of an article, for its card."""
    return re.split(r"(?<=[.?!])\s", text, maxsplit=1)[0][:250]


def acts(rows, made):
    """[[label, "page" or "screen", target]] as calls to act."""
    return [{"type": "act", "value": _target(label, kind, target, made)} for label, kind, target in rows]


def _target(label, kind, target, made):
    page = made[target].pk if kind == "page" else None
    return {"label": label, "page": page, "destination": target if kind == "screen" else ""}


def live(kind, words, ground="plain", *, page=None, screen="", **options):
    """A live block with its words: {"title", "text", "more"}."""
    return {
        "type": kind,
        "value": {
            "title": words["title"],
            "text": words.get("text", ""),
            "ground": ground,
            "more_label": words.get("more", ""),
            "more_page": page.pk if page else None,
            "more_destination": screen,
            **options,
        },
    }


def campaign(blocks, made):
    """The campaign's page: the base document and what changed in it, the money."""
    return [
        {
            "type": "section",
            "value": {
                "title": blocks["base"]["title"],
                "text": paragraphs(blocks["base"]["text"])[0]["value"],
                "name": "socle",
            },
        },
        {
            "type": "callout",
            "value": {"tone": "info", "title": blocks["changed"], "text": blocks["changed_text"]},
        },
        {"type": "button", "value": _target(blocks["read_base"], "page", "socle", made)},
        live("envelopes", blocks["money"], "surface"),
        live("district_map", blocks["map"]),
    ]


def home(blocks, made):
    """The home page, from what crosses to what is new."""
    return [
        live(
            "crossing",
            blocks["crossing"],
            written=[{"reference": "C04", "excerpt": ""}],
            spoken=[{"reference": "A2-T2-N1", "excerpt": ""}, {"reference": "A2-T2-N2", "excerpt": ""}],
            project="P11",
            has_figures=True,
        ),
        live("cards", blocks["cards"], "sunk", screen="projects", count=3, references=[]),
        live("envelopes", blocks["envelopes"]),
        live("calendar", blocks["workshops"], "surface", screen="workshops", count=3),
        live("news", blocks["news"], page=made["news"], count=3),
    ]


def live_of_phase(code, state, blocks, made, *, is_current):
    """The live blocks of a phase's page in one of its states."""
    if code == "ateliers":
        return [live("calendar", blocks["workshops"], "surface", screen="workshops", count=6)]
    if code == "vote" and state in ("before", "open"):
        return [live("cards", blocks["cards"], "sunk", screen="projects", count=3, references=[])]
    if code == "resultats" and state != "before":
        return [live("results", blocks["results"], "surface", screen="results", is_whole=False)]
    if code == "realisation" and state != "before":
        return [live("works", blocks["works"], "surface", screen="delivery")]
    if code == "bilan" and state != "before":
        return [live("figures", blocks["figures"], "surface", which="crossing")]
    return []
