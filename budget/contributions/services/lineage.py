"""Drawing and revoking lineage edges. Rows are never changed: a correction is a revoking edge."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import LIVE_STATES, ContributionState, EdgeKind
from budget.contributions.models import Contribution, LineageEdge
from budget.contributions.queries.lineage import path_between
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.moderation import state_by_lineage
from budget.contributions.services.news import tell_became
from budget.journal.services import record

LOCK = 7_321_120  # key of the advisory lock under which edges are drawn, one at a time
_SAME_ENDS = {EdgeKind.MERGED, EdgeKind.SPLIT, EdgeKind.CARRIED_OVER, EdgeKind.DEEPENED, EdgeKind.ANSWERED}
_CONTRIBUTION, _PROJECT, _OBJECTIVE = "contribution", "project", "objective"


@transaction.atomic
def draw_edge(*, source, target, kind, actor, now, reason="", proposal=None):
    """Write down that `target` came of `source`; a contribution's state follows. Drawing it again changes nothing.

    Each end is a Contribution, or a Project known by its model name; what feeds the plan ends at an Objective.
    `proposal` is the one this carries out. Refuses what would make something its own ancestor, and shows the circle.
    Journal: `lineage.drawn` on the source. Raises ContributionError.
    """
    kind = EdgeKind(kind)
    _check_ends(source, target, kind)
    if not permissions.may_draw_edge(actor, source=source, target=target, kind=kind, now=now):
        raise ContributionError(_("Only staff, or the author of the project, may say what came of it."))
    _lock()
    ends = {**_end("source", source), **_end("target", target)}
    drawn = LineageEdge.objects.filter(**ends, kind=kind, revoked_by__isnull=True).first()
    if drawn:
        return drawn
    _check_no_circle(source, target)
    edge = LineageEdge.objects.create(
        **ends, kind=kind, reason=reason, drawn_by=actor, drawn_at=now, proposal=proposal
    )
    _follow(source)
    detail = {"kind": kind, "target": _named(target)}
    record(actor=actor, action="lineage.drawn", obj=source, now=now, reason=reason, detail=detail)
    if kind == EdgeKind.BECAME:
        tell_became(source, target, actor=actor, now=now)
    return edge


@transaction.atomic
def revoke_edge(*, edge, actor, now, reason):
    """Take an edge back by writing another one; both stay readable. Journal: `lineage.revoked`.

    Raises ContributionError without a reason, or when it was already taken back.
    """
    if not permissions.may_revoke_edge(actor, now=now):
        raise ContributionError(_("Only staff may correct the lineage."))
    if not reason.strip():
        raise ContributionError(_("Say why the link is taken back: it is written beside it."), field="reason")
    _lock()
    if edge.kind == EdgeKind.REVOKED or LineageEdge.objects.filter(revokes=edge).exists():
        raise ContributionError(_("This link was already taken back: draw it again if it holds after all."))
    source = edge.source_contribution or edge.source_project
    target = edge.target_contribution or edge.target_project or edge.target_objective
    revoking = LineageEdge.objects.create(
        **_end("source", source),
        **_end("target", target),
        kind=EdgeKind.REVOKED,
        revokes=edge,
        reason=reason.strip(),
        drawn_by=actor,
        drawn_at=now,
    )
    _follow(source)
    detail = {"kind": edge.kind, "target": _named(target)}
    record(actor=actor, action="lineage.revoked", obj=source, now=now, reason=reason.strip(), detail=detail)
    return revoking


def _lock():
    """Two edges drawn at the same time could close a circle that neither sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _type(thing):
    return thing._meta.model_name


def _named(thing):
    return thing.code if _type(thing) == _OBJECTIVE else thing.reference


def _end(side, thing):
    return {f"{side}_{_type(thing)}_id": thing.pk}


def _check_ends(source, target, kind):
    ends = (_type(source), _type(target))
    if kind == EdgeKind.REVOKED:
        raise ContributionError(_("Take a link back by naming it."))
    if (kind == EdgeKind.FED) != (ends[1] == _OBJECTIVE) or ends[0] == _OBJECTIVE:
        raise ContributionError(
            _("Contributions and projects feed an objective of the plan, nothing else does.")
        )
    if kind == EdgeKind.BECAME and ends != (_CONTRIBUTION, _PROJECT):
        raise ContributionError(_("A contribution becomes a project, nothing else does."))
    if kind == EdgeKind.ANSWERED and ends[0] != _CONTRIBUTION:
        raise ContributionError(_("A contribution is answered by another one."))
    if kind in _SAME_ENDS and ends[0] != ends[1]:
        raise ContributionError(_("Contributions join contributions, projects join projects."))


def _check_no_circle(source, target):
    if _type(target) == _OBJECTIVE:
        return
    path = [source.reference] if source == target else path_between(target, source)
    if path:
        circle = " → ".join([*path, path[0]])
        raise ContributionError(
            _("This link would close a circle: %(circle)s. Revoke one of these links first.")
            % {"circle": circle}
        )


def _follow(source):
    """A contribution's state follows the edges that hold; what is hidden, withdrawn or waiting stays so."""
    if _type(source) != _CONTRIBUTION:
        return
    locked = Contribution.objects.select_for_update(of=("self",), no_key=True).get(pk=source.pk)
    follows = (
        *LIVE_STATES,
        ContributionState.MERGED,
        ContributionState.SPLIT,
        ContributionState.CARRIED_OVER,
    )
    if locked.state in follows:
        locked.state = state_by_lineage(locked)
        locked.save(update_fields=["state"])
    source.state = locked.state
