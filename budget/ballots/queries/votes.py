"""What a vote is, for the pages that speak of it: no ballot is read here."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from django.db.models import Func, JSONField, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import get_language

from budget.ballots.choices import COUNTABLE_STATES, VoteState
from budget.ballots.models import Section, Vote
from budget.journal.models import JournalEntry
from budget.projects.choices import LISTABLE_STATES, ProjectState
from budget.projects.models import Project
from budget.rules.ballot import Definition, Scope


@dataclass(frozen=True, slots=True)
class SectionInfo:
    """A section of a vote; `max` is the most projects one may choose, None without limit."""

    code: str
    label: str
    amount_cents: int
    envelope_id: int
    format: str
    max: int | None
    is_citywide: bool


@dataclass(frozen=True, slots=True)
class VoteInfo:
    """A vote as other steps see it. `rules` is the ballot definition; `rules_sha256` hex, empty for a draft."""

    slug: str
    uid: UUID
    campaign_id: int
    state: str
    opens_at: datetime
    closes_at: datetime
    rules_sha256: str
    rules: Definition
    sections: tuple[SectionInfo, ...]
    is_imported: bool

    @property
    def rules_short_hash(self):
        return self.rules_sha256[:8]

    @property
    def is_countable(self):
        """True when the ballots may be counted."""
        return self.state in COUNTABLE_STATES

    def is_open(self, now):
        """True when ballots are taken in at `now`."""
        return self.state == VoteState.OPEN and self.opens_at <= now < self.closes_at

    def section(self, code):
        """The SectionInfo of that code, or None."""
        return next((section for section in self.sections if section.code == code), None)


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """A vote as the pages of the site quote it. The most choices are None without a limit, or without such a section."""

    slug: str
    is_taking_ballots: bool
    opens_at: datetime
    closes_at: datetime
    short_hash: str
    max_city: int | None
    max_district: int | None

    def is_open(self, now):
        """True when ballots are taken in at `now`."""
        return self.is_taking_ballots and self.opens_at <= now < self.closes_at


def vote_of(campaign):
    """The VoteInfo of a campaign's latest vote that is no draft, or None. 2 queries."""
    votes = Vote.objects.filter(phase__campaign=campaign).exclude(state=VoteState.DRAFT)
    vote = votes.select_related("phase").order_by("-opens_at").first()
    return vote and vote_info(vote)


def vote_of_phase():
    """An expression on phases: what `vote_facts` reads of the phase's vote that is no draft, or null."""
    votes = Vote.objects.filter(phase=OuterRef("pk")).exclude(state=VoteState.DRAFT)
    told = JSONObject(
        slug="slug",
        state="state",
        opens_at="opens_at",
        closes_at="closes_at",
        digest=Func("rules_sha256", Value("hex"), function="encode", output_field=TextField()),
        rules="rules",
    )
    return Subquery(votes.values(told=told), output_field=JSONField())


def vote_facts(told):
    """What a page says of the latest of these votes, read by `vote_of_phase`: VoteFacts, or None without any."""
    votes = [(datetime.fromisoformat(vote["opens_at"]), vote) for vote in told if vote]
    if not votes:
        return None
    opens_at, vote = max(votes, key=itemgetter(0))
    limits = {Scope.CITY: [], Scope.DISTRICT: []}
    for section in Definition.from_data(vote["rules"]).sections:
        limits[section.scope].append(section.max_choices)
    return VoteFacts(
        slug=vote["slug"],
        is_taking_ballots=vote["state"] == VoteState.OPEN,
        opens_at=opens_at,
        closes_at=datetime.fromisoformat(vote["closes_at"]),
        short_hash=(vote["digest"] or "")[:8],
        max_city=_most(limits[Scope.CITY]),
        max_district=_most(limits[Scope.DISTRICT]),
    )


def _most(limits):
    return None if None in limits else max(limits, default=None)


@dataclass(frozen=True, slots=True)
class EarlyClose:
    """A vote that was closed before the date announced for it."""

    closed_at: datetime
    announced_at: datetime


def early_close(campaign):
    """The EarlyClose of the campaign's vote, or None when it closed on its day or is not closed. 1 query."""
    closes = JournalEntry.objects.filter(
        action="close_vote",
        object_type="vote",
        object_ref=Cast(OuterRef("pk"), TextField()),
        detail__is_early=True,
    )
    found = (
        Vote.objects.filter(phase__campaign=campaign)
        .annotate(closed_early_at=Subquery(closes.order_by("-at").values("at")[:1]))
        .filter(closed_early_at__isnull=False)
        .order_by("-opens_at")
        .values_list("closed_early_at", "closes_at")
        .first()
    )
    return EarlyClose(*found) if found else None


def campaigns_held_by_a_vote():
    """The ids of the campaigns that have a vote from its freeze to its publication: what it rests on must stay. 1 query."""
    held = Vote.objects.exclude(state__in=(VoteState.DRAFT, VoteState.ANNULLED))
    return set(held.values_list("phase__campaign_id", flat=True))


def vote_by_slug(slug):
    """The Vote of this address that is no draft, with its campaign; raises Vote.DoesNotExist. For this step's screens."""
    votes = Vote.objects.exclude(state=VoteState.DRAFT)
    return votes.select_related("phase__campaign").get(slug=slug)


def votes_for_staff():
    """Every vote, the newest first, with its campaign."""
    return Vote.objects.select_related("phase__campaign").order_by("-opens_at", "-id")


def candidate_projects(campaign):
    """The projects fit for the vote or on its ballot already, by district and reference. 1 query."""
    fit = Project.objects.filter(campaign=campaign, state__in=(*LISTABLE_STATES, ProjectState.ON_BALLOT))
    ordered = fit.order_by("envelope__district__position", "envelope__district__code", "reference")
    return ordered.select_related("envelope__district", "theme")


def vote_info(vote):
    """The VoteInfo of a Vote loaded with its phase."""
    definition = Definition.from_data(vote.rules)
    rows = {row.code: row for row in Section.objects.filter(vote=vote)}
    return VoteInfo(
        slug=vote.slug,
        uid=vote.uid,
        campaign_id=vote.phase.campaign_id,
        state=vote.state,
        opens_at=vote.opens_at,
        closes_at=end_of(vote),
        rules_sha256=bytes(vote.rules_sha256 or b"").hex(),
        rules=definition,
        sections=tuple(_section_info(section, rows[section.code]) for section in definition.sections),
        is_imported=vote.is_imported,
    )


def end_of(vote):
    """When a vote ends, or ended: one that was closed early ended with its phase, before the date announced."""
    return min(vote.closes_at, vote.phase.closes_at) if vote.state in COUNTABLE_STATES else vote.closes_at


def _section_info(section, row):
    return SectionInfo(
        code=section.code,
        label=label_of(section),
        amount_cents=section.budget_cents,
        envelope_id=row.envelope_id,
        format=str(section.format),
        max=section.max_choices,
        is_citywide=section.scope is Scope.CITY,
    )


def label_of(item, field="label"):
    """A section's label or a definition's title in the active language."""
    english = getattr(item, f"{field}_en")
    return english if english and (get_language() or "").startswith("en") else getattr(item, field)
