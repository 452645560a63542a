"""Reading is free: no page without a form leaves a cookie with an anonymous reader, or a session in the database."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import translation

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.delivery import MilestoneFactory
from tests.factories.partners import PartnerFactory
from tests.factories.results import published
from tests.factories.workshops import TableFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def screens():
    """(name, arguments) of every screen that an anonymous reader finds without a form, in a campaign with its results."""
    campaign = published()
    phase = PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION)
    workshop = WorkshopFactory(campaign=campaign, reference="A1")
    ContributionFactory(campaign=campaign, reference="C01")
    ContributionFactory(
        campaign=campaign,
        reference="A1-T1-N1",
        channel=Channel.WORKSHOP,
        table=TableFactory(workshop=workshop, number=1),
        note_number=1,
    )
    project = campaign.projects.get(reference="P06")
    MilestoneFactory(project=project)
    partner = PartnerFactory()
    edition = pages.CampaignPageFactory(campaign=campaign)
    index = pages.NewsIndexPageFactory(slug="actualites")
    for page in (
        pages.phase_page(edition, PhaseKind.IDEATION, phase),
        pages.NewsPageFactory(parent=index, slug="un"),
        pages.StandardPageFactory(slug="comprendre"),
        pages.PartnersPageFactory(slug="partenaires"),
        pages.CouncilsPageFactory(slug="conseils"),
    ):
        pages.translated(page)
    of_campaign = (
        "contributions:list",
        "contributions:questions",
        "workshops:list",
        "workshops:feed",
        "projects:list",
        "results:campaign",
        "results:csv",
        "delivery:list",
        "open_data:campaign",
    )
    return [
        *((name, [campaign.slug]) for name in of_campaign),
        ("contributions:detail", [campaign.slug, "C01"]),
        ("contributions:detail", [campaign.slug, "A1-T1-N1"]),
        ("workshops:detail", [campaign.slug, "A1"]),
        ("workshops:file", [campaign.slug, "A1"]),
        ("workshops:poster", [campaign.slug, "A1"]),
        ("workshops:sent", [campaign.slug, "A1"]),
        ("projects:detail", [campaign.slug, "P06"]),
        ("projects:lineage_csv", [campaign.slug, "P06"]),
        ("partners:detail", [partner.slug]),
        ("plan:detail", []),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_reading_leaves_no_cookie_and_no_session(client, screens, language, monkeypatch):
    monkeypatch.setattr("budget.rules.clock.now", lambda: NOON)
    with translation.override(language):
        addresses = [reverse(name, args=arguments) for name, arguments in screens]
    addresses += [page.url for page in pages.home_page(language).get_descendants(inclusive=True).live()]

    answers = {address: client.get(address) for address in addresses}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(
        addresses, 200
    )
    assert {address: answer.cookies for address, answer in answers.items() if answer.cookies} == {}
    assert Session.objects.count() == 0
