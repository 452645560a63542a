"""Live blocks: figures and lists that the campaign knows, read when the page is shown.

A block reads `campaign` and `now` from the page's context, never the clock; outside a page, or before the first campaign, it
shows nothing. Each has a title, a sentence, and a link to the list it comes from.
"""

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from budget.campaigns.queries import envelopes
from budget.templatetags.front import number
from home.blocks.layout import DESTINATIONS, url_of
from home.blocks.text import LineBlock, WordingBlock

GROUNDS = [("plain", _("None")), ("surface", _("Light")), ("sunk", _("Shaded"))]
SECTION_CSS = {
    "plain": "section section--after",
    "surface": "section section--surface section--after",
    "sunk": "section section--sunk",
}


class LiveBlock(blocks.StructBlock):
    """What live blocks have in common. `live(value, context)` gives what the template shows; None shows nothing."""

    title = LineBlock(label=_("Title"), max_length=160)
    text = WordingBlock(label=_("Sentence under the title"), required=False, rows=2)
    ground = blocks.ChoiceBlock(label=_("Background"), choices=GROUNDS, default="plain")
    more_label = LineBlock(label=_("Words of the link"), required=False, max_length=80)
    more_page = blocks.PageChooserBlock(label=_("Page of the link"), required=False)
    more_destination = blocks.ChoiceBlock(
        label=_("or screen of the campaign"),
        required=False,
        choices=[(name, label) for name, (label, _address) in DESTINATIONS.items()],
    )

    class Meta:
        is_wide = True

    def live(self, value, context):
        raise LookupError(self.name)

    def more(self, value, context):
        """The link beside the title: {"url", "label"}, or None where there is nothing to lead to."""
        target = {"page": value.get("more_page"), "destination": value.get("more_destination")}
        url = url_of(target, context.get("edition"))
        label = value.get("more_label")
        if not url or not label:
            return None
        facts = context.get("facts")
        return {"url": url, "label": facts.fill(label) if facts else label}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        campaign = context.get("campaign")
        context["live"] = self.live(value, context) if campaign else None
        context["more"] = self.more(value, context)
        context["css"] = SECTION_CSS[value.get("ground") or "plain"]
        context["anchor"] = f"bloc-{context.get('block_id') or self.name}"
        return context


class EnvelopesBlock(LiveBlock):
    """The money of the edition, one line a district."""

    class Meta:
        icon = "table"
        label = _("Envelopes by district")
        template = "components/blocks/envelopes.html"

    def live(self, value, context):
        campaign = context["campaign"]
        address = reverse("projects:list", args=[campaign.slug])
        return {
            "rows": [
                {
                    "label": envelope.district.label,
                    "url": f"{address}?district={envelope.district.code}",
                    "words": _inhabitants(envelope.district),
                    "amount_cents": envelope.amount_cents,
                }
                for envelope in envelopes(campaign)
            ]
        }


def _inhabitants(district):
    if not district.population:
        return gettext("priority district") if district.is_priority else ""
    words = ngettext("%(count)s inhabitant", "%(count)s inhabitants", district.population) % {
        "count": number(district.population)
    }
    return (
        gettext("%(inhabitants)s, priority district") % {"inhabitants": words}
        if district.is_priority
        else words
    )


class NewsBlock(LiveBlock):
    """The latest articles, newest first."""

    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=6)

    class Meta:
        icon = "doc-full"
        label = _("News")
        template = "components/blocks/news.html"

    def live(self, value, context):
        page = context.get("page")
        articles = apps.get_model("home", "NewsPage").objects.live().order_by("-published_on", "-pk")
        if page is not None:
            articles = articles.filter(locale_id=page.locale_id)
        return [article.as_card() for article in articles[: value["count"]]]
