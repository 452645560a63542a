"""Votes ready to be counted, and counted ones."""

import secrets
from datetime import timedelta

from budget.ballots.choices import BallotFormat
from budget.ballots.services import cast_ballot, close_vote, deposit_imported, prepare_imported_vote
from budget.campaigns.choices import PhaseKind
from budget.projects.choices import ProjectState
from budget.results.services import count_campaign, publish_results
from budget.rules.receipt import generate_secret
from budget.rules.tally.types import Parameters
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.projects import ProjectFactory
from tests.factories.votes import make_vote, make_voter, papers, real_now

#: reference, title, cost in euros, votes online, on paper, at a desk
CITY_PROJECTS = (
    ("P02", "Quarante fontaines d'eau fraîche", 160_000, 9, 4, 1),
    ("P06", "Cinq cours d'ombre", 420_000, 9, 2, 1),
    ("P01", "Se tremper dans l'Orvenne", 240_000, 8, 3, 0),
    ("P05", "Le soleil de trois gymnases", 390_000, 7, 2, 1),
    ("P04", "Le camion des objets prêtés", 95_000, 5, 4, 0),
    ("P03", "La navette du samedi", 180_000, 5, 1, 1),
)
CHANNELS = ("web", "paper", "desk")


def ballots_of(projects, blanks=2):
    """One ballot a vote, and some blank ones: (choices, channel) pairs."""
    for reference, _title, _cost, *votes in projects:
        for channel, number in zip(CHANNELS, votes, strict=True):
            yield from [([(reference, 1)], channel)] * number
    yield from [([], "paper")] * blanks


def closed_vote(
    *, projects=CITY_PROJECTS, budget=900_000, count=None, ballots=None, campaign=None, district=None
):
    """A campaign with one envelope whose vote, held elsewhere, is closed with its ballots. Returns the campaign."""
    campaign = campaign or CampaignFactory()
    district = district or DistrictFactory(
        code="VIL", name="Toute la ville", name_en="The whole city", is_citywide=True
    )
    envelope = EnvelopeFactory(campaign=campaign, district=district, amount_cents=budget * 100)
    closes_at = NOON - timedelta(days=2)
    phase = PhaseFactory(
        campaign=campaign, kind=PhaseKind.VOTE, opens_at=NOON - timedelta(days=20), closes_at=closes_at
    )
    PhaseFactory(
        campaign=campaign, kind=PhaseKind.RESULTS, opens_at=closes_at, closes_at=NOON + timedelta(days=20)
    )
    for reference, title, cost, *_votes in projects:
        ProjectFactory(
            campaign=campaign,
            envelope=envelope,
            reference=reference,
            title=title,
            cost_cents=cost * 100,
            state=ProjectState.ON_BALLOT,
        )
    vote = prepare_imported_vote(
        phase=phase,
        actor=None,
        slug=f"vote-{campaign.slug}",
        sections=[(envelope, BallotFormat.APPROVAL, None)],
        projects=[
            {"id": reference, "title": title, "cost_cents": cost * 100, "section": district.code}
            for reference, title, cost, *_votes in projects
        ],
        count=count or Parameters(),
        now=NOON,
    )
    deposited = list(ballots_of(projects) if ballots is None else ballots)
    deposit_imported(vote=vote, section=district.code, ballots=deposited, actor=None, now=NOON)
    return campaign


def published(**fields):
    """The campaign of `closed_vote`, counted and published at NOON."""
    campaign = closed_vote(**fields)
    count_campaign(campaign=campaign, actor=None, now=NOON)
    publish_results(campaign=campaign, actor=None, now=NOON)
    return campaign


def published_vote_of_ours(actor, voters=12):
    """The campaign of a vote held here: cast in two sections, closed early, counted and published by `actor`."""
    vote = make_vote(districts=("TAN",), max_district=2)
    campaign = vote.phase.campaign
    for envelope in campaign.envelopes.select_related("district"):
        section = next(one for one in vote.rules["sections"] if one["code"] == envelope.district.code)
        for option in section["options"]:
            ProjectFactory(
                campaign=campaign,
                envelope=envelope,
                reference=option["id"],
                cost_cents=option["cost_cents"],
                state=ProjectState.ON_BALLOT,
            )
    for number in range(voters):
        voter = make_voter(vote, f"voter{number}@rivelune.example")
        ballot = papers(
            vote, generate_secret(secrets.token_bytes), VIL=["P02", "P04"], TAN=["P21"][: number % 2]
        )
        cast_ballot(vote=vote, voter_id=voter, papers=ballot)
    now = real_now()
    close_vote(vote=vote, actor=actor, now=now, reason="Fin de l'essai")
    count_campaign(campaign=campaign, actor=actor, now=now)
    publish_results(campaign=campaign, actor=actor, now=now)
    return campaign
