"""Where an edition stands, as its pages show it."""

from datetime import timedelta

import pytest

from budget.campaigns.choices import PhaseKind
from home.models.edition import Edition, edition_at, pages_around
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import CampaignFactory, PhaseFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign():
    return CampaignFactory(is_current=True)


def phase(campaign, kind, first, last):
    return PhaseFactory(
        campaign=campaign, kind=kind, opens_at=NOON + first * DAY, closes_at=NOON + last * DAY
    )


def test_phases_come_in_order_of_opening(campaign):
    late, early = phase(campaign, "vote", 3, 9), phase(campaign, "ideation", -3, 1)

    assert edition_at(NOON, campaign_id=campaign.pk).phases == [early, late]


def test_the_phase_of_the_moment_is_the_open_one_that_closes_first(campaign):
    phase(campaign, "delivery", -5, 700)
    evaluation = phase(campaign, "evaluation", -1, 60)

    assert edition_at(NOON, campaign_id=campaign.pk).current == evaluation


def test_an_open_vote_comes_before_everything_else(campaign):
    phase(campaign, "evaluation", -1, 2)
    vote = phase(campaign, "vote", -1, 14)

    assert edition_at(NOON, campaign_id=campaign.pk).current == vote


def test_only_one_step_of_the_timeline_is_now(campaign):
    for kind, first, last in (
        ("ideation", -9, -3),
        ("delivery", -5, 700),
        ("vote", -1, 14),
        ("results", 20, 30),
    ):
        phase(campaign, kind, first, last)
    edition = edition_at(NOON, campaign_id=campaign.pk)
    around = pages_around(pages.home_page(), edition)

    assert [step.state for step in edition.steps(around)] == ["past", "past", "now", "next"]


def test_between_two_phases_none_is_now(campaign):
    phase(campaign, "ideation", -9, -3)
    phase(campaign, "vote", 5, 14)
    edition = edition_at(NOON, campaign_id=campaign.pk)

    assert edition.current is None
    assert edition.next.kind == PhaseKind.VOTE


def test_a_step_leads_to_the_page_of_its_language(campaign):
    told, untold = phase(campaign, "ideation", -1, 3), phase(campaign, "vote", 5, 14)
    french = pages.phase_page(pages.CampaignPageFactory(campaign=campaign), "ideation", told)
    english = pages.translated(french)
    edition = edition_at(NOON, campaign_id=campaign.pk)

    addresses = [
        {step.phase: step.url for step in edition.steps(pages_around(page, edition))}
        for page in (french, english)
    ]

    assert addresses == [{told: french.url, untold: ""}, {told: english.url, untold: ""}]


def test_no_campaign_no_timeline():
    edition = edition_at(NOON, campaign__is_current=True)

    assert edition == Edition(NOON)
    assert edition.steps(pages_around(pages.home_page(), edition)) == []


def test_the_pages_around_take_one_query(campaign, django_assert_num_queries):
    campaign_page = pages.CampaignPageFactory(campaign=campaign)
    for kind in PhaseKind:
        pages.phase_page(campaign_page, kind)
    edition = edition_at(NOON, campaign_id=campaign.pk)
    page = campaign_page.get_children().first()

    with django_assert_num_queries(1):
        around = pages_around(page, edition)

    assert len(around.by_phase) == len(PhaseKind)
    assert [p.pk for p in around.ancestors] == [pages.home_page().pk, campaign_page.pk]
