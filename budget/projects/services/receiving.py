"""From the day a project is submitted to the day a service begins to assess it."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.projects import permissions
from budget.projects.choices import ProjectState
from budget.projects.services.moves import ProjectError, lock, move


@transaction.atomic
def receive_project(*, project, actor, now):
    """Say that a submitted project is admissible: it follows the rules of the campaign."""
    project = _received(project, actor, now)
    return move(project, ProjectState.ADMISSIBLE, actor=actor, action="receive_project", now=now)


@transaction.atomic
def begin_assessment(*, project, actor, now, service=""):
    """Hand the project to a service: from here its text no longer changes."""
    project = _received(project, actor, now)
    return move(
        project,
        ProjectState.UNDER_ASSESSMENT,
        actor=actor,
        action="begin_assessment",
        now=now,
        detail={"service": service},
    )


def _received(project, actor, now):
    project = lock(project)
    if not permissions.may_receive(actor, project, now=now):
        raise ProjectError(_("Only assessors and campaign managers can receive a project."))
    return project
