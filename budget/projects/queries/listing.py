"""The list of projects: filters, orders, cards with the share of each channel. No order looks at the channel."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, TextField, Value, When
from django.db.models.functions import MD5, Concat, JSONObject

from budget.contributions.choices import BANKS, PUBLIC_STATES, EdgeKind
from budget.contributions.models import LineageEdge
from budget.projects.choices import (
    GROUP_STATES,
    PRIVATE_STATES,
    ProjectSort,
    ProjectState,
    StateGroup,
)
from budget.projects.models import Project
from budget.rules.clock import local_day

PER_PAGE = 24
ORIGINS = ("web", "room", "post")
SEARCHED = SearchVector("reference", "title", "summary", "description", "place", config="fr_unaccent")


@dataclass(frozen=True, slots=True)
class ProjectFilters:
    """What a visitor asks of the list; anything unknown is dropped. Codes, or empty for everything.

    `origin`: web, room or post: projects with at least one source on that bank. `sort`: a ProjectSort.
    """

    text: str = ""
    district: str = ""
    theme: str = ""
    state: str = ""
    origin: str = ""
    sort: str = ProjectSort.LOT

    @classmethod
    def read(cls, data):
        """From a query string (any mapping with `get`)."""

        def one_of(name, allowed, default=""):
            value = data.get(name, default)
            return value if value in allowed else default

        return cls(
            text=data.get("q", "").replace("\x00", "").strip()[:100],
            district=data.get("district", "").replace("\x00", "")[:12],
            theme=data.get("theme", "").replace("\x00", "")[:12],
            state=one_of("state", StateGroup.values),
            origin=one_of("origin", ORIGINS),
            sort=one_of("sort", ProjectSort.values, ProjectSort.LOT),
        )

    @property
    def chosen(self):
        """{name: value} of the filters in use, the order aside."""
        names = ("text", "district", "theme", "state", "origin")
        return {name: value for name in names if (value := getattr(self, name))}

    def query_without(self, name):
        """The query string of the same list without one of its filters."""
        return replace(self, **{name: ""}).query

    @property
    def query(self):
        """The query string of this list, "" for the plain list."""
        pairs = {"q": self.text, **{k: v for k, v in self.chosen.items() if k != "text"}}
        if self.sort != ProjectSort.LOT:
            pairs["sort"] = str(self.sort)
        return urlencode({key: value for key, value in pairs.items() if value})


@dataclass(frozen=True, slots=True)
class Card:
    """What a project card shows; see components/project-card.html."""

    project: Project
    origins: list  # [(channel, count)]

    @property
    def title(self):
        return self.project.title

    @property
    def url(self):
        return self.project.get_absolute_url()

    @property
    def summary(self):
        return self.project.summary

    @property
    def theme(self):
        return self.project.theme

    @property
    def district(self):
        return self.project.envelope.district.label

    @property
    def cost_cents(self):
        return self.project.cost_cents

    @property
    def upkeep_cents(self):
        return self.project.upkeep_cents

    @property
    def state(self):
        """{label, tone}, or None on the ballot, which is what the list is about during the vote."""
        state = self.project.state
        if state == ProjectState.ON_BALLOT:
            return None
        tone = {ProjectState.DELIVERED: "kept", ProjectState.IN_DELIVERY: "open"}.get(state, "")
        if state == ProjectState.WINNER:
            tone = "kept"
        return {"label": self.project.get_state_display(), "tone": tone}


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A page of cards, and how many projects stand in each group of states without the filters."""

    page: Page
    groups: dict  # {StateGroup: count}
    filters: ProjectFilters

    @property
    def cards(self):
        return self.page.object_list

    @property
    def total(self):
        return self.page.paginator.count


def visible(campaign):
    """The campaign's projects that everyone may read, with what a card needs."""
    return with_card(Project.objects.filter(campaign=campaign).exclude(state__in=PRIVATE_STATES))


def with_card(projects):
    """The projects with what a card needs: campaign, theme, district, and `told_origins`, their direct sources by channel."""
    return projects.select_related("campaign", "theme", "envelope__district").annotate(
        told_origins=ArraySubquery(
            _sources_by_channel()
            .filter(target_project=OuterRef("pk"))
            .values_list(JSONObject(channel="source_contribution__channel", count="count"))
        )
    )


def project_list(campaign, *, filters=None, now, page=1, per_page=PER_PAGE):
    """The ProjectList of these filters: three queries, one more where no word is found. The lot is drawn again each day, the same for everyone."""
    filters = filters or ProjectFilters()
    projects = _filtered(visible(campaign), filters)
    shown = _shown(_with_words(projects, filters.text), filters, now, page, per_page)
    if filters.text and not shown.paginator.count:
        shown = _shown(_alike(projects, filters.text), filters, now, page, per_page)
    shown.object_list = cards(shown.object_list)
    return ProjectList(page=shown, groups=_groups(campaign), filters=filters)


def _shown(projects, filters, now, page, per_page):
    ordered = _ordered(projects, filters.sort, str(local_day(now)))
    return Paginator(ordered, per_page).get_page(page)


def cards(projects):
    """Cards of these projects, rows of `with_card`."""
    return [
        Card(project, [(told["channel"], told["count"]) for told in project.told_origins])
        for project in projects
    ]


def card(project):
    """The card of one project."""
    return cards([project])[0]


def channel_counts(ids):
    """{project id: [(channel, number of direct sources)]} in one query; every id has an entry."""
    rows = _sources_by_channel().filter(target_project__in=ids)
    found = defaultdict(list, {pk: [] for pk in ids})
    for row in rows:
        found[row["target_project"]].append((row["source_contribution__channel"], row["count"]))
    return dict(found)


def _sources_by_channel():
    """{"target_project", "source_contribution__channel", "count"}: the direct public sources of each project."""
    return (
        LineageEdge.objects.filter(
            kind=EdgeKind.BECAME,
            revoked_by__isnull=True,
            source_contribution__state__in=PUBLIC_STATES,
        )
        .values("target_project", "source_contribution__channel")
        .annotate(count=Count("source_contribution", distinct=True))
        .order_by("target_project", "source_contribution__channel")
    )


def projects_serving_the_plan():
    """Public projects of public campaigns that name an objective, newest campaign first; merged ones aside."""
    hidden = (*PRIVATE_STATES, ProjectState.MERGED, ProjectState.WITHDRAWN, ProjectState.REFUSED)
    return (
        Project.objects.filter(objective__isnull=False, campaign__is_public=True)
        .exclude(state__in=hidden)
        .select_related("campaign")
        .order_by("-campaign_id", "reference")
    )


def _groups(campaign):
    counts = Counter(
        dict(
            Project.objects.filter(campaign=campaign)
            .values_list("state")
            .annotate(count=Count("pk"))
            .order_by()
        )
    )
    groups = {group: sum(counts[state] for state in states) for group, states in GROUP_STATES.items()}
    return {group: count for group, count in groups.items() if count}


def _filtered(projects, filters):
    if filters.district:
        projects = projects.filter(envelope__district__code=filters.district)
    if filters.theme:
        projects = projects.filter(theme__code=filters.theme)
    if filters.state:
        projects = projects.filter(state__in=GROUP_STATES[filters.state])
    if filters.origin:
        channels = [channel for channel, bank in BANKS.items() if bank == filters.origin]
        projects = projects.filter(Exists(_edges_by(channels)))
    return projects


def _with_words(projects, text):
    """Projects that hold these French words, accents aside."""
    if not text:
        return projects
    asked = SearchQuery(text, config="fr_unaccent", search_type="websearch")
    return projects.annotate(words=SEARCHED).filter(words=asked)


def _alike(projects, text):
    """Projects whose title or summary looks like this text: for typing mistakes and odd plurals."""
    return projects.filter(
        Q(title__unaccent__trigram_word_similar=text) | Q(summary__unaccent__trigram_word_similar=text)
    )


def _edges_by(channels):
    return LineageEdge.objects.filter(
        target_project=OuterRef("pk"),
        kind=EdgeKind.BECAME,
        revoked_by__isnull=True,
        source_contribution__state__in=PUBLIC_STATES,
        source_contribution__channel__in=channels,
    )


def _ordered(projects, sort, seed):
    if sort == ProjectSort.COST:
        return projects.order_by("cost_cents", "reference")
    if sort == ProjectSort.TITLE:
        return projects.order_by("title", "reference")
    ticket = MD5(Concat(Value(seed), F("reference"), output_field=TextField()))
    return projects.annotate(rank=_rank(), ticket=ticket).order_by("rank", "ticket", "reference")


def _rank():
    """What one can vote for first, then what won, and so on down to what was withdrawn: the order of StateGroup."""
    whens = [When(state__in=states, then=Value(rank)) for rank, states in enumerate(GROUP_STATES.values())]
    return Case(*whens, default=Value(len(whens)), output_field=IntegerField())
