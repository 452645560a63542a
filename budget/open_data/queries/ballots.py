"""The anonymous ballots of one envelope as a .pb file, from which anyone counts the same winners.

Private by default: one line a ballot with an invented number, shuffled; no age, no sex, no time, no way of voting. The
file is the same at each download: its shuffle is drawn from the hash of what was counted, and starts from ballots
already sorted, so that it holds no trace of the order in which people voted.
"""

from random import Random

from django.conf import settings

from budget.ballots import queries as ballots
from budget.campaigns.choices import PhaseKind
from budget.campaigns.queries import phase_of_kind
from budget.rules import pabulib
from budget.rules.ballot import Format
from budget.rules.clock import last_day, local_day
from budget.rules.pabulib import Election, PbBallot, PbProject
from budget.rules.tally.types import Parameters, Tie

VOTER_NUMBERS = range(10**8, 10**9)


def pabulib_text(envelope_results):
    """The .pb text of one published EnvelopeResults. Two calls give the same text."""
    run = envelope_results.run
    campaign = run.campaign
    code = envelope_results.envelope.district.code
    vote = ballots.vote_of(campaign)
    original = campaign.facts.get("project_ids", {})
    parameters = Parameters.from_data({k: v for k, v in run.parameters.items() if k != "version"})
    election = Election(
        meta=_meta(run, vote.rules.section(code), parameters, original),
        budget=run.budget_cents,
        projects=tuple(_project(award, original, campaign) for award in envelope_results.awards),
        ballots=tuple(_ballots(ballots.choice_profile(vote.slug, code), original)),
    )
    rng = Random(run.input_sha256)  # noqa: S311 - anyone may draw the same shuffle: it hides nothing by itself
    published = pabulib.publishable(
        election,
        voter_ids=map(str, rng.sample(VOTER_NUMBERS, run.voters)),
        rng=rng,
        order=[
            original.get(award.project.reference, award.project.reference)
            for award in envelope_results.awards
        ],
    )
    return pabulib.write(published)


def _ballots(profile, original):
    """One PbBallot a voter, in an order that says nothing: that of the choices."""
    choices = sorted(
        (tuple(original.get(option, option) for option, _value in chosen), number)
        for (_channel, chosen), number in profile.items()
    )
    for chosen, number in choices:
        for _one in range(number):
            yield PbBallot("", chosen)


def _project(award, original, campaign):
    reference = award.project.reference
    return PbProject(
        id=original.get(reference, reference),
        cost=award.cost_cents,
        name=award.project.title,
        selected=int(award.is_winner),
        is_withdrawn=award.reason == "withdrawn",
        fields=campaign.facts.get("columns", {}).get(reference, {}),
    )


def _meta(run, section, parameters, original):
    """META: what an imported edition's file said, or what the campaign knows; the rule is the one counted."""
    campaign = run.campaign
    meta = dict(campaign.facts.get("meta") or _own_meta(campaign, run.envelope.district, section))
    meta |= {"rule": parameters.pabulib_rule, "currency": campaign.currency}
    meta.pop("min_project_score_threshold", None)
    if parameters.threshold:
        meta["min_project_score_threshold"] = str(parameters.threshold)
    if Tie.LOT in parameters.ties:
        lot = ",".join(original.get(reference, reference) for reference in parameters.lot)
        meta["comment"] = f"#1: ties by {','.join(parameters.ties)} (lot: {lot})"
    return meta


def _own_meta(campaign, district, section):
    vote = phase_of_kind(campaign, PhaseKind.VOTE)
    meta = {
        "description": campaign.title,
        "country": campaign.facts.get("country", "France"),
        "unit": campaign.facts.get("city") or settings.WAGTAIL_SITE_NAME,
        "instance": campaign.code,
        "vote_type": "approval",
        "date_begin": f"{local_day(vote.opens_at):%d.%m.%Y}",
        "date_end": f"{last_day(vote.closes_at):%d.%m.%Y}",
        "min_length": "1",
        "language": settings.LANGUAGE_CODE,
    }
    if not district.is_citywide:
        meta["district"] = meta["subunit"] = district.name
    if section.max_choices:
        meta["max_length"] = str(section.max_choices)
    if section.format is Format.KNAPSACK:
        meta["max_sum_cost"] = str(section.budget_cents // 100)
    return meta
