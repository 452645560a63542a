"""What was already said, for components/form/already-said.html."""

from django import template
from django.utils.html import format_html, format_html_join

from budget.templatetags.debate import address
from budget.templatetags.front import frtypo

register = template.Library()


@register.simple_tag
def already_items(found, campaign):
    """The Marked of `queries.similar` in the shape of the component; an answer found in their place is quoted."""
    return [_item(marked, campaign) for marked in found]


def _item(marked, campaign):
    said = marked.answer or marked.contribution
    excerpt = _marks(marked.excerpt)
    return {
        "channel": marked.contribution.channel,
        "provenance": marked.contribution.provenance,
        "url": address(marked.contribution, campaign),
        "title": _marks(marked.title) or excerpt,
        "excerpt": format_html("« {} »", excerpt) if marked.title else "",
        "answer_provenance": said.provenance if marked.answer else "",
    }


def _marks(parts):
    """The text, escaped, with what is shared between <mark>."""
    pieces = [(_MARKED if is_shared else _PLAIN, frtypo(text)) for text, is_shared in parts]
    return format_html_join("", "{}", [[format_html(shape, text)] for shape, text in pieces])


_MARKED, _PLAIN = "<mark>{}</mark>", "{}"
