"""The key figures that pages quote by placeholder."""

from datetime import date, datetime, timedelta

import pytest

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import ContributionState
from budget.insights.queries import key_figures, phase_figures
from budget.partners.choices import PartnerState
from budget.partners.models import Partner
from budget.projects.choices import ProjectState
from budget.workshops.choices import WorkshopState
from tests.cast import NOON, PARIS
from tests.factories.campaigns import CampaignFactory, DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory, RegisteredQuestionFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workshops import WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(title="Budget participatif 2026", total_cents=240_000_000, min_age=11)


def phase(campaign, kind, opens, closes):
    opens_at, closes_at = (datetime(2026, *day, tzinfo=PARIS) for day in (opens, closes))
    return PhaseFactory(campaign=campaign, kind=kind, opens_at=opens_at, closes_at=closes_at)


def test_the_edition_and_its_money(campaign, now):
    EnvelopeFactory(campaign=campaign, district=DistrictFactory(is_citywide=True), amount_cents=90_000_000)
    EnvelopeFactory(campaign=campaign, amount_cents=22_000_000)
    figures = key_figures(campaign, now=now)
    assert figures["edition_title"] == "Budget participatif 2026"
    assert (figures["total_budget"], figures["min_age"]) == (240_000_000, 11)
    assert (figures["city_envelope"], figures["envelopes_count"]) == (90_000_000, 2)


def test_days_left_are_those_of_the_open_phase_that_closes_first(campaign, now):
    phase(campaign, PhaseKind.VOTE, (11, 18), (12, 9))
    phase(campaign, PhaseKind.APPEAL, (11, 1), (11, 13))
    phase(campaign, PhaseKind.RESULTS, (12, 19), (12, 31))
    figures = key_figures(campaign, now=now)
    assert figures["days_left"] == 14
    assert figures["results_on"] == date(2026, 12, 19)
    assert figures["appeal_days"] == 12


def test_between_two_phases_no_day_is_left(campaign, now):
    phase(campaign, PhaseKind.IDEATION, (1, 1), (2, 1))
    assert key_figures(campaign, now=now)["days_left"] is None


def test_contributions_and_questions_that_everyone_can_read(campaign, now):
    ContributionFactory.create_batch(2, campaign=campaign)
    ContributionFactory(campaign=campaign, state=ContributionState.RECEIVED, published_at=None)
    late = now.date() - timedelta(days=1)
    RegisteredQuestionFactory(contribution__campaign=campaign, due_on=late)
    RegisteredQuestionFactory(contribution__campaign=campaign, due_on=now.date())
    RegisteredQuestionFactory(contribution__campaign=campaign, due_on=late, answer="Oui.", answered_at=now)
    figures = key_figures(campaign, now=now)
    assert figures["contributions_count"] == 5
    assert (figures["questions_open"], figures["questions_unanswered"], figures["questions_overdue"]) == (
        3,
        2,
        1,
    )


def test_seats_and_attendance_are_persons_in_rooms(campaign, now):
    WorkshopFactory(campaign=campaign, capacity=80, attended=83)
    WorkshopFactory(campaign=campaign, capacity=None, attended=None)
    WorkshopFactory(campaign=campaign, capacity=500, state=WorkshopState.DRAFT)
    figures = key_figures(campaign, now=now)
    assert figures["workshops_count"] == 2
    assert (figures["workshop_seats"], figures["attendance_count"]) == (80, 83)


def test_projects_by_what_became_of_them(campaign, now):
    for state in (
        ProjectState.ON_BALLOT,
        ProjectState.NOT_RETAINED,
        ProjectState.WINNER,
        ProjectState.DELIVERED,
        ProjectState.REFUSED,
        ProjectState.SUBMITTED,
    ):
        ProjectFactory(campaign=campaign, state=state)
    figures = key_figures(campaign, now=now)
    assert (figures["projects_on_ballot"], figures["projects_refused"]) == (4, 1)
    assert (figures["winners_count"], figures["projects_delivered"]) == (2, 1)


def test_partners_are_those_validated(campaign, now):
    for reference, state in (("PA1", PartnerState.VALIDATED), ("PA2", PartnerState.REQUESTED)):
        Partner.objects.create(
            slug=reference, reference=reference, name=reference, state=state, requested_at=now
        )
    assert key_figures(campaign, now=now)["partners_count"] == 1


def test_facts_the_city_states_never_hide_a_computed_figure(now):
    campaign = CampaignFactory(facts={"polling_places": 9, "base_revision": 4, "contributions_count": 1_000})
    figures = key_figures(campaign, now=now)
    assert (figures["polling_places"], figures["base_revision"], figures["contributions_count"]) == (9, 4, 0)


def test_the_figures_of_one_phase(campaign, now):
    vote = phase(campaign, PhaseKind.VOTE, (11, 18), (12, 9))
    assert phase_figures(vote, now=now)["next_opens_on"] is None
    phase(campaign, PhaseKind.RESULTS, (12, 19), (12, 31))
    assert phase_figures(vote, now=now) == {
        "opens_on": date(2026, 11, 18),
        "closes_on": date(2026, 12, 8),
        "next_opens_on": date(2026, 12, 19),
        "days_left": 14,
    }


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    campaign, now, django_assert_max_num_queries
):
    ProjectFactory.create_batch(40, campaign=campaign)
    ContributionFactory.create_batch(40, campaign=campaign)
    EnvelopeFactory.create_batch(7, campaign=campaign)
    with django_assert_max_num_queries(9):
        key_figures(campaign, now=NOON)
