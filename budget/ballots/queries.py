"""Reading votes. Plain data only; nothing tells what was chosen before the close."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from django.db import connection
from django.db.models import Count, Func, JSONField, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import get_language

from budget.ballots.choices import COUNTABLE_STATES, VoteState
from budget.ballots.models import Ballot, BallotIntake, MixBatch, Section, Vote
from budget.journal.models import JournalEntry
from budget.projects.choices import LISTABLE_STATES, ProjectState
from budget.projects.models import Project
from budget.projects.queries import channel_counts
from budget.roll import queries as roll
from budget.rules.ballot import Definition, Scope

LAST_REVISIONS = """
SELECT channel, sealed, count(*) FROM (
    SELECT DISTINCT ON (handle) channel, sealed FROM budget_ballot
    WHERE vote_id = %s AND section_id = %s ORDER BY handle, rev DESC
) AS counted GROUP BY channel, sealed
"""
"""Identical ballots have identical canonical JSON: the database groups them."""


class NotCountableError(RuntimeError):
    """Choices were asked for before the close."""


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


def choice_profile(vote_slug, section_code):
    """The ballots of one section: Counter of (channel, choices), choices being sorted (option id, value) pairs.

    The value is 1 for an approval. A blank ballot is the empty tuple; it counts. The last revision of each ballot
    alone is read. Raises NotCountableError before the close. 2 queries.
    """
    section = Section.objects.select_related("vote").get(vote__slug=vote_slug, code=section_code)
    if section.vote.state not in COUNTABLE_STATES:
        raise NotCountableError("The choices of a vote are read after its close.")
    profile = Counter()
    with connection.cursor() as cursor:
        cursor.execute(LAST_REVISIONS, [section.vote_id, section.pk])
        for channel, sealed, number in cursor.fetchall():
            choices = json.loads(bytes(sealed))["choices"]
            profile[channel, tuple((option, value) for option, value in choices)] += number
    return profile


def published_ballots(vote_slug, section_code):
    """One section's ballots for open data: [(tracker bytes of the leaf, channel, choices)] in the order of the leaves.

    Replaced revisions are left out. Raises NotCountableError before the close.
    """
    section = Section.objects.select_related("vote").get(vote__slug=vote_slug, code=section_code)
    if section.vote.state not in COUNTABLE_STATES:
        raise NotCountableError("The choices of a vote are read after its close.")
    rows = Ballot.objects.filter(vote_id=section.vote_id, section=section).order_by("handle", "-rev")
    last = rows.distinct("handle").values_list("leaf", "channel", "sealed")
    ballots = [
        (bytes(leaf), channel, tuple(map(tuple, json.loads(bytes(sealed))["choices"])))
        for leaf, channel, sealed in last
    ]
    return sorted(ballots)


def ballot_totals(*, vote_id):
    """Distinct ballots per section and channel, intake and box together: {(section id, channel): number}."""
    totals = Counter()
    for model in (BallotIntake, Ballot):
        first = model.objects.filter(vote_id=vote_id, rev=0).values_list("section_id", "channel")
        for section_id, channel, number in first.annotate(number=Count("handle")).order_by("section_id"):
            totals[section_id, channel] += number
    return dict(totals)


def attendance_by_channel_day(vote_slug):
    """Voters marked: [(section code, channel, day, number)] in the order of sections, channels and days."""
    codes = dict(Section.objects.filter(vote__slug=vote_slug).values_list("id", "code"))
    vote_id = Vote.objects.values_list("id", flat=True).get(slug=vote_slug)
    return [
        (codes[section_id], channel, day, number)
        for section_id, channel, day, number in roll.attendance_by_channel_day(vote_id=vote_id)
    ]


@dataclass(frozen=True, slots=True)
class Participation:
    """How many people voted, and how many ballots each section and channel has: {(section code, channel): number}."""

    voters: int
    by_section_channel: dict


def participation(vote_slug):
    """The Participation of a vote; for an imported vote, its ballots (`voters` is then those of its largest section)."""
    vote = Vote.objects.get(slug=vote_slug)
    codes = dict(Section.objects.filter(vote=vote).values_list("id", "code"))
    by_section = (
        ballot_totals(vote_id=vote.pk) if vote.is_imported else roll.attendance_totals(vote_id=vote.pk)
    )
    named = {(codes[section_id], channel): number for (section_id, channel), number in by_section.items()}
    if not vote.is_imported:
        return Participation(roll.voters_who_voted(vote_id=vote.pk), named)
    largest = Counter()
    for (code, _channel), number in named.items():
        largest[code] += number
    return Participation(max(largest.values(), default=0), named)


def journal_heads(vote):
    """The public journal of batches: [{"seq", "n", "root", "head", "day"}], hexadecimal, oldest first."""
    batches = MixBatch.objects.filter(vote=vote).order_by("seq")
    return [
        {"seq": b.seq, "n": b.n, "root": bytes(b.root).hex(), "head": bytes(b.head).hex(), "day": b.day}
        for b in batches
    ]


def public_notices(vote):
    """The acts on a vote that have a public reason: [{"action", "at", "reason"}], the latest first. Never by whom."""
    entries = JournalEntry.objects.filter(object_type="vote", object_ref=str(vote.pk)).exclude(reason="")
    return list(entries.order_by("-id").values("action", "at", "reason"))


def leaves_of(*, vote_id, handles):
    """{handle: leaf} of the first revisions of these ballots, in the intake or in the box."""
    found = {}
    for model in (BallotIntake, Ballot):
        rows = model.objects.filter(vote_id=vote_id, handle__in=handles, rev=0).values_list("handle", "leaf")
        found |= {bytes(handle): bytes(leaf) for handle, leaf in rows}
    return found


@dataclass(frozen=True, slots=True)
class Revision:
    """The last revision of a ballot: its section, its number and its replacement key."""

    section: str
    section_id: int
    rev: int
    rk: bytes


def last_revision(*, vote_id, handle):
    """The last Revision of the ballot of this handle, in the intake or in the box, or None."""
    rows = []
    for model in (BallotIntake, Ballot):
        found = model.objects.filter(vote_id=vote_id, handle=handle).order_by("-rev")
        rows += found.values_list("section__code", "section_id", "rev", "rk")[:1]
    if not rows:
        return None
    code, section_id, rev, rk = max(rows, key=lambda row: row[2])
    return Revision(code, section_id, rev, bytes(rk))


@dataclass(frozen=True, slots=True)
class FoundBallot:
    """What a receipt code finds: the section, the leaf, the batch (None while unmixed), and choices if published."""

    section: str
    handle: bytes
    leaf: bytes
    revision: int
    batch: int | None
    choices: tuple | None


def find_ballots(vote, handles):
    """The FoundBallots of these handles ({handle: section code}), in the order of the sections given.

    Choices are told once the results are published, and not before.
    """
    tells = vote.state == VoteState.PUBLISHED
    found = {}
    for model in (BallotIntake, Ballot):
        for row in model.objects.filter(vote=vote, handle__in=list(handles)).order_by("rev"):
            handle = bytes(row.handle)
            if handle in found and found[handle].revision > row.rev:
                continue
            choices = tuple(o for o, _value in json.loads(bytes(row.sealed))["choices"]) if tells else None
            batch = getattr(row, "batch", None)
            found[handle] = FoundBallot(handles[handle], handle, bytes(row.leaf), row.rev, batch, choices)
    return [found[handle] for handle in handles if handle in found]


def database_now():
    """The database's clock, which alone decides what is in time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def origins_of(campaign_id, references):
    """{reference: [(channel, number)]}: what each project came from, in one line on its card. 2 queries."""
    found = Project.objects.filter(campaign_id=campaign_id, reference__in=references)
    names = dict(found.values_list("id", "reference"))
    return {names[project_id]: parts for project_id, parts in channel_counts(list(names)).items()}
