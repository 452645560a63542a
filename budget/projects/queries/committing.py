"""What partners promised: rows for components/table/commitments.html."""

from django.db.models import Q

from budget.partners.choices import PartnerState
from budget.projects.choices import PRIVATE_STATES, CommitmentState
from budget.projects.models import Commitment

TONES = {CommitmentState.KEPT: "kept", CommitmentState.LATE: "late", CommitmentState.WITHDRAWN: "late"}


def _public():
    return (
        Commitment.objects.filter(partner__state=PartnerState.VALIDATED)
        .exclude(project__state__in=PRIVATE_STATES)
        .select_related("partner", "project__campaign", "objective")
    )


def promises(campaign=None):
    """Every public commitment, in the order they were made; of a campaign: those to its projects or to the plan."""
    found = _public()
    if campaign is not None:
        found = found.filter(Q(project__campaign=campaign) | Q(project__isnull=True))
    return found.order_by("committed_at", "pk")


def commitments_of(partner):
    """The partner's commitments, by due date."""
    return _public().filter(partner=partner).order_by("due_on", "pk")


def commitments_to(project):
    """What partners promised to a project, by due date."""
    return _public().filter(project=project).order_by("due_on", "pk")


def promises_to_the_plan():
    """What partners promised to objectives of the plan, by due date."""
    return _public().filter(objective__isnull=False).order_by("due_on", "pk")
