"""The phases of a campaign as the components of its pages take them."""

from django import template
from django.utils.translation import gettext

from home.models.facts import when_words

register = template.Library()


def _links(context, step):
    links = []
    for act in step.acts:
        url = act.value.url(campaign=context.get("campaign"), now=context.get("now"))
        if url:
            links.append((context["facts"].fill(act.value["label"]), url))
    return links


@register.simple_tag(takes_context=True)
def phase_head(context, step):
    """A Step as components/hero/phase.html takes it: when, title, text, url, url_label, is_closed; `heading` names its state."""
    links = _links(context, step)
    label, url = links[0] if links else ("", "")
    headings = {
        "before": gettext("Not open yet"),
        "open": gettext("Open now"),
        "after": gettext("This step is over"),
    }
    return {
        "when": when_words(step),
        "title": step.title,
        "heading": headings[step.phase_state],
        "text": context["facts"].fill(step.summary),
        "url": url,
        "url_label": label,
        "more": links[1:],
        "is_closed": step.phase_state != "open",
    }


@register.simple_tag(takes_context=True)
def step_items(context, timeline):
    """The steps as components/prose/accordion.html takes them: what each produced, the open one unfolded."""
    items = []
    for step in timeline:
        label, url = (_links(context, step) or [(gettext("Read about this step"), step.url)])[0]
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
