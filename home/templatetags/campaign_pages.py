"""The phases of a campaign as the components of its pages take them."""

from django import template
from django.utils.translation import gettext

from home.blocks.layout import url_of
from home.models.facts import days_heading, when_words

register = template.Library()


def _links(context, acts):
    """The acts that lead somewhere today, as (words, address)."""
    links = [(context["facts"].fill(act["label"]), url_of(act, context["edition"])) for act in acts]
    return [link for link in links if link[1]]


@register.simple_tag(takes_context=True)
def acts_of(context, acts):
    """The acts of a page (a stream of ActsBlock) that lead somewhere: [{"label", "url"}]."""
    return [{"label": label, "url": url} for label, url in _links(context, [act.value for act in acts or ()])]


@register.simple_tag(takes_context=True)
def phase_head(context, step, acts=None):
    """A Step, with the `acts` of the page itself where it is shown (a stream), as components/hero/phase.html takes it: when, title, text, url, url_label, is_closed; `heading` says how long."""
    links = _links(context, step.acts if acts is None else [act.value for act in acts])
    label, url = links[0] if links else ("", "")
    more_label, more_url = links[1] if links[1:] else ("", "")
    return {
        "when": when_words(step, context["now"]),
        "title": step.title,
        "heading": days_heading(step, context["now"]),
        "text": context["facts"].fill(step.summary),
        "url": url,
        "url_label": label,
        "more_url": more_url,
        "more_label": more_label,
        "is_closed": step.phase_state != "open",
    }


@register.simple_tag(takes_context=True)
def step_items(context, timeline):
    """The steps as components/prose/accordion.html takes them: what each produced, the open one unfolded."""
    items = []
    for step in timeline:
        label, url = (_links(context, step.acts) or [(gettext("Read about this step"), step.url)])[0]
        items.append(
            {
                "title": step.title,
                "when": step.dates,
                "state": {"label": gettext("under way"), "tone": "open"} if step.state == "now" else None,
                "text": context["facts"].fill(step.summary),
                "url": url,
                "link_label": label,
                "anchor": step.phase.kind,
                "is_open": step.state == "now",
            }
        )
    return items
