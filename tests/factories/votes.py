"""Votes for tests. The database's own clock decides what is in time, so windows are set around the real present."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import factory
import psycopg
from django.db import connection

from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.ballots.services import Paper, open_vote
from budget.ballots.services.definition import draft_definition, with_projects
from budget.ballots.services.locks import LOCK_CLASS
from budget.ballots.services.preparing import create_sections, store_definition
from budget.campaigns.choices import PhaseKind
from budget.campaigns.queries import envelopes
from budget.roll.services import create_pepper, email_lookup, enrol_voter
from tests.factories.campaigns import DistrictFactory, EnvelopeFactory, PhaseFactory

CITY, TAN, CEN = "VIL", "TAN", "CEN"
PROJECTS = (
    ("P02", "Quarante fontaines d'eau fraîche", 160_000, CITY),
    ("P06", "Cinq cours d'ombre", 420_000, CITY),
    ("P04", "Le camion des objets prêtés", 95_000, CITY),
    ("P01", "Se tremper dans l'Orvenne", 240_000, CITY),
    ("P05", "Le soleil de trois gymnases", 390_000, CITY),
    ("P21", "Le terrain des Peaussiers", 140_000, TAN),
    ("P22", "Les bancs de la place", 60_000, TAN),
    ("P31", "La halle aux jeux", 120_000, CEN),
)


def real_now():
    return datetime.now(UTC)


class VoteFactory(factory.django.DjangoModelFactory):
    """A draft vote around the real present, without sections; `make_vote` makes a whole one."""

    class Meta:
        model = Vote

    slug = factory.Sequence(lambda n: f"vote{n}")
    opens_at = factory.LazyFunction(lambda: real_now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: real_now() + timedelta(days=14))
    phase = factory.SubFactory(
        PhaseFactory,
        kind=PhaseKind.VOTE,
        opens_at=factory.SelfAttribute("..opens_at"),
        closes_at=factory.SelfAttribute("..closes_at"),
    )


def make_vote(
    *,
    state=VoteState.OPEN,
    ballot_format="knapsack",
    max_city=5,
    max_district=3,
    districts=(TAN, CEN),
    **fields,
):
    """A vote of Rivelune on five city-wide projects and those of two districts, open unless told otherwise."""
    vote = VoteFactory(**fields)
    campaign = vote.phase.campaign
    EnvelopeFactory(
        campaign=campaign,
        district=DistrictFactory(
            code=CITY, name="Toute la ville", name_en="The whole city", is_citywide=True
        ),
        amount_cents=90_000_000,
    )
    names = {TAN: "Les Tanneries", CEN: "Centre-Halles"}
    for code in districts:
        district = DistrictFactory(code=code, name=names[code])
        EnvelopeFactory(campaign=campaign, district=district, amount_cents=20_000_000)
    if state == VoteState.DRAFT:
        return vote
    _freeze(vote, ballot_format, max_city, max_district)
    if state != VoteState.FROZEN:
        vote = open_vote(vote=vote, actor=None, now=min(real_now(), vote.closes_at - timedelta(seconds=1)))
    if state not in (VoteState.FROZEN, VoteState.OPEN):
        if state in (VoteState.OPENED, VoteState.PUBLISHED):
            Vote.objects.filter(pk=vote.pk).update(state=VoteState.CLOSED)
        Vote.objects.filter(pk=vote.pk).update(state=state)
        vote.refresh_from_db()
    return vote


def _freeze(vote, ballot_format, max_city, max_district):
    found = list(envelopes(vote.phase.campaign))
    definition = draft_definition(
        vote_uid=vote.uid,
        title="Budget participatif 2026",
        title_en="Participatory budget 2026",
        districts_per_voter=1,
        sections=[(e, ballot_format, max_city if e.district.is_citywide else max_district) for e in found],
    )
    codes = {envelope.district.code for envelope in found}
    projects = [
        {"id": ref, "title": title, "summary": f"{title}, pour tout le monde.", "section": code}
        | {"cost_cents": euros * 100, "upkeep_cents": euros * 5}
        for ref, title, euros, code in PROJECTS
        if code in codes
    ]
    create_sections(vote, definition, found)
    store_definition(vote, with_projects(definition, projects), state=VoteState.FROZEN)


def make_voter(vote, email="salome@rivelune.example"):
    """The id of a voter on the roll of this vote."""
    create_pepper(vote.uid)
    return enrol_voter(vote=vote, lookup=email_lookup(vote_uid=vote.uid, email=email), now=real_now())


@contextmanager
def alone_with(vote):
    """Hold the vote from another connection, as a mix or a close does: casts wait, then give up."""
    other = psycopg.connect(**connection.get_connection_params())
    try:
        other.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, vote.pk])
        yield
    finally:
        other.close()


def papers(vote, secret, **choices):
    """A ballot from a receipt secret: `papers(vote, secret, VIL=["P02"], TAN=[])`."""
    return [
        Paper.from_secret(secret, vote_uid=vote.uid, section=code, choices=tuple(ids))
        for code, ids in choices.items()
    ]
