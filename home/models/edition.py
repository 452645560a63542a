"""The edition a page belongs to, at one moment: its phases, where we stand, and the pages that tell each phase.

One query for the campaign with its phases and its vote, one for every page that is needed to draw the timeline, the breadcrumb and the
language switch.
"""

import json
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.apps import apps
from django.db.models import F, Q, TextField
from django.db.models.functions import Coalesce
from wagtail.models import Page

from budget.ballots.queries import vote_facts, vote_of_phase
from budget.campaigns.choices import PhaseKind, PhaseState
from budget.campaigns.models import Campaign, Phase
from budget.campaigns.queries import envelopes, number_of_revision
from budget.insights.queries import counts
from budget.templatetags.front import day_range, frtypo

TIMELINE_STATES = {PhaseState.BEFORE: "next", PhaseState.OPEN: "now", PhaseState.AFTER: "past"}


@dataclass(frozen=True)
class Step:
    """A phase as the timeline shows it: `state` is past, now or next, and only one step is now.

    `page` tells the phase (a plain Page, or None), `summary` and `acts` are what it says today.
    """

    phase: Phase
    state: str
    phase_state: PhaseState
    page: Page | None = None
    url: str = ""
    summary: str = ""
    linked: "LinkedActs | None" = None

    @property
    def acts(self):
        """What one can do there today: [{"label", "page", "destination"}], the main act first."""
        return self.linked.of(self.phase.pk) if self.linked else []

    @property
    def title(self):
        return frtypo(self.phase.label)

    @property
    def dates(self):
        return day_range(self.phase.opens_at, self.phase.closes_at)


@dataclass
class Edition:
    """A campaign seen at `now`. `phases` are in order of opening; without a campaign everything is empty.

    `is_preview`: an editor looks at a page before it is published.
    """

    now: object
    campaign: Campaign | None = None
    phases: list = field(default_factory=list)
    is_preview: bool = False

    @cached_property
    def vote(self):
        """The VoteFacts of this edition, or None before its ballot is frozen."""
        return vote_facts([phase.told_vote for phase in self.phases])

    @property
    def base_revision(self):
        """The number of the last revision of this edition's base document, or None."""
        return self.phases[0].told_revision if self.phases else None

    @property
    def open_vote(self):
        """The address of the vote that takes ballots now, or ""."""
        current = self.current
        if current is None or current.kind != PhaseKind.VOTE:
            return ""
        return self.vote.slug if self.vote and self.vote.is_open(self.now) else ""

    @property
    def shows_vote_to_come(self):
        """In an editor's preview, the vote's phase is shown open although its vote takes no ballots yet."""
        current = self.current
        return bool(self.is_preview and current and current.kind == PhaseKind.VOTE and not self.open_vote)

    @cached_property
    def counts(self):
        """What can be counted in the campaign, by the name of its placeholder. One query."""
        return counts(self.campaign, now=self.now) if self.campaign else {}

    @cached_property
    def envelopes(self):
        """The campaign's envelopes with their districts, city-wide first. One query."""
        return list(envelopes(self.campaign)) if self.campaign else []

    @property
    def current(self):
        """The phase of the moment: the open vote, otherwise the open phase that closes first, or None."""
        opened = [phase for phase in self.phases if phase.state_at(self.now) == PhaseState.OPEN]
        opened.sort(key=lambda phase: (phase.kind != PhaseKind.VOTE, phase.closes_at))
        return opened[0] if opened else None

    @property
    def next(self):
        """The first phase that has not opened yet, or None."""
        return next((phase for phase in self.phases if phase.state_at(self.now) == PhaseState.BEFORE), None)

    def of_kind(self, kind):
        """The latest phase of this kind, or None."""
        return next((phase for phase in reversed(self.phases) if phase.kind == kind), None)

    def after(self, phase):
        """The phase that opens next after this one, or None."""
        return next((other for other in self.phases if other.opens_at > phase.opens_at), None)

    def steps(self, pages):
        """The timeline: one Step a phase, only one of them `now`. `pages` comes from `pages_around`."""
        current, tellers = self.current, pages.by_phase
        states = {phase.pk: phase.state_at(self.now) for phase in self.phases}
        linked = LinkedActs({pk: getattr(page, f"told_acts_{states[pk]}") for pk, page in tellers.items()})
        steps = []
        for phase in self.phases:
            page, state = tellers.get(phase.pk), states[phase.pk]
            shown = "past" if state == PhaseState.OPEN and phase != current else TIMELINE_STATES[state]
            step = Step(phase, shown, state)
            if page is not None:
                summary = getattr(page, f"told_summary_{state}") or ""
                step = replace(step, page=page, url=page.url, summary=summary, linked=linked)
            steps.append(step)
        return steps


class LinkedActs:
    """What the phases' pages call to, today. The pages they lead to are read together, when one of them is asked for."""

    def __init__(self, told):
        self._told = {key: json.loads(raw) for key, raw in told.items() if raw}

    @cached_property
    def _pages(self):
        ids = {act["value"].get("page") for acts in self._told.values() for act in acts}
        return Page.objects.live().in_bulk(ids - {None})

    def of(self, key):
        """[{"label", "page", "destination"}] of one phase."""
        return [
            {**act["value"], "page": self._page(act["value"].get("page"))} for act in self._told.get(key, ())
        ]

    def _page(self, pk):
        return self._pages.get(pk) if pk else None


def edition_at(now, **which):
    """The campaign found by `which` (a filter on Phase), with its phases, its vote and its base document's number. One query.

    `edition_at(now, campaign__is_current=True)`, `edition_at(now, campaign_id=3)`.
    """
    phases = list(
        Phase.objects.filter(**which)
        .select_related("campaign")
        .annotate(told_vote=vote_of_phase(), told_revision=number_of_revision())
        .order_by("opens_at", "closes_at", "id")
    )
    return Edition(now, phases[0].campaign, phases) if phases else Edition(now)


@dataclass
class Pages:
    """The live pages around one page, in its language."""

    ancestors: list
    translations: dict
    by_phase: dict
    campaign_page: Page | None = None


#: What is read of the phases' pages beside their title: enough for a card, never the bodies.
WORDS = [f"{part}_{state}" for part in ("summary", "acts") for state in PhaseState]


def _told(field, output_field=None):
    """A field of the phases' pages, whatever their type, as an expression on Page."""
    columns = [
        F(f"{model._meta.model_name}__{field}")
        for model in apps.get_app_config("home").get_models()
        if getattr(model, "tells_a_phase", False)
    ]
    return Coalesce(*columns, output_field=output_field)


def pages_around(page, edition):
    """The ancestors, the translations, the campaign's page and the phases' pages of `page`, in one query."""
    ancestors = [page.path[: page.steplen * depth] for depth in range(2, page.depth)]
    wanted = Q(path__in=ancestors) | Q(depth=2) | Q(translation_key=page.translation_key)
    phase_ids = [phase.pk for phase in edition.phases]
    if edition.campaign:
        wanted |= Q(campaignpage__campaign=edition.campaign) | Q(phase_told__in=phase_ids)
    rows = list(
        Page.objects.live()
        .annotate(
            phase_told=_told("phase_id"),
            campaign_told=F("campaignpage__campaign_id"),
            **{f"told_{name}": _told(name, TextField()) for name in WORDS},
        )
        .filter(wanted)
        .select_related("locale")
        .order_by("path")
    )
    mine = [row for row in rows if row.locale_id == page.locale_id]
    homes = {row.locale.language_code: row for row in rows if row.depth == 2}
    translations = {
        row.locale.language_code: row for row in rows if row.translation_key == page.translation_key
    }
    return Pages(
        ancestors=[row for row in mine if row.path in ancestors],
        translations={
            code: (translations.get(code) or home, code in translations) for code, home in homes.items()
        },
        by_phase={row.phase_told: row for row in mine if row.phase_told},
        campaign_page=next(
            (row for row in mine if edition.campaign and row.campaign_told == edition.campaign.pk), None
        ),
    )
