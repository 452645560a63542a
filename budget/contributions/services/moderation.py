"""Publishing and hiding. The rule depends on the nature and the phase, never on the channel."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import ContributionState, EdgeKind
from budget.contributions.models import Contribution
from budget.contributions.services.errors import ContributionError
from budget.journal.services import record


@transaction.atomic
def publish(*, contribution, actor, now, reason=""):
    """Publish what was received, or show again what was hidden, in the state its lineage says.

    Journal: `contribution.published`. Raises ContributionError.
    """
    contribution = _locked(contribution, actor, now)
    if contribution.state not in (ContributionState.RECEIVED, ContributionState.HIDDEN):
        raise ContributionError(_("This contribution can already be read by everyone."))
    contribution.state = state_by_lineage(contribution)
    contribution.hidden_reason = ""
    contribution.published_at = contribution.published_at or now
    contribution.save(update_fields=["state", "hidden_reason", "published_at"])
    record(actor=actor, action="contribution.published", obj=contribution, now=now, reason=reason)
    return contribution


@transaction.atomic
def hide(*, contribution, actor, now, reason):
    """Hide the words, keep the place: the thread, the answers and the edges stay. Journal: `contribution.hidden`.

    `reason` names the article of the charter and is shown. Raises ContributionError.
    """
    contribution = _locked(contribution, actor, now)
    if not reason.strip():
        raise ContributionError(
            _("Name the article of the charter: the author and the readers are told why."), field="reason"
        )
    if contribution.state in (ContributionState.HIDDEN, ContributionState.WITHDRAWN):
        raise ContributionError(_("This contribution cannot be read by anyone any more."))
    contribution.state = ContributionState.HIDDEN
    contribution.hidden_reason = reason.strip()
    contribution.save(update_fields=["state", "hidden_reason"])
    record(actor=actor, action="contribution.hidden", obj=contribution, now=now, reason=reason.strip())
    return contribution


def state_by_lineage(contribution):
    """The public state that the edges that still hold give a contribution."""
    kinds = set(contribution.edges_out.filter(revoked_by__isnull=True).values_list("kind", flat=True))
    for kind, state in (
        (EdgeKind.BECAME, ContributionState.BECAME_PROJECT),
        (EdgeKind.MERGED, ContributionState.MERGED),
        (EdgeKind.CARRIED_OVER, ContributionState.CARRIED_OVER),
    ):
        if kind in kinds:
            return state
    return ContributionState.PUBLISHED


def _locked(contribution, actor, now):
    """The contribution as it is now, locked: two moderators cannot decide at once."""
    if not permissions.may_moderate(actor, contribution, now=now):
        raise ContributionError(_("Only moderators may publish or hide a contribution."))
    return Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
