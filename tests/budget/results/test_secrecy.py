"""While a vote is open, and until its results are published, no page, file or API tells a count."""

import re
import secrets

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.ballots.services import cast_ballot
from budget.insights.queries import key_figures
from budget.projects.choices import ProjectState
from budget.results.services import count_campaign
from budget.rules.receipt import generate_secret
from tests.cast import NOON
from tests.factories.projects import ProjectFactory
from tests.factories.results import closed_vote
from tests.factories.votes import make_vote, make_voter, papers

pytestmark = pytest.mark.django_db

#: So many votes for one project that the number can be nothing else on a page, and so many voters.
VOTES = 37
VOTERS = 41


def addresses(campaign, reference):
    """Every public address of a campaign that takes nothing but the campaign, a project or an envelope."""
    values = {
        "campaign": campaign.slug,
        "reference": reference,
        "envelope": "VIL",
        "slug": Vote.objects.get(phase__campaign=campaign).slug,
    }

    def walk(patterns, prefix, namespace):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route, namespace or pattern.app_name)
            elif isinstance(pattern, URLPattern):
                yield route

    for route in walk(get_resolver("budget.urls").url_patterns, "", ""):
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        if set(names) == {"campaign", "dataset"}:
            for dataset in ("projects", "contributions", "lineage-nodes", "lineage-edges", "results"):
                yield route.replace("<slug:campaign>", campaign.slug).replace("<slug:dataset>", dataset)
        elif names and set(names) <= set(values):
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found[1]], route)


def visible(client, campaign, reference):
    """{address: the text it answers} in both languages, whatever the status."""
    found = {}
    for address in addresses(campaign, reference):
        for language in ("fr", "en"):
            response = client.get(f"/{language}/{address}")
            if response.get("Content-Type", "").startswith(
                ("text/html", "text/csv", "text/plain", "application/json")
            ):
                text = response.content.decode()
                found[f"/{language}/{address}"] = re.sub(r'(?:value|content|nonce|name)="[^"]*"', "", text)
    return found


def assert_silent(pages):
    assert len(pages) > 20
    told = re.compile(rf"(?<![\w#-]){VOTES}(?![\w-])")
    assert [address for address, text in pages.items() if told.search(text)] == []
    assert [address for address, text in pages.items() if "result__bar" in text] == []


def test_while_the_vote_is_open_nothing_tells_what_was_cast(client):
    vote = make_vote(districts=())
    campaign = vote.phase.campaign
    envelope = campaign.envelopes.get()
    ProjectFactory(
        campaign=campaign,
        envelope=envelope,
        reference="P02",
        state=ProjectState.ON_BALLOT,
        cost_cents=16_000_000,
    )
    for number in range(VOTERS):  # how many voted is public; what they chose is not
        voter = make_voter(vote, f"voter{number}@rivelune.example")
        choices = ["P02"] if number < VOTES else []
        ballot = papers(vote, generate_secret(secrets.token_bytes), VIL=choices)
        cast_ballot(vote=vote, voter_id=voter, papers=ballot)
    assert_silent(visible(client, campaign, "P02"))
    assert key_figures(campaign, now=NOON)["winners_count"] == 0


@pytest.mark.parametrize("is_counted", [True, False])
def test_between_the_close_and_the_publication_nothing_tells_either(is_counted, client):
    projects = (("P02", "Quarante fontaines", 160_000, VOTES, 0, 0), ("P06", "Cinq cours", 420_000, 12, 0, 0))
    campaign = closed_vote(projects=projects)
    if is_counted:
        count_campaign(campaign=campaign, actor=None, now=NOON)
    assert Vote.objects.get(phase__campaign=campaign).state == VoteState.CLOSED
    assert_silent(visible(client, campaign, "P02"))
    assert key_figures(campaign, now=NOON)["winners_count"] == 0
