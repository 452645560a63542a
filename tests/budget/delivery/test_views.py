"""The page of the works."""

from datetime import date

import pytest

from budget.delivery.choices import MilestoneState
from budget.projects.choices import ProjectState
from tests.factories.campaigns import CampaignFactory
from tests.factories.delivery import MilestoneFactory
from tests.factories.projects import ProjectFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def page(client, campaign):
    return client.get(f"/en/{campaign.slug}/chantiers/").content.decode()


def test_each_winner_with_its_steps_and_the_reason_of_a_delay(client):
    project = ProjectFactory(title="La fresque du pont", state=ProjectState.IN_DELIVERY, spent_cents=100_000)
    MilestoneFactory(
        project=project, title="Dessins votés", due_on=date(2026, 6, 17), state=MilestoneState.DONE
    )
    MilestoneFactory(
        project=project,
        title="Dernier panneau",
        due_on=date(2026, 12, 24),
        state=MilestoneState.LATE,
        reason="Échafaudage emporté.",
    )
    html = page(client, project.campaign)
    assert "La fresque du pont" in html
    assert "17 June 2026." in html
    assert "24 December 2026. Échafaudage emporté." in html
    assert html.count('aria-current="step"') == 1
    assert "€1,000" in html


def test_a_winner_without_steps_says_they_are_coming(client):
    project = ProjectFactory(state=ProjectState.WINNER)
    assert "being planned" in page(client, project.campaign)


def test_before_the_results_there_are_no_works(client):
    project = ProjectFactory(state=ProjectState.ON_BALLOT)
    html = page(client, project.campaign)
    assert "No works yet" in html
    assert project.title not in html


def test_an_unknown_campaign_is_not_found(client):
    assert client.get("/fr/nulle-part/chantiers/").status_code == 404


def test_the_page_takes_the_same_queries_whatever_the_number_of_winners(client):
    counts = []
    for number in (1, 200):
        campaign = CampaignFactory()
        for project in ProjectFactory.create_batch(number, campaign=campaign, state=ProjectState.WINNER):
            MilestoneFactory(project=project)
        counts.append(count_queries(lambda campaign=campaign: page(client, campaign)))
    assert counts[0] == counts[1] <= 12
