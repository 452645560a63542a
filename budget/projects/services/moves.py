"""The one way a project changes its state, and the error of the step."""

from django.utils.translation import gettext as _

from budget.journal.services import DomainError, record
from budget.projects.choices import NEXT_STATES, ProjectState
from budget.projects.models import Project


class ProjectError(DomainError):
    """Something about a project that was refused."""


def lock(project):
    """The project as it now stands, locked until the end of the transaction, with what its checks read."""
    return (
        Project.objects.select_for_update(of=("self",), no_key=True)
        .select_related("campaign", "envelope__district", "partner")
        .get(pk=project.pk)
    )


def check_move(project, state):
    """Raise ProjectError unless the project may go from its present state to `state`."""
    if state not in NEXT_STATES[project.state]:
        raise ProjectError(
            _("%(project)s is “%(state)s”: it cannot become “%(next)s”.")
            % {
                "project": project,
                "state": project.get_state_display(),
                "next": ProjectState(state).label,
            }
        )


def move(project, state, *, actor, action, now, reason="", detail=None, fields=()):
    """Write the new state, and `fields` the caller set, on a locked project; one line in the journal."""
    check_move(project, state)
    before, project.state, project.updated_at = project.state, state, now
    project.save(update_fields=["state", "updated_at", *fields])
    record(
        actor=actor,
        action=action,
        obj=project,
        now=now,
        reason=reason,
        detail={"campaign": project.campaign.slug, "from": before, "to": state, **(detail or {})},
    )
    return project
