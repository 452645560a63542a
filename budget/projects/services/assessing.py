"""A service's verdict: costed, reasoned, signed. An appeal is a second verdict by someone else."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.campaigns.choices import PhaseKind
from budget.campaigns.queries import is_phase_open
from budget.projects import permissions
from budget.projects.choices import ASSESSABLE_STATES, ProjectState, RefusalCode, Verdict
from budget.projects.models import Assessment
from budget.projects.services.moves import ProjectError, lock, move
from budget.projects.services.news import tell_state
from budget.projects.services.submitting import check_cost

STATE_OF_VERDICT = {
    Verdict.FIT: ProjectState.FIT,
    Verdict.FIT_WITH_CONDITIONS: ProjectState.FIT_WITH_CONDITIONS,
    Verdict.REFUSED: ProjectState.REFUSED,
}


@transaction.atomic
def assess_project(
    *,
    project,
    assessor,
    service,
    verdict,
    cost_cents,
    now,
    signed_as,
    upkeep_cents=None,
    conditions="",
    refusal_code="",
    reason="",
    way_forward="",
    criteria=None,
):
    """Sign a verdict; the project takes its state, its cost and its upkeep. Returns the Assessment.

    A refusal needs a code, a reason in plain words and a way forward. A project is found fit only within its
    envelope. `criteria`: {criterion: {"finding": …, "comment": …}}. Raises ProjectError with the field to correct.
    """
    project = lock(project)
    _check_assessor(assessor, project, now)
    texts = {
        "service": service.strip(),
        "conditions": conditions.strip(),
        "reason": reason.strip(),
        "way_forward": way_forward.strip(),
        "signed_as": signed_as.strip(),
    }
    _check_verdict(verdict, refusal_code, texts)
    _check_amounts(verdict, cost_cents, upkeep_cents, project.envelope)
    is_appeal = project.state == ProjectState.REFUSED
    assessment = Assessment.objects.create(
        project=project,
        assessor=assessor,
        verdict=verdict,
        criteria=criteria or {},
        cost_cents=cost_cents,
        upkeep_cents=upkeep_cents,
        refusal_code=refusal_code if verdict == Verdict.REFUSED else "",
        is_appeal=is_appeal,
        signed_at=now,
        **texts,
    )
    project.cost_cents, project.upkeep_cents = cost_cents, upkeep_cents
    move(
        project,
        STATE_OF_VERDICT[verdict],
        actor=assessor,
        action="decide_appeal" if is_appeal else "assess_project",
        now=now,
        reason=texts["reason"],
        detail={"service": texts["service"], "signed_as": texts["signed_as"]},
        fields=["cost_cents", "upkeep_cents"],
    )
    told = texts["reason"] or texts["conditions"]
    way_forward = texts["way_forward"]
    tell_state(project, actor=assessor, now=now, text=f"{told} {way_forward}".strip(), is_urgent=True)
    return assessment


def _check_assessor(assessor, project, now):
    if not permissions.may_work_as_assessor(assessor, project.campaign, now=now):
        raise ProjectError(_("Only the City's assessors can sign a verdict."))
    if permissions.may_assess(assessor, project, now=now):
        return
    if project.state in ASSESSABLE_STATES:
        raise ProjectError(_("The assessment is not open at this date: ask the campaign manager."))
    if project.state != ProjectState.REFUSED:
        raise ProjectError(
            _("%(project)s is “%(state)s”: there is no verdict to give.")
            % {"project": project, "state": project.get_state_display()}
        )
    if not is_phase_open(project.campaign, PhaseKind.APPEAL, now=now):
        raise ProjectError(_("A refusal is examined again only while appeals are open."))
    raise ProjectError(_("You signed the first verdict: an appeal is decided by someone else."))


def _check_verdict(verdict, refusal_code, texts):
    if verdict not in Verdict.values:
        raise ProjectError(_("Choose a verdict."), field="verdict")
    if not texts["service"]:
        raise ProjectError(_("Name the service that assessed the project."), field="service")
    if verdict == Verdict.FIT_WITH_CONDITIONS and not texts["conditions"]:
        raise ProjectError(
            _("Write the conditions: the authors and the voters will read them."), field="conditions"
        )
    if verdict == Verdict.REFUSED:
        _check_refusal(refusal_code, texts)
    if not texts["signed_as"]:
        raise ProjectError(_("Sign: a name or a function, and the service."), field="signed_as")


def _check_refusal(refusal_code, texts):
    if refusal_code not in RefusalCode.values:
        raise ProjectError(_("Choose the reason for the refusal."), field="refusal_code")
    if not texts["reason"]:
        raise ProjectError(_("Explain the refusal in plain words: its authors will read it."), field="reason")
    if not texts["way_forward"]:
        raise ProjectError(
            _("Write a way forward: another place, another budget, a project to join."), field="way_forward"
        )


def _check_amounts(verdict, cost_cents, upkeep_cents, envelope):
    if verdict != Verdict.REFUSED:
        check_cost(cost_cents, upkeep_cents, envelope)
        return
    if not cost_cents or cost_cents <= 0:
        raise ProjectError(_("Write the cost in euros, above zero: for example 62000."), field="cost_cents")
    if upkeep_cents is not None and upkeep_cents < 0:
        raise ProjectError(_("Write the upkeep per year in euros: 0 if there is none."), field="upkeep_cents")
