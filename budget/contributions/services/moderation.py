"""Publishing, hiding, leaving as it is. The rule depends on the nature and the phase, never on the channel."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions.choices import (
    PUBLIC_STATES,
    Act,
    ContributionState,
    EdgeKind,
    Nature,
    QueueReason,
)
from budget.contributions.services.deciding import decide, locked
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.news import tell_answer
from budget.journal.services import record


@transaction.atomic
def publish(*, contribution, actor, now, reason="", seen=None):
    """Publish what was received, or show again what was hidden, in the state its lineage says.

    Journal: `contribution.published`. Raises ContributionError, and StaleError when it is not what was `seen`.
    """
    contribution = locked(contribution, actor, now, seen)
    if contribution.state not in (ContributionState.RECEIVED, ContributionState.HIDDEN):
        raise ContributionError(_("This contribution can already be read by everyone."))
    if contribution.queue_items.filter(why=QueueReason.CONTEST, closed_at__isnull=True).exists():
        raise ContributionError(_("Its author has contested the decision: answer the contest instead."))
    show(contribution, now)
    decide(contribution, Act.PUBLISHED, actor=actor, now=now, reason=reason.strip())
    record(actor=actor, action="contribution.published", obj=contribution, now=now, reason=reason)
    return contribution


def show(contribution, now):
    """Give a contribution the public state its lineage says. Call it under the lock."""
    contribution.state = state_by_lineage(contribution)
    contribution.hidden_reason = ""
    contribution.published_at = contribution.published_at or now
    contribution.save(update_fields=["state", "hidden_reason", "published_at"])
    tell_answer(contribution, now=now)


@transaction.atomic
def hide(*, contribution, actor, now, reason="", article=None, seen=None):
    """Hide the words, keep the place: the thread, the answers and the edges stay. Journal: `contribution.hidden`.

    The `article` of the charter, and `reason` if more is to be said, are shown in its place. Raises
    ContributionError, and StaleError when it is not what was `seen`.
    """
    contribution = locked(contribution, actor, now, seen)
    shown = shown_reason(article, reason)
    if contribution.state in (ContributionState.HIDDEN, ContributionState.WITHDRAWN):
        raise ContributionError(_("This contribution cannot be read by anyone any more."))
    contribution.state = ContributionState.HIDDEN
    contribution.hidden_reason = shown
    contribution.save(update_fields=["state", "hidden_reason"])
    decide(contribution, Act.HIDDEN, actor=actor, now=now, article=article, reason=reason.strip())
    record(actor=actor, action="contribution.hidden", obj=contribution, now=now, reason=shown)
    return contribution


def shown_reason(article, reason):
    """The article of the charter and what the moderator adds, as readers see them; one of the two is needed."""
    said = [article.label] if article else []
    said += [reason.strip()] if reason.strip() else []
    if not said:
        raise ContributionError(
            _("Name the article of the charter: the author and the readers are told why."),
            field="article",
        )
    return ". ".join(said)


@transaction.atomic
def keep(*, contribution, actor, now, reason="", seen=None):
    """Leave what is public as it is: it was read, and reports about it are answered. Journal: `contribution.kept`."""
    contribution = locked(contribution, actor, now, seen)
    if contribution.state not in PUBLIC_STATES:
        raise ContributionError(_("Only what can be read by everyone is left as it is: publish it first."))
    decide(contribution, Act.KEPT, actor=actor, now=now, reason=reason.strip())
    record(actor=actor, action="contribution.kept", obj=contribution, now=now, reason=reason.strip())
    return contribution


@transaction.atomic
def make_question(*, contribution, actor, now, reason="", seen=None):
    """What was said asks something: make it a question, and publish it if it waited.

    The decision keeps the former nature. Journal: `contribution.made_question`. Raises ContributionError.
    """
    contribution = locked(contribution, actor, now, seen)
    if contribution.nature == Nature.QUESTION:
        raise ContributionError(_("This is a question already."))
    if contribution.state not in (ContributionState.RECEIVED, ContributionState.PUBLISHED):
        raise ContributionError(_("What has become something else, or cannot be read, keeps its nature."))
    former, contribution.nature = contribution.nature, Nature.QUESTION
    contribution.save(update_fields=["nature"])
    if contribution.state == ContributionState.RECEIVED:
        show(contribution, now)
    detail = {"former_nature": former}
    decide(contribution, Act.QUESTION, actor=actor, now=now, reason=reason.strip(), former_nature=former)
    record(actor=actor, action="contribution.made_question", obj=contribution, now=now, detail=detail)
    return contribution


def state_by_lineage(contribution):
    """The public state that the edges that still hold give a contribution."""
    kinds = set(contribution.edges_out.filter(revoked_by__isnull=True).values_list("kind", flat=True))
    for kind, state in (
        (EdgeKind.BECAME, ContributionState.BECAME_PROJECT),
        (EdgeKind.MERGED, ContributionState.MERGED),
        (EdgeKind.SPLIT, ContributionState.SPLIT),
        (EdgeKind.CARRIED_OVER, ContributionState.CARRIED_OVER),
    ):
        if kind in kinds:
            return state
    return ContributionState.PUBLISHED
