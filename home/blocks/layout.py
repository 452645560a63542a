"""Call-outs, questions that open, buttons."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.text import LineBlock, RichWordingBlock, WordingBlock

#: Screens of the campaign an editor may lead to: name, label, and the name of their address.
DESTINATIONS = {
    "vote": (_("The ballot (only while the vote is open)"), "ballots:vote"),
    "contributions": (_("The contributions"), "contributions:list"),
    "contribute": (_("The form for a contribution"), "contributions:create"),
    "questions": (_("The register of questions"), "contributions:questions"),
    "moderation": (_("Moderation, counted"), "contributions:moderation"),
    "workshops": (_("The workshops"), "workshops:list"),
    "projects": (_("The projects"), "projects:list"),
    "submit_project": (_("The form for a project"), "projects:submit"),
    "results": (_("The count"), "results:campaign"),
    "delivery": (_("The works"), "delivery:list"),
    "open_data": (_("The open data"), "open_data:campaign"),
    "plan": (_("The strategic plan"), "plan:detail"),
    "slip": (_("The follow slip"), "contributions:slip"),
}
#: Those that are the same for every edition.
EVERY_EDITION = ("plan", "slip")


def address_of(destination, edition):
    """The address of one of DESTINATIONS in an edition, or "" when there is nothing to show there at that moment.

    `edition` is a home.models.edition.Edition, or None outside a page.
    """
    if destination in EVERY_EDITION:
        return reverse(DESTINATIONS[destination][1])
    if not destination or edition is None or edition.campaign is None:
        return ""
    name = DESTINATIONS[destination][1]
    if destination == "vote":
        slug = edition.open_vote
        return reverse(name, args=[slug]) if slug else "#apercu" if edition.shows_vote_to_come else ""
    return reverse(name, args=[edition.campaign.slug])


def url_of(link, edition):
    """Where a link leads ({"page", "destination"}), or "" when there is nothing there (yet)."""
    if link.get("page"):
        return link["page"].url or ""
    return address_of(link.get("destination"), edition)


class LinkBlock(blocks.StructBlock):
    """Some words that lead to a page, or to a screen of the campaign."""

    label = LineBlock(
        label=_("Words"), max_length=80, help_text=_("A verb in the reader's mouth: “Read the ideas”.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    destination = blocks.ChoiceBlock(
        label=_("or screen of the campaign"),
        required=False,
        choices=[(name, label) for name, (label, _address) in DESTINATIONS.items()],
    )

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value):
        result = super().clean(value)
        if bool(result["page"]) == bool(result["destination"]):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Choose a page or a screen of the campaign, one of the two."))
                }
            )
        return result


class ButtonBlock(LinkBlock):
    class Meta:
        icon = "link"
        label = _("Button")
        template = "components/blocks/button.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["url"] = url_of(value, context.get("edition"))
        return context


class ActsBlock(blocks.StreamBlock):
    """What the reader can do now: the main act, and perhaps another."""

    act = LinkBlock(label=_("Act"))

    class Meta:
        max_num = 2
        required = False


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("info", _("To know")), ("good", _("Done")), ("warn", _("Attention"))],
        default="info",
    )
    title = LineBlock(label=_("Title"), required=False, max_length=120)
    text = WordingBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        template = "components/blocks/callout.html"


class AccordionItemBlock(blocks.StructBlock):
    title = LineBlock(label=_("Question or title"), max_length=200)
    text = RichWordingBlock(label=_("Text"))

    class Meta:
        icon = "help"


class AccordionBlock(blocks.StructBlock):
    """Questions that open, one under the other."""

    title = LineBlock(label=_("Title"), required=False, max_length=160)
    items = blocks.ListBlock(AccordionItemBlock(label=_("Entry")), label=_("Entries"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Questions that open")
        template = "components/blocks/accordion.html"
