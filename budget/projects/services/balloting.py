"""From the list of fit projects to the ballot, and from the count to the award."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budget.journal.services import record
from budget.projects import permissions
from budget.projects.choices import LISTABLE_STATES, ProjectState
from budget.projects.models import Project
from budget.projects.services.moves import ProjectError, check_move, lock, move
from budget.projects.services.news import tell_state

AWARDS = (ProjectState.WINNER, ProjectState.RESERVE, ProjectState.NOT_RETAINED)


@transaction.atomic
def list_on_ballot(*, project, actor, now):
    """Put a fit project on the ballot: its cost and its upkeep are known. `actor` None is the system."""
    project = lock(project)
    if project.state not in LISTABLE_STATES:
        check_move(project, ProjectState.ON_BALLOT)
    if not permissions.may_list_on_ballot(actor, project, now=now):
        raise ProjectError(_("Only the campaign managers can put a project on the ballot."))
    if project.upkeep_cents is None:
        raise ProjectError(
            _("%(project)s has no upkeep per year: write it, 0 if there is none.") % {"project": project},
            field="upkeep_cents",
        )
    if project.cost_cents > project.envelope.amount_cents:
        raise ProjectError(
            _("%(project)s costs more than its envelope.") % {"project": project}, field="cost_cents"
        )
    move(project, ProjectState.ON_BALLOT, actor=actor, action="list_on_ballot", now=now)
    tell_state(project, actor=actor, now=now)
    return project


@transaction.atomic
def record_award(*, project, status, actor, now):
    """What the published count decided: `status` is winner, reserve or not_retained. `actor` None is the system."""
    if status not in AWARDS:
        raise ProjectError(_("An award is: winner, reserve or not retained."), field="status")
    project = lock(project)
    check_move(project, status)
    if not permissions.may_record_award(actor, project, now=now):
        raise ProjectError(_("Only staff who may publish results can record an award."))
    move(project, ProjectState(status), actor=actor, action="record_award", now=now)
    tell_state(project, actor=actor, now=now)
    return project


@transaction.atomic
def import_projects(*, campaign, rows, actor, now):
    """Projects of an election held elsewhere, straight onto the ballot. Returns them in the order of `rows`.

    `rows`: dicts with `reference`, `title`, `envelope`, `cost_cents`, and if known `summary`, `description`, `theme`,
    `place`, `upkeep_cents`. One line in the journal for all. Raises ProjectError when a reference is taken.
    """
    if not permissions.may_import(actor, campaign, now=now):
        raise ProjectError(_("Only the campaign managers can import projects."))
    projects = [
        Project(
            campaign=campaign,
            state=ProjectState.ON_BALLOT,
            submitted_at=now,
            updated_at=now,
            **{"summary": "", **row},
        )
        for row in rows
    ]
    try:
        with transaction.atomic():
            Project.objects.bulk_create(projects)
    except IntegrityError as error:
        raise ProjectError(_("Two projects have the same reference, or one costs nothing.")) from error
    record(
        actor=actor,
        action="import_projects",
        obj=campaign,
        now=now,
        detail={"count": len(projects), "references": [project.reference for project in projects]},
    )
    return projects
