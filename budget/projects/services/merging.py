"""Two projects become one: with the consent of the authors, or for a stated reason. Nothing is destroyed."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions.choices import EdgeKind
from budget.contributions.queries import everyone_upstream
from budget.contributions.services import draw_edge, tell
from budget.projects import permissions
from budget.projects.choices import MOVABLE_STATES, ProjectState
from budget.projects.services.moves import ProjectError, check_move, lock, move


@transaction.atomic
def merge_projects(*, source, into, actor, now, reason="", consent=None):
    """Join `source` to `into`. `consent`: the contribution in which the authors agreed; without it, a reason.

    The address of `source` goes on answering, and what led to it now leads to `into` as well. Supports are not moved.
    Everyone upstream is told once.
    """
    reason = reason.strip()
    source, into = _locked_pair(source, into)
    if not permissions.may_merge(actor, source, now=now):
        check_move(source, ProjectState.MERGED)
        raise ProjectError(_("Only staff who may merge projects can do this."))
    _check_pair(source, into)
    if not reason and consent is None:
        raise ProjectError(
            _("Give the authors' consent, or the reason for the merge: both are public."), field="reason"
        )
    draw_edge(source=source, target=into, kind=EdgeKind.MERGED, actor=actor, now=now, reason=reason)
    source.merged_into, source.merge_consent = into, consent
    merged = move(
        source,
        ProjectState.MERGED,
        actor=actor,
        action="merge_projects",
        now=now,
        reason=reason,
        detail={"into": into.reference, "consent": consent.reference if consent else ""},
        fields=["merged_into", "merge_consent"],
    )
    _tell(merged, into, now)
    return merged


def _tell(source, into, now):
    """Everyone upstream of either, once."""
    titles = {"source": source.title, "into": into.title}
    tell(
        event="merge.done",
        obj=into,
        **everyone_upstream([source, into]),
        title=lambda: _("“%(source)s” has joined “%(into)s”") % titles,
        text=lambda: _(
            "Nothing is lost: both pages answer at their address, with everything that led to them."
        ),
        url=into.get_absolute_url,
        now=now,
        key=f"project.merged:{source.pk}",
    )


def _locked_pair(source, into):
    """Both, locked in the order of their keys, so that two merges never wait for each other."""
    if source.pk == into.pk:
        raise ProjectError(_("Choose two different projects."), field="into")
    locked = {project.pk: lock(project) for project in sorted((source, into), key=lambda p: p.pk)}
    return locked[source.pk], locked[into.pk]


def _check_pair(source, into):
    if source.campaign_id != into.campaign_id:
        raise ProjectError(_("Choose a project of the same campaign."), field="into")
    if into.state not in MOVABLE_STATES:
        raise ProjectError(
            _("%(project)s is “%(state)s”: nothing can join it any more.")
            % {"project": into, "state": into.get_state_display()},
            field="into",
        )
    check_move(source, ProjectState.MERGED)
