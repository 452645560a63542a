"""The winners' works: steps published, done, put off with a reason."""

from datetime import date

import pytest

from budget.delivery import services
from budget.delivery.choices import MilestoneState
from budget.delivery.models import Milestone
from budget.delivery.services import DeliveryError
from budget.journal.models import JournalEntry
from budget.projects.choices import WON_STATES, ProjectState
from tests.factories.delivery import MilestoneFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db

SPRING = date(2027, 4, 1)


def test_a_manager_publishes_a_step_of_a_winner(ondine, now):
    project = ProjectFactory(state=ProjectState.WINNER)
    milestone = services.add_milestone(
        project=project, actor=ondine, title=" Plantations ", text="Douze tilleuls.", due_on=SPRING, now=now
    )
    assert (milestone.title, milestone.state, milestone.published_at) == ("Plantations", "planned", now)
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.object_ref, entry.actor) == ("milestone.added", project.reference, ondine)


def test_a_step_already_behind_us_is_published_as_done(ondine, now):
    project = ProjectFactory(state=ProjectState.IN_DELIVERY)
    milestone = services.add_milestone(
        project=project, actor=ondine, title="Étude", due_on=date(2026, 9, 1), is_done=True, now=now
    )
    assert milestone.state == MilestoneState.DONE


def test_a_step_has_a_title(ondine, now):
    project = ProjectFactory(state=ProjectState.WINNER)
    with pytest.raises(DeliveryError) as refusal:
        services.add_milestone(project=project, actor=ondine, title="  ", due_on=SPRING, now=now)
    assert refusal.value.field == "title"
    assert Milestone.objects.count() == 0


@pytest.mark.parametrize("state", ProjectState)
def test_only_projects_that_won_have_works(state, ondine, now):
    merged_into = ProjectFactory() if state == ProjectState.MERGED else None
    project = ProjectFactory(state=state, merged_into=merged_into, closing_reason="Canalisations")
    if state in WON_STATES:
        services.add_milestone(project=project, actor=ondine, title="Étude", due_on=SPRING, now=now)
    else:
        with pytest.raises(DeliveryError):
            services.add_milestone(project=project, actor=ondine, title="Étude", due_on=SPRING, now=now)
    assert Milestone.objects.count() == (state in WON_STATES)


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius", "thelma"])
def test_nobody_else_follows_the_works(name, request, now):
    person = request.getfixturevalue(name)
    milestone = MilestoneFactory()
    acts = [
        lambda: services.start_delivery(project=milestone.project, actor=person, now=now),
        lambda: services.add_milestone(
            project=milestone.project, actor=person, title="Étude", due_on=SPRING, now=now
        ),
        lambda: services.mark_done(milestone=milestone, actor=person, now=now),
        lambda: services.report_delay(
            milestone=milestone, actor=person, reason="Pluie", new_date=SPRING, now=now
        ),
    ]
    for act in acts:
        with pytest.raises(DeliveryError):
            act()
    milestone.refresh_from_db()
    assert milestone.state == MilestoneState.PLANNED
    assert JournalEntry.objects.count() == 0


def test_the_works_of_a_winner_begin(ondine, now):
    project = services.start_delivery(
        project=ProjectFactory(state=ProjectState.WINNER), actor=ondine, now=now
    )
    assert project.state == ProjectState.IN_DELIVERY


def test_a_step_is_done_once(ondine, now):
    milestone = services.mark_done(milestone=MilestoneFactory(), actor=ondine, now=now)
    assert milestone.state == MilestoneState.DONE
    with pytest.raises(DeliveryError):
        services.mark_done(milestone=milestone, actor=ondine, now=now)
    assert JournalEntry.objects.count() == 1


def test_a_delay_says_why_and_until_when(ondine, now):
    milestone = MilestoneFactory(due_on=date(2026, 12, 1))
    late = services.report_delay(
        milestone=milestone, actor=ondine, reason=" L'échafaudage ne tient pas. ", new_date=SPRING, now=now
    )
    assert (late.state, late.reason, late.due_on) == ("late", "L'échafaudage ne tient pas.", SPRING)
    entry = JournalEntry.objects.get()
    assert entry.reason == "L'échafaudage ne tient pas."
    assert entry.detail == {"milestone": late.title, "was_due_on": "2026-12-01", "due_on": "2027-04-01"}


@pytest.mark.parametrize(
    ("reason", "new_date", "field"),
    [("  ", SPRING, "reason"), ("Pluie", date(2026, 12, 1), "new_date"), ("Pluie", None, "new_date")],
)
def test_a_delay_without_reason_or_later_date_is_refused(reason, new_date, field, ondine, now):
    milestone = MilestoneFactory(due_on=date(2026, 12, 1))
    with pytest.raises(DeliveryError) as refusal:
        services.report_delay(milestone=milestone, actor=ondine, reason=reason, new_date=new_date, now=now)
    assert refusal.value.field == field
    milestone.refresh_from_db()
    assert (milestone.state, milestone.due_on) == (MilestoneState.PLANNED, date(2026, 12, 1))


def test_what_was_late_may_be_done_and_keeps_its_reason(ondine, now):
    milestone = MilestoneFactory(state=MilestoneState.LATE, reason="Canalisations")
    done = services.mark_done(milestone=milestone, actor=ondine, now=now)
    assert (done.state, done.reason) == (MilestoneState.DONE, "Canalisations")


def test_the_system_may_follow_the_works(now):
    project = ProjectFactory(state=ProjectState.WINNER)
    services.add_milestone(project=project, actor=None, title="Étude", due_on=SPRING, now=now)
    assert JournalEntry.objects.get().actor_label == ""
