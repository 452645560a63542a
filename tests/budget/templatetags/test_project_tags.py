"""What the vote and the works add to a project's page."""

from datetime import date, timedelta

import pytest
from django.template import Context, Template

from budget.campaigns.choices import PhaseKind
from budget.delivery.choices import MilestoneState
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.delivery import MilestoneFactory
from tests.factories.projects import ProjectFactory
from tests.factories.results import closed_vote, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    from django.utils import translation

    with translation.override("en"):
        yield


def drawn(tag, project):
    template = Template("{% load project_tags %}{% " + tag + " %}")
    return template.render(Context({"project": project, "now": NOON}))


def award(project):
    return drawn("project_award project", project)


def following(project):
    return drawn("project_next project now", project)


def test_the_page_of_a_winner_says_with_how_many_votes_and_why():
    published()
    html = award(Project.objects.get(reference="P06"))
    assert "Winner, with 12 votes: 9 online, 2 on paper, 1 at a desk." in html
    assert "Why it wins" in html
    assert "In place 2 of the list, with 12 votes." in html


def test_the_page_of_a_project_that_lost_says_what_would_have_changed():
    campaign = published()
    html = award(Project.objects.get(reference="P04"))
    assert "Not retained, with 9 votes" in html
    assert "With 2 votes more, it came before “Se tremper dans l" in html
    assert f"/en/{campaign.slug}/depouillement/" in html


def test_before_publication_the_page_says_nothing_of_the_count():
    closed_vote()
    for project in Project.objects.all():
        assert award(project).strip() == ""


def test_an_award_takes_one_query(django_assert_num_queries):
    published()
    project = Project.objects.get(reference="P06")
    with django_assert_num_queries(1):
        award(project)


def test_a_project_of_the_ballot_shows_the_phases_ahead():
    campaign = CampaignFactory()
    PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION, title="Proposer")
    PhaseFactory(campaign=campaign, kind=PhaseKind.VOTE, title="Voter")
    later = {"opens_at": NOON + timedelta(days=9), "closes_at": NOON + timedelta(days=20)}
    PhaseFactory(campaign=campaign, kind=PhaseKind.RESULTS, title="Connaître les résultats", **later)
    html = following(ProjectFactory(campaign=campaign, state=ProjectState.ON_BALLOT))
    assert "If the project wins." in html
    assert '<li class="is-now" aria-current="step"><h3>Voter</h3>' in html
    assert '<li class="is-next"><h3>Connaître les résultats</h3>' in html
    assert "Proposer" not in html


def test_a_winner_shows_its_steps():
    project = ProjectFactory(state=ProjectState.IN_DELIVERY)
    MilestoneFactory(project=project, title="Étude", due_on=date(2026, 9, 1), state=MilestoneState.DONE)
    MilestoneFactory(project=project, title="Plantations", due_on=date(2027, 3, 1), text="Douze tilleuls.")
    html = following(project)
    assert "The works, step by step." in html
    assert "<h3>Plantations</h3>" in html
    assert "1 March 2027. Douze tilleuls." in html


def test_a_winner_without_steps_says_they_are_coming():
    assert "being planned" in following(ProjectFactory(state=ProjectState.WINNER))


@pytest.mark.parametrize("state", [ProjectState.REFUSED, ProjectState.NOT_RETAINED, ProjectState.SUBMITTED])
def test_nothing_comes_next_for_the_others(state):
    assert following(ProjectFactory(state=state)).strip() == ""


def test_the_story_of_a_project_page_holds_both(client):
    campaign = published()
    html = client.get(f"/en/{campaign.slug}/projets/P06/").content.decode()
    assert "What the vote decided" in html
    assert "What comes next" in html
