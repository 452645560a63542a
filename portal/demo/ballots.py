"""The current vote: frozen and opened on its days, then cast by synthetic voters through the very service of the booth."""

import random
import secrets

from budget.ballots import queries
from budget.ballots import services as ballots
from budget.ballots.choices import BallotFormat
from budget.ballots.services import Paper
from budget.roll import services as roll
from budget.roll.choices import VotingChannel
from budget.rules import receipt
from portal.demo.synthetic import draw_channels, draw_weighted, knapsack_choice


def open_vote(source):
    rules, manager = source.city["ville"]["regle_defaut"], source["pilote_campagne"]
    vote = ballots.prepare_vote(
        phase=source["BP2026-vote"],
        actor=manager,
        slug="bp2026",
        ballot_format=BallotFormat.KNAPSACK,
        max_city=rules["vote_ville"]["max_projets"],
        max_district=rules["vote_quartier"]["max_projets"],
        now=source.at(-20, 9),
    )
    vote = ballots.freeze_vote(vote=vote, actor=manager, now=source.at(-10, 9))
    source.keep("vote", ballots.open_vote(vote=vote, actor=manager, now=source.at(-6, 0)))


def cast_ballots(source):
    """One voter, one ballot, one transaction each; the same seed gives the same choices (receipts stay random)."""
    rng = random.Random(source.city["meta"]["graine"])  # noqa: S311 - reproducible, not secret
    plan = source.city["bulletins"]
    counts = plan["nombre"]
    channels = draw_channels(rng, {
        VotingChannel.WEB: counts["web"], VotingChannel.PAPER: counts["papier"] - plan["papier_nuls"],
        VotingChannel.DESK: counts["borne"],
    })  # fmt: skip
    sections = _sections(source, rng)
    draw_district = draw_weighted(rng, plan["poids_quartier"])
    for done, channel in enumerate(channels, start=1):
        _cast(source, rng, sections, draw_district(), channel)
        if done % 500 == 0:
            source.say(f"    {done} of {len(channels)} ballots")


def _cast(source, rng, sections, district, channel):
    vote, secret = source["vote"], receipt.generate_secret(secrets.token_bytes)
    papers = [
        Paper.from_secret(
            secret, vote_uid=vote.uid, section=code, choices=knapsack_choice(rng, *sections[code])
        )
        for code in ("VIL", district)
    ]
    voter_id = roll.enrol_voter(vote=vote, lookup=secrets.token_bytes(32), now=source.now)
    ballots.cast_ballot(vote=vote, voter_id=voter_id, papers=papers, channel=channel)


def _sections(source, rng):
    """Section code → (options with weights, money, most choices); supports upstream make the weights."""
    info = queries.vote_of(source["BP2026"])
    rows = {row["id"]: row for row in source.city["projets"]}
    supports = {row["id"]: row["soutiens"] for row in source.city["contributions"]}
    sections = {}
    for section in info.sections:
        options = [
            (
                row["id"],
                row["cout"] * 100,
                40 + sum(supports.get(s, 0) for s in row["s"]) * rng.uniform(0.5, 1.5),
            )
            for row in rows.values()
            if row["etat"] == "vote" and row["q"] == section.code
        ]
        sections[section.code] = (options, section.amount_cents, section.max)
    return sections
