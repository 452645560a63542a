"""Live blocks: figures and lists that the campaign knows, read when the page is shown.

A block reads `campaign`, `edition` and `now` from the page's context, never the clock; outside a page, or before the first campaign, it
shows nothing. Each has a title, a sentence, and a link to the list it comes from.
"""

from django.apps import apps
from django.db.models import Case, Count, IntegerField, Value, When
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from budget.delivery.queries import deliveries
from budget.partners.queries import directory
from budget.projects.choices import ProjectState
from budget.projects.queries import cards, visible
from budget.results.queries import published_results
from budget.templatetags.front import frtypo, number
from budget.workshops.queries import workshop_list
from home.blocks.layout import DESTINATIONS, url_of
from home.blocks.text import LineBlock, WordingBlock

GROUNDS = [("plain", _("None")), ("surface", _("Light")), ("sunk", _("Shaded"))]
SECTION_CSS = {
    "plain": "section section--after",
    "surface": "section section--surface section--after",
    "sunk": "section section--sunk",
}
#: Projects that a page does not put forward.
ASIDE = (ProjectState.REFUSED, ProjectState.MERGED, ProjectState.WITHDRAWN)


class ReferenceBlock(blocks.RegexBlock):
    """The public reference of a contribution or of a project."""

    def __init__(self, **kwargs):
        super().__init__(
            regex=r"^[A-Z0-9][A-Z0-9-]{1,19}$",
            error_messages={"invalid": _("Write the reference as the site shows it: C07, A1-T2-N2, P06.")},
            **kwargs,
        )


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
                    "label": frtypo(envelope.district.label),
                    "url": f"{address}?district={envelope.district.code}",
                    "words": _inhabitants(envelope.district),
                    "amount_cents": envelope.amount_cents,
                }
                for envelope in context["edition"].envelopes
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


class CalendarBlock(LiveBlock):
    """The workshops: those to come, or the latest ones."""

    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=12)

    class Meta:
        icon = "calendar-alt"
        label = _("Workshops")
        template = "components/blocks/calendar.html"

    def live(self, value, context):
        found = workshop_list(context["campaign"], now=context["now"])
        count = value["count"]
        meetings = [*found["upcoming"], *found["past"]]
        return {"meetings": meetings[:count], "has_upcoming": bool(found["upcoming"])} if meetings else None


class ProjectCardsBlock(LiveBlock):
    """Some projects: chosen ones in the order given, or drawn by lot at each visit, those of the ballot first."""

    count = blocks.IntegerBlock(label=_("How many, drawn by lot"), default=3, min_value=1, max_value=9)
    references = blocks.ListBlock(
        ReferenceBlock(label=_("Reference")), label=_("Or these projects"), default=[]
    )

    class Meta:
        icon = "pick"
        label = _("Projects")
        template = "components/blocks/project-cards.html"

    def live(self, value, context):
        projects = visible(context["campaign"])
        chosen = [reference for reference in value["references"] if reference]
        if chosen:
            found = {project.reference: project for project in projects.filter(reference__in=chosen)}
            projects = [found[reference] for reference in chosen if reference in found]
        else:
            on_ballot = Case(
                When(state=ProjectState.ON_BALLOT, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
            projects = projects.exclude(state__in=ASIDE).order_by(on_ballot, "?")[: value["count"]]
        return cards(projects) or None


class ResultsBlock(LiveBlock):
    """The published results: the winners, or the whole count. Before publication, when they come."""

    is_whole = blocks.BooleanBlock(label=_("The whole count, step by step"), required=False)

    class Meta:
        icon = "success"
        label = _("Results")
        template = "components/blocks/results.html"

    def live(self, value, context):
        return {"results": published_results(context["campaign"])}


class WorksBlock(LiveBlock):
    """The winners' works: the next date of each, and the reason of each delay."""

    class Meta:
        icon = "history"
        label = _("Works")
        template = "components/blocks/works.html"

    def live(self, value, context):
        return deliveries(context["campaign"], now=context["now"]) or None


class PartnerWallBlock(LiveBlock):
    """The names of the validated partners, each leading to its page."""

    class Meta:
        icon = "group"
        label = _("Partners")
        template = "components/blocks/partner-wall.html"

    def live(self, value, context):
        return list(directory().prefetch_related(None)) or None


class DistrictMapBlock(LiveBlock):
    """The districts on a plane, with the projects of each; the list of envelopes or of projects is its alternative."""

    class Meta:
        icon = "site"
        label = _("Map of the districts")
        template = "components/blocks/district-map.html"

    def live(self, value, context):
        campaign = context["campaign"]
        projects = visible(campaign).exclude(state__in=ASIDE)
        counts = dict(projects.order_by().values_list("envelope__district").annotate(Count("pk")))
        ours = [envelope.district for envelope in context["edition"].envelopes]
        places = [district for district in ours if district.outline and not district.is_citywide]
        if not places:
            return None
        districts = [
            {
                "label": frtypo(district.label),
                "geometry": district.outline,
                "count": counts.get(district.pk, 0),
                "is_on": district.is_priority,
            }
            for district in places
        ]
        words = ", ".join(f"{district['label']} {number(district['count'])}" for district in districts)
        return {"districts": districts, "words": gettext("Projects by district: %(list)s.") % {"list": words}}


class NewsBlock(LiveBlock):
    """The latest articles, newest first."""

    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=6)

    class Meta:
        icon = "doc-full"
        label = _("News")
        template = "components/blocks/news.html"

    def live(self, value, context):
        articles = apps.get_model("home", "NewsPage").objects.live().order_by("-published_on", "-pk")
        page = context.get("page")
        if page is not None:
            articles = articles.filter(locale_id=page.locale_id)
        return [article.as_card() for article in articles[: value["count"]]] or None
