"""Who may do what with a project, at `now`. `user` may be anonymous; None is the system (a command run by the City).

Phases decide as much as roles: no right opens a closed phase, a manager moves its dates instead.
"""

from budget.campaigns.choices import PhaseKind
from budget.campaigns.queries import is_phase_open
from budget.partners.permissions import may_speak_as
from budget.projects.choices import (
    ASSESSABLE_STATES,
    EDITABLE_STATES,
    LISTABLE_STATES,
    MOVABLE_STATES,
    PRIVATE_STATES,
    WON_STATES,
    ProjectState,
)

SUBMISSION_PHASES = (PhaseKind.IDEATION, PhaseKind.WORKSHOPS, PhaseKind.DEEPENING)


def _is_known(user):
    return user is not None and user.is_authenticated and user.is_active


def _has(user, permission):
    return _is_known(user) and user.has_perm(f"budget.{permission}")


def is_submission_open(campaign, *, now):
    """Projects are submitted and edited while ideas, workshops or deepening are open."""
    return is_phase_open(campaign, *SUBMISSION_PHASES, now=now)


def is_author(user, project, *, now):
    """The person who submitted the project, or someone who may speak for the partner it was submitted for."""
    if not _is_known(user):
        return False
    if project.partner_id:
        return may_speak_as(user, project.partner, now=now)
    return project.submitted_by_id == user.pk


def may_see(user, project, *, now):
    """Everyone, except drafts: their authors."""
    return project.state not in PRIVATE_STATES or is_author(user, project, now=now)


def may_submit(user, campaign, *, now, partner=None):
    """A signed-in person, for themselves or for a validated partner they represent, while the phase is open."""
    if not _is_known(user) or (partner is not None and not may_speak_as(user, partner, now=now)):
        return False
    return is_submission_open(campaign, now=now)


def may_edit(user, project, *, now):
    """Its authors, until the phase closes or a service begins to assess it."""
    return (
        project.state in EDITABLE_STATES
        and is_author(user, project, now=now)
        and is_submission_open(project.campaign, now=now)
    )


def may_withdraw(user, project, *, now):
    """Its authors, until it is on the ballot."""
    return project.state in MOVABLE_STATES and is_author(user, project, now=now)


def may_receive(user, project, *, now):
    """Assessors and campaign managers say that a project is admissible, or that its assessment begins."""
    return _has(user, "assess_project") or _has(user, "manage_campaign")


def may_work_as_assessor(user, campaign, *, now):
    """Assessors see the list of what there is to assess, at any time."""
    return _has(user, "assess_project")


def may_assess(user, project, *, now):
    """Assessors, while the assessment is open; during appeals, refused projects that someone else refused.

    Managers who hold no right to assess cannot key a verdict, in the phase or out of it: they move the dates.
    """
    if not _has(user, "assess_project"):
        return False
    if project.state in ASSESSABLE_STATES:
        return is_phase_open(project.campaign, PhaseKind.ASSESSMENT, now=now)
    if project.state == ProjectState.REFUSED:
        return is_phase_open(project.campaign, PhaseKind.APPEAL, now=now) and not has_assessed(user, project)
    return False


def has_assessed(user, project):
    """True when this person already signed a verdict on the project: an appeal goes to someone else."""
    return project.assessments.filter(assessor=user).exists()


def may_merge(user, project, *, now):
    """Staff who may merge, until the project is on the ballot."""
    return project.state in MOVABLE_STATES and _has(user, "merge_project")


def may_list_on_ballot(user, project, *, now):
    """Staff who may freeze a vote or run the campaign, and the system."""
    return project.state in LISTABLE_STATES and (
        user is None or _has(user, "freeze_vote") or _has(user, "manage_campaign")
    )


def may_record_award(user, project, *, now):
    """Staff who may publish results, and the system."""
    return project.state == ProjectState.ON_BALLOT and (user is None or _has(user, "publish_results"))


def may_follow_works(user, project, *, now):
    """Staff who follow the works of projects that won, and the system."""
    return project.state in WON_STATES and (user is None or _has(user, "follow_delivery"))


def may_import(user, campaign, *, now):
    """Staff who run the campaign, and the system."""
    return user is None or _has(user, "manage_campaign")


def may_commit(user, partner, *, now):
    """Those who may speak for the partner, and staff who keep its commitments up to date."""
    return may_speak_as(user, partner, now=now) or (partner.is_validated and _has(user, "add_commitment"))


def may_confirm(user, commitment, *, now):
    """Staff: a promise is confirmed, kept or late when the City has seen it so."""
    return _has(user, "change_commitment")


def may_withdraw_commitment(user, commitment, *, now):
    """Those who may speak for the partner, and staff."""
    return may_speak_as(user, commitment.partner, now=now) or _has(user, "change_commitment")
