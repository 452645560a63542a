"""A page as plain lines, to tell whether its text changed and what: no tags, no ids, none of the editor's marks."""

import re
from html import unescape

from django.utils.html import strip_tags

from home.fields import IN_BRACES

#: Values of blocks that are choices or addresses, never words of the page.
NO_WORDS = frozenset(
    (
        "tone",
        "ground",
        "destination",
        "more_destination",
        "name",
        "reference",
        "references",
        "project",
        "which",
    )
)
_ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>")
_LEADS = re.compile(r'<a\s[^>]*?(?:href|id)="([^"]*)"')


def lines_and_marks(*texts, body):
    """(the paragraphs of `texts` and of a body, what else the body shows: pictures, where its links lead)."""
    lines, marks = [line for text in texts for line in _paragraphs(text or "")], []
    for block in body.get_prep_value() if body else ():
        _walk(block["value"], block["type"], lines, marks)
    return lines, marks


def _walk(value, name, lines, marks):
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in ("id", "type"):
                _walk(part, key if key != "value" else name, lines, marks)
    elif isinstance(value, list):
        for part in value:
            _walk(part, name, lines, marks)
    elif isinstance(value, str) and name not in NO_WORDS:
        lines.extend(_paragraphs(value))
        marks.extend(_LEADS.findall(value))
    elif value not in (None, ""):
        marks.append(f"{name} {value}")


def _paragraphs(text):
    parts = (unescape(strip_tags(part)) for part in re.split(r"\n\s*\n", _ENDS.sub("\n\n", text)))
    return [" ".join(part.split()) for part in parts if part.strip()]


def told_lines(revision, *, number=None):
    """The lines of a base document's revision as they were read: the figures of its day in place of the placeholders.

    `number` stands in the place of its own where two are compared: that they are numbered is no difference.
    """
    known = {**revision.facts, "base_revision": str(number or revision.number)}
    return [IN_BRACES.sub(lambda found: known.get(found[1], found[0]), line) for line in revision.lines]
