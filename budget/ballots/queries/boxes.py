"""Reading the box: counts, profiles, what a receipt finds. Rows never leave: plain data does."""

import json
from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from budget.ballots.choices import COUNTABLE_STATES, VoteState
from budget.ballots.models import Ballot, BallotIntake, MixBatch, Section, Vote
from budget.journal.models import JournalEntry
from budget.projects.models import Project
from budget.projects.queries import channel_counts
from budget.roll import queries as roll

LAST_REVISIONS = """
SELECT channel, sealed, count(*) FROM (
    SELECT DISTINCT ON (handle) channel, sealed FROM budget_ballot
    WHERE vote_id = %s AND section_id = %s ORDER BY handle, rev DESC
) AS counted GROUP BY channel, sealed
"""
"""Identical ballots have identical canonical JSON: the database groups them."""


class NotCountableError(RuntimeError):
    """Choices were asked for before the close."""


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
