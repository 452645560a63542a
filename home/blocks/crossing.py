"""Live blocks of the two banks: what was written meets what was said, and the figures of it."""

from django.db.models import JSONField, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from budget.contributions.queries import readable, with_counts
from budget.insights.queries import crossing_shares
from budget.projects.queries import visible
from budget.templatetags.front import frtypo, number
from home.blocks.budget import LiveBlock, ReferenceBlock
from home.blocks.layout import url_of

#: What is shown of the project that the quotes became.
PROJECT_WORDS = ("reference", "title", "summary", "cost_cents", "upkeep_cents")


class QuoteChoiceBlock(blocks.StructBlock):
    reference = ReferenceBlock(label=_("Reference"))
    excerpt = blocks.TextBlock(
        label=_("Excerpt"),
        required=False,
        rows=2,
        help_text=_("Words of that contribution, copied; the whole text if empty."),
    )

    class Meta:
        icon = "openquote"
        label = _("Contribution")


class CrossingBlock(LiveBlock):
    """What was written, what was said in answer, and the project they became."""

    written = blocks.ListBlock(QuoteChoiceBlock(), label=_("On the left bank"), min_num=1, max_num=2)
    spoken = blocks.ListBlock(QuoteChoiceBlock(), label=_("On the right bank"), min_num=1, max_num=2)
    project = ReferenceBlock(label=_("The project they became"), required=False)
    has_figures = blocks.BooleanBlock(label=_("With the figures of what crossed"), required=False)

    class Meta:
        icon = "resubmit"
        label = _("The two banks")
        template = "components/blocks/crossing.html"

    def live(self, value, context):
        campaign = context["campaign"]
        choices = [*value["written"], *value["spoken"]]
        rows = with_counts(readable(campaign)).filter(
            reference__in=[choice["reference"] for choice in choices]
        )
        rows = rows.annotate(told_project=_told_project(campaign, value["project"]))
        found = {contribution.reference: contribution for contribution in rows}
        banks = {
            bank: [
                _quote(campaign, found[choice["reference"]], choice["excerpt"])
                for choice in value[bank]
                if choice["reference"] in found
            ]
            for bank in ("written", "spoken")
        }
        if not (banks["written"] and banks["spoken"]):
            return None
        project = next(iter(found.values())).told_project
        return {
            **banks,
            "end": _end(campaign, project) if project else None,
            "figures": crossing_figures(context["edition"]) if value["has_figures"] else None,
        }


def _told_project(campaign, reference):
    """What `_end` reads of the project, read with the quotes that lead to it; null when there is none."""
    told = JSONObject(**{name: name for name in PROJECT_WORDS})
    projects = visible(campaign).filter(reference=reference or "").values(told=told)
    return Subquery(projects, output_field=JSONField())


def _quote(campaign, contribution, excerpt):
    """A contribution as components/two-banks.html takes it. An excerpt that is not its words is not shown."""
    text = " ".join(contribution.text.split())
    excerpt = " ".join((excerpt or "").split())
    words = [str(contribution.get_nature_display())]
    if contribution.title:
        words.insert(0, gettext("“%(title)s”") % {"title": contribution.title})
    if contribution.support_count:
        words.append(
            ngettext("%(count)s support", "%(count)s supports", contribution.support_count)
            % {"count": number(contribution.support_count)}
        )
    if contribution.is_entered_by_city:
        words.append(gettext("entered by the City"))
    return {
        "channel": contribution.channel,
        "provenance": frtypo(contribution.provenance),
        "text": frtypo(excerpt if excerpt and excerpt in text else text),
        "words": frtypo(", ".join(words)),
        "url": reverse("contributions:detail", args=[campaign.slug, contribution.reference]),
    }


def _end(campaign, project):
    return {
        "words": gettext("Together, they became a project"),
        "title": frtypo(project["title"]),
        "url": reverse("projects:detail", args=[campaign.slug, project["reference"]]),
        "text": frtypo(project["summary"]),
        "cost_cents": project["cost_cents"],
        "upkeep_cents": project["upkeep_cents"],
    }


class FiguresBlock(LiveBlock):
    """Figures, each named and leading to its list: how far the two banks met, or what the campaign counts."""

    which = blocks.ChoiceBlock(
        label=_("Which figures"),
        choices=[
            ("crossing", _("What crossed from one bank to the other")),
            ("counts", _("What was said and done")),
        ],
        default="crossing",
    )

    class Meta:
        icon = "order"
        label = _("Key figures")
        template = "components/blocks/figures.html"

    def live(self, value, context):
        edition = context["edition"]
        return crossing_figures(edition) if value["which"] == "crossing" else counted_figures(edition)


def crossing_figures(edition):
    found = crossing_shares(edition.campaign)
    shares = (
        (gettext("web ideas discussed in a room"), found["web_discussed_in_rooms"], "contributions"),
        (gettext("table notes taken up online"), found["notes_continued_online"], "contributions"),
        (gettext("projects born on both banks"), found["projects_of_both_origins"], "projects"),
        (gettext("questions that were answered"), found["questions_answered"], "questions"),
    )
    return [
        {
            "words": words,
            "value": number(share.count),
            "of": number(share.total),
            "url": url_of({"destination": destination}, edition),
        }
        for words, share, destination in shares
        if share.total
    ] or None


def counted_figures(edition):
    figures = (
        (gettext("contributions, all channels"), "contributions_count", "contributions"),
        (gettext("attendances at workshops"), "attendance_count", "workshops"),
        (gettext("projects on the ballot"), "projects_on_ballot", "projects"),
        (gettext("winning projects"), "winners_count", "results"),
    )
    return [
        {
            "words": words,
            "value": number(edition.counts[name]),
            "of": "",
            "url": url_of({"destination": destination}, edition),
        }
        for words, name, destination in figures
        if edition.counts[name]
    ] or None
