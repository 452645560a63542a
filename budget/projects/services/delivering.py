"""The states of the works; their dated steps belong to the delivery."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.projects import permissions
from budget.projects.choices import ProjectState
from budget.projects.services.moves import ProjectError, check_move, lock, move
from budget.projects.services.news import tell_state

ENDINGS = (ProjectState.DELIVERED, ProjectState.PARTLY_DELIVERED, ProjectState.ABANDONED)


@transaction.atomic
def start_delivery(*, project, actor, now):
    """The works of a winner begin. `actor` None is the system."""
    project = _followed(project, ProjectState.IN_DELIVERY, actor, now)
    return move(project, ProjectState.IN_DELIVERY, actor=actor, action="start_delivery", now=now)


@transaction.atomic
def conclude_delivery(*, project, outcome, actor, now, spent_cents=None, reason=""):
    """The works end: delivered, partly delivered or abandoned; the last two say why. `spent_cents` if known."""
    reason = reason.strip()
    if outcome not in ENDINGS:
        raise ProjectError(_("Works end delivered, partly delivered or abandoned."), field="outcome")
    if outcome != ProjectState.DELIVERED and not reason:
        raise ProjectError(_("Say why: the people who had the idea will read it."), field="reason")
    if spent_cents is not None and spent_cents < 0:
        raise ProjectError(_("Write what was spent in euros, zero or more."), field="spent_cents")
    project = _followed(project, outcome, actor, now)
    project.closing_reason = reason
    if spent_cents is not None:
        project.spent_cents = spent_cents
    move(
        project,
        ProjectState(outcome),
        actor=actor,
        action="conclude_delivery",
        now=now,
        reason=reason,
        fields=["closing_reason", "spent_cents"],
    )
    tell_state(project, actor=actor, now=now, text=reason)
    return project


def _followed(project, state, actor, now):
    project = lock(project)
    check_move(project, state)
    if not permissions.may_follow_works(actor, project, now=now):
        raise ProjectError(_("Only the team that follows the works can do this."))
    return project
