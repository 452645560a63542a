"""What partners promise to a project or to an objective of the plan, and what became of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.journal.services import record
from budget.projects import permissions
from budget.projects.choices import CommitmentState
from budget.projects.models import Commitment
from budget.projects.services.moves import ProjectError

#: Where a commitment may go from each state.
NEXT = {
    CommitmentState.PROPOSED: {CommitmentState.CONFIRMED, CommitmentState.WITHDRAWN},
    CommitmentState.CONFIRMED: {CommitmentState.KEPT, CommitmentState.LATE, CommitmentState.WITHDRAWN},
    CommitmentState.LATE: {CommitmentState.KEPT, CommitmentState.WITHDRAWN},
    CommitmentState.KEPT: set(),
    CommitmentState.WITHDRAWN: set(),
}


@transaction.atomic
def commit_means(*, partner, actor, quantity, due_on, now, project=None, objective=None, evidence=""):
    """Promise means to one project or to one objective: how much, by when. It starts "to be confirmed"."""
    quantity = quantity.strip()
    if not permissions.may_commit(actor, partner, now=now):
        raise ProjectError(
            _("Only the representatives of a validated organisation can commit its means."), field="partner"
        )
    if not quantity:
        raise ProjectError(_("Write what is promised, and how much."), field="quantity")
    if not due_on:
        raise ProjectError(_("Give the date by which it will be done."), field="due_on")
    if (project is None) == (objective is None):
        raise ProjectError(_("Choose one project or one objective of the plan."), field="project")
    commitment = Commitment.objects.create(
        partner=partner,
        project=project,
        objective=objective,
        quantity=quantity,
        due_on=due_on,
        evidence=evidence.strip(),
        committed_at=now,
    )
    _record("commit_means", commitment, actor, now)
    return commitment


@transaction.atomic
def confirm_commitment(*, commitment, actor, now, evidence=""):
    """The City has seen that the promise is firm."""
    return _move(commitment, CommitmentState.CONFIRMED, "confirm_commitment", actor, now, evidence=evidence)


@transaction.atomic
def keep_commitment(*, commitment, actor, now, evidence):
    """The promise is kept: the evidence says how one knows."""
    if not evidence.strip():
        raise ProjectError(_("Give the evidence: a document, a number, a link."), field="evidence")
    return _move(commitment, CommitmentState.KEPT, "keep_commitment", actor, now, evidence=evidence)


@transaction.atomic
def report_commitment_late(*, commitment, actor, now, reason):
    """The date has passed: say why it is late."""
    if not reason.strip():
        raise ProjectError(_("Say why it is late: the reason is public."), field="reason")
    return _move(commitment, CommitmentState.LATE, "report_commitment_late", actor, now, reason=reason)


@transaction.atomic
def withdraw_commitment(*, commitment, actor, now, reason):
    """The partner takes its promise back; the reason is public."""
    if not permissions.may_withdraw_commitment(actor, commitment, now=now):
        raise ProjectError(_("Only this organisation's representatives can withdraw its commitment."))
    if not reason.strip():
        raise ProjectError(_("Say why it is withdrawn: the reason is public."), field="reason")
    return _move(commitment, CommitmentState.WITHDRAWN, "withdraw_commitment", actor, now, reason=reason)


def _move(commitment, state, action, actor, now, *, evidence="", reason=""):
    commitment = (
        Commitment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("partner", "project", "objective")
        .get(pk=commitment.pk)
    )
    if state != CommitmentState.WITHDRAWN and not permissions.may_confirm(actor, commitment, now=now):
        raise ProjectError(_("Only the City's staff can say what became of a commitment."))
    if state not in NEXT[commitment.state]:
        raise ProjectError(
            _("This commitment is “%(state)s”: it cannot become “%(next)s”.")
            % {"state": commitment.get_state_display(), "next": CommitmentState(state).label}
        )
    commitment.state = state
    commitment.evidence = evidence.strip() or commitment.evidence
    commitment.reason = reason.strip() or commitment.reason
    commitment.save(update_fields=["state", "evidence", "reason"])
    _record(action, commitment, actor, now, reason.strip())
    return commitment


def _record(action, commitment, actor, now, reason=""):
    to = commitment.project.reference if commitment.project else commitment.objective.code
    detail = {"partner": commitment.partner.reference, "to": to, "quantity": commitment.quantity}
    record(actor=actor, action=action, obj=commitment, now=now, reason=reason, detail=detail)
