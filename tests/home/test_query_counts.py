"""A page costs the same number of queries whatever the campaign holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget.campaigns.choices import PhaseKind
from budget.projects.choices import ProjectState
from home.models import FrameLink
from portal.demo import page_bodies as bodies
from tests.factories import pages
from tests.factories.campaigns import DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.partners import PartnerFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workshops import WorkshopFactory

pytestmark = pytest.mark.django_db
WORDS = {"title": "Un titre", "text": "{contributions_count} contributions", "more": "Voir"}


@pytest.fixture
def campaign_page():
    """An edition of three phases, and a home page whose menu leads to it."""
    page = pages.CampaignPageFactory()
    FrameLink.objects.create(home=pages.home_page(), label="Campagne", page=page)
    for kind in (PhaseKind.IDEATION, PhaseKind.WORKSHOPS, PhaseKind.ASSESSMENT):
        pages.phase_page(page, kind, summary_open="{projects_on_ballot} projets")
    return page


def fill(campaign, count):
    envelope = EnvelopeFactory(campaign=campaign)
    for number in range(count):
        ContributionFactory(campaign=campaign)
        ProjectFactory(campaign=campaign, envelope=envelope, state=ProjectState.ON_BALLOT)
        if number % 10 == 0:
            EnvelopeFactory(campaign=campaign, district=DistrictFactory())
            WorkshopFactory(campaign=campaign)
            PartnerFactory()


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def counted_with_1_and_200(client, campaign, url):
    fill(campaign, 1)
    few = queries(client, url)
    fill(campaign, 199)
    return few, queries(client, url)


def test_a_phase_page(client, campaign_page):
    phase = PhaseFactory(campaign=campaign_page.campaign, kind=PhaseKind.VOTE)
    body = [
        *bodies.paragraphs("{max_city} choix"),
        bodies.live("cards", WORDS, screen="projects", count=3, references=[]),
    ]
    page = pages.phase_page(
        campaign_page, "vote", phase, body_open=body, summary_open="{projects_on_ballot} projets"
    )

    few, many = counted_with_1_and_200(client, campaign_page.campaign, page.url)

    assert few == many
    assert many <= 12


def test_the_home_page_with_every_block_of_the_demonstration(client, campaign_page):
    home = pages.home_page()
    index = pages.NewsIndexPageFactory()
    for _number in range(4):
        pages.NewsPageFactory(parent=index)
    home.body = bodies.home(
        dict.fromkeys(("crossing", "cards", "envelopes", "workshops", "news"), WORDS), {"news": index}
    )
    home.save()

    few, many = counted_with_1_and_200(client, campaign_page.campaign, "/fr/")

    assert few == many
    assert many <= 18


def test_the_campaign_page(client, campaign_page):
    few, many = counted_with_1_and_200(client, campaign_page.campaign, campaign_page.url)

    assert few == many
    assert many <= 12


def test_the_directory(client, campaign_page):
    page = pages.PartnersPageFactory()

    few, many = counted_with_1_and_200(client, campaign_page.campaign, page.url)

    assert few == many
