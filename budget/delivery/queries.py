"""Reading the winners' delivery. `now` is passed in; a milestone published later is not there yet."""

from dataclasses import dataclass, field

from django.db.models import Q

from budget.contributions.queries import only_by_code, origins_of
from budget.delivery.choices import MilestoneState
from budget.delivery.models import Milestone
from budget.projects.choices import WON_STATES, ProjectState
from budget.projects.models import Project
from budget.rules.clock import local_day

#: States after which nothing more is expected.
OVER_STATES = (ProjectState.DELIVERED, ProjectState.PARTLY_DELIVERED, ProjectState.ABANDONED)


@dataclass
class Delivery:
    """A winner and its dated steps, oldest first."""

    project: Project
    milestones: list = field(default_factory=list)

    @property
    def next_milestone(self):
        """The first step still to come, or None."""
        return next((m for m in self.milestones if m.state != MilestoneState.DONE), None)

    @property
    def is_late(self):
        """True when a step that is not done has been put off."""
        return any(m.state == MilestoneState.LATE for m in self.milestones)

    @property
    def is_over(self):
        return self.project.state in OVER_STATES


def milestones_of(project, *, now):
    """The published milestones of a project, oldest first."""
    return _published(now).filter(project=project)


def deliveries(campaign, *, now):
    """Every winner of the campaign as a Delivery, by reference: 2 queries whatever the number of rows."""
    projects = (
        Project.objects.filter(campaign=campaign, state__in=WON_STATES)
        .select_related("campaign", "envelope__district", "envelope__campaign", "theme", "partner")
        .order_by("reference")
    )
    found = {project.pk: Delivery(project) for project in projects}
    for milestone in _published(now).filter(project__in=list(found)):
        found[milestone.project_id].milestones.append(milestone)
    return list(found.values())


def late_milestones(campaign, *, now):
    """Published milestones put off, or past their date and not done; the oldest first."""
    overdue = Q(state=MilestoneState.LATE) | Q(state=MilestoneState.PLANNED, due_on__lt=local_day(now))
    return _published(now).filter(overdue, project__campaign=campaign).select_related("project")


def _published(now):
    return Milestone.objects.filter(published_at__lte=now).order_by("due_on", "id")


def only_by_code_for(project):
    """What was said upstream of a project by people whom only their follow code reaches: who puts up the site panel knows."""
    return only_by_code([origin.id for origin in origins_of(project).contributions])
