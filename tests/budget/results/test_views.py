"""The results on screen and as a table."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import EdgeKind
from budget.contributions.models import LineageEdge
from budget.projects.choices import ProjectState
from home.models import FrameLink
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.delivery import MilestoneFactory
from tests.factories.results import closed_vote, published
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def page(client, campaign, language="fr"):
    return client.get(f"/{language}/{campaign.slug}/depouillement/").content.decode()


def flat(html):
    """The text with plain spaces."""
    return " ".join(html.replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_page_tells_who_wins_with_how_many_votes_by_which_rule(client):
    html = flat(page(client, published(), "en"))
    for words in (
        "Three projects win for the whole city",
        "€820,000 given out of €900,000",
        "65 ballots: 43 online, 18 on paper, 4 at a desk.",
        "2 blank ballots, counted among the voters.",
        "Most votes first, as long as the money lasts; what no longer fits is passed over.",
        "With as many votes: the lowest cost first, then the most voters, then the reference.",
        "9 online",
        "4 on paper",
        "1 at a desk",
        "14 votes",
    ):
        assert words in html


def test_each_project_says_why_and_what_would_have_changed(client):
    html = flat(page(client, published(), "en"))
    for words in (
        "First of the list, with 14 votes.",
        "It costs €160,000; the envelope still holds €900,000.",
        "It wins; €740,000 are left.",
        "When its turn comes, in place 5, €80,000 are left.",
        "It costs €95,000: €15,000 are lacking.",
        "The rule does not make a project smaller. The count goes on without it.",
        "With 2 votes more, it came before “Se tremper dans l’Orvenne” and won. With 1, it did not.",
        "With 2 votes fewer, it lost.",
    ):
        assert words in html


def test_bars_and_table_say_the_same(client):
    html = page(client, published(), "en")
    assert html.count('class="result__bar"') == 6
    assert html.count('<rect class="b-web" x=') == 6
    assert "The count, step by step" in html
    assert html.count('scope="row"') == 6 + 1


def test_hashes_and_files_to_count_again(client):
    campaign = published()
    html = page(client, campaign, "en")
    run = campaign.tally_runs.get()
    assert run.ballot_sha256 in html
    assert run.input_sha256 in html
    assert f"/en/{campaign.slug}/donnees/VIL.pb" in html
    assert f"/en/{campaign.slug}/depouillement.csv" in html


def test_a_campaign_in_another_currency(client):
    campaign = published(campaign=CampaignFactory(currency="PLN"))
    html = flat(page(client, campaign, "en"))
    assert "PLN820,000 given out of PLN900,000" in html
    assert "€" not in html.split("<main", 1)[1].split("</main", 1)[0]


def test_before_publication_the_page_says_when_and_nothing_else(client):
    campaign = CampaignFactory()
    opens_at = NOON + timedelta(days=25)
    PhaseFactory(
        campaign=campaign, kind=PhaseKind.RESULTS, opens_at=opens_at, closes_at=opens_at + timedelta(days=9)
    )
    html = flat(page(client, campaign, "en"))
    assert "They come out on Saturday 19 December 2026" in html
    assert "result__bar" not in html


def test_before_publication_without_a_date(client):
    assert "No result yet" in page(client, CampaignFactory(), "en")


def test_an_unknown_campaign_is_not_found(client):
    assert client.get("/fr/nulle-part/depouillement/").status_code == 404
    assert client.get("/fr/nulle-part/depouillement.csv").status_code == 404


def test_a_campaign_that_is_not_public_is_not_found(client):
    campaign = published(campaign=CampaignFactory(is_public=False))
    assert client.get(f"/fr/{campaign.slug}/depouillement/").status_code == 404


def test_the_table_to_take_away(client):
    campaign = published()
    response = client.get(reverse("results:csv", args=[campaign.slug]))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{campaign.slug}-results.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[4] == {
        "envelope": "VIL",
        "rank": "5",
        "reference": "P04",
        "title": "Le camion des objets prêtés",
        "cost_cents": "9500000",
        "votes": "9",
        "votes_web": "5",
        "votes_paper": "4",
        "votes_desk": "0",
        "status": "not_retained",
        "reason": "does_not_fit",
        "left_before_cents": "8000000",
        "extra_votes_needed": "2",
        "currency": "EUR",
    }


def test_there_is_no_table_before_publication(client):
    campaign = closed_vote()
    assert client.get(reverse("results:csv", args=[campaign.slug])).status_code == 404


def test_the_page_takes_the_same_queries_whatever_the_number_of_projects(client):
    few, many = (
        published(projects=tuple((f"P{n}", f"Projet {n}", 10, 1 + n % 4, 0, 0) for n in range(1, count + 1)))
        for count in (1, 200)
    )
    assert count_queries(lambda: page(client, few)) == count_queries(lambda: page(client, many)) <= 12


@pytest.mark.parametrize("count", [1, 200])
def test_the_page_of_a_winner_takes_twelve_queries_at_most(client, count):
    """It says the most: sources, verdicts, promises, the count and the works, inside the frame."""
    rivals = tuple((f"R{n}", f"Rival {n}", 10, 1, 0, 0) for n in range(1, count))
    campaign = published(projects=(("P06", "Cinq cours d'ombre", 10, 5, 0, 0), *rivals))
    project = campaign.projects.get(reference="P06")
    for said in ContributionFactory.create_batch(count, campaign=campaign):
        LineageEdge.objects.create(
            source_contribution=said, target_project=project, kind=EdgeKind.BECAME, drawn_at=NOON
        )
        MilestoneFactory(project=project)
    FrameLink.objects.create(home=pages.home_page(), label="{projects_on_ballot} projets")
    address = project.get_absolute_url()

    assert project.state == ProjectState.WINNER
    assert count_queries(lambda: client.get(address)) <= 12
