"""Texts of the pages as the reader sees them: placeholders filled in, set in type, blocks in their column."""

from itertools import groupby

from django import template
from django.utils.safestring import mark_safe
from wagtail.rich_text import expand_db_html

from budget.templatetags.front import frtypo
from home.fields import PLACEHOLDERS

register = template.Library()


@register.simple_tag(takes_context=True)
def fill(context, text):
    """A plain text with its placeholders filled in. Escaped like any variable."""
    return _filled(context, text)


@register.simple_tag(takes_context=True)
def fill_html(context, value):
    """A rich text with its placeholders filled in, as HTML."""
    html = expand_db_html(getattr(value, "source", value) or "")
    facts = context.get("facts")
    return facts.fill_html(html) if facts else frtypo(mark_safe(html))


def _filled(context, text):
    facts = context.get("facts")
    return facts.fill(text) if facts else frtypo(str(text or ""))


@register.filter
def paragraphs(text):
    """The paragraphs of a plain text, as a list."""
    return [part.strip() for part in str(text or "").replace("\r", "").split("\n\n") if part.strip()]


@register.simple_tag(takes_context=True)
def body_of(context, body, layout="body"):
    """A body in its layout: "body" (live blocks across the page) or "column". Blocks read the whole context of the page."""
    template_found = context.template.engine.get_template(f"components/blocks/{layout}.html")
    with context.push(body=body):
        return template_found.render(context)


@register.simple_tag
def rows_of(body):
    """A body as [{"is_wide", "blocks"}]: live blocks each fill the width, the others share a column of text."""
    rows = []
    for is_wide, blocks in groupby(body or (), key=lambda block: getattr(block.block.meta, "is_wide", False)):
        if is_wide:
            rows.extend({"is_wide": True, "blocks": [block]} for block in blocks)
        else:
            rows.append({"is_wide": False, "blocks": list(blocks)})
    return rows


@register.simple_tag
def placeholders():
    """Every placeholder: [{"name": "{days_left}", "words"}]."""
    return [{"name": f"{{{name}}}", "words": words} for name, words in PLACEHOLDERS.items()]
