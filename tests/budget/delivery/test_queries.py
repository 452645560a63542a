"""Reading the winners' works."""

from datetime import date, timedelta

import pytest

from budget.delivery.choices import MilestoneState
from budget.delivery.queries import deliveries, late_milestones, milestones_of
from budget.projects.choices import ProjectState
from tests.factories.campaigns import CampaignFactory
from tests.factories.delivery import MilestoneFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db


def test_winners_and_their_steps_oldest_first(now):
    campaign = CampaignFactory()
    project = ProjectFactory(campaign=campaign, reference="P38", state=ProjectState.IN_DELIVERY)
    opening = MilestoneFactory(project=project, due_on=date(2027, 1, 8))
    permit = MilestoneFactory(project=project, due_on=date(2026, 7, 1), state=MilestoneState.DONE)
    bare = ProjectFactory(campaign=campaign, reference="P40", state=ProjectState.WINNER)
    ProjectFactory(campaign=campaign, state=ProjectState.NOT_RETAINED)
    MilestoneFactory()
    first, second = deliveries(campaign, now=now)
    assert (first.project, first.milestones) == (project, [permit, opening])
    assert (first.next_milestone, first.is_late, first.is_over) == (opening, False, False)
    assert (second.project, second.milestones, second.next_milestone) == (bare, [], None)


def test_works_are_late_while_a_step_put_off_is_not_done(now):
    milestone = MilestoneFactory(state=MilestoneState.LATE, reason="Pluie")
    [delivery] = deliveries(milestone.project.campaign, now=now)
    assert delivery.is_late
    milestone.state = MilestoneState.DONE
    milestone.save()
    [delivery] = deliveries(milestone.project.campaign, now=now)
    assert not delivery.is_late


def test_works_end_with_the_project(now):
    project = ProjectFactory(state=ProjectState.DELIVERED)
    [delivery] = deliveries(project.campaign, now=now)
    assert delivery.is_over


def test_a_step_is_there_from_its_publication_on(now):
    milestone = MilestoneFactory(published_at=now + timedelta(hours=1))
    assert list(milestones_of(milestone.project, now=now)) == []
    assert deliveries(milestone.project.campaign, now=now)[0].milestones == []
    assert list(milestones_of(milestone.project, now=now + timedelta(hours=1))) == [milestone]


def test_late_steps_are_those_put_off_or_past_their_date(now):
    campaign = CampaignFactory()
    project = ProjectFactory(campaign=campaign, state=ProjectState.IN_DELIVERY)
    yesterday = now.date() - timedelta(days=1)
    overdue = MilestoneFactory(project=project, due_on=yesterday)
    put_off = MilestoneFactory(project=project, state=MilestoneState.LATE, reason="Pluie")
    MilestoneFactory(project=project, due_on=yesterday, state=MilestoneState.DONE)
    MilestoneFactory(project=project, due_on=now.date())
    MilestoneFactory(due_on=yesterday)
    assert list(late_milestones(campaign, now=now)) == [overdue, put_off]


@pytest.mark.parametrize("count", [1, 60])
def test_two_queries_whatever_the_number_of_winners(count, now, django_assert_num_queries):
    campaign = CampaignFactory()
    for project in ProjectFactory.create_batch(count, campaign=campaign, state=ProjectState.WINNER):
        MilestoneFactory(project=project)
    with django_assert_num_queries(2):
        rows = deliveries(campaign, now=now)
        labels = [row.project.envelope.district.label for row in rows]
    assert len(labels) == count
