"""Contesting a decision, once; a second moderator reviews it. Both decisions stay."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import Act, ContributionState, QueueReason
from budget.contributions.models import Contribution, QueueItem
from budget.contributions.services.deciding import decide, locked, open_line
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.moderation import show
from budget.contributions.services.redacting import unmask
from budget.journal.services import record

WORDS_LIMIT = 2000


@transaction.atomic
def contest(*, decision, words, actor, now):
    """Contest a decision that took words away; `actor` None is whoever showed the follow code.

    Returns the line of the queue. Journal: `decision.contested`. Raises ContributionError.
    """
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=decision.contribution_id)
    if not permissions.may_contest(actor, decision, now=now):
        raise ContributionError(
            _("Only the person who said it may contest this decision, and once: read what was answered.")
        )
    words = words.strip()
    if not words:
        raise ContributionError(_("Say why you disagree: a sentence is enough."), field="words")
    if len(words) > WORDS_LIMIT:
        raise ContributionError(
            _("Shorten your text: at most %(limit)d characters are kept.") % {"limit": WORDS_LIMIT},
            field="words",
        )
    if QueueItem.objects.filter(contested=decision).exists():
        raise ContributionError(_("You have contested this decision already: a second moderator reads it."))
    open_line(contribution, QueueReason.CONTEST, now=now, contested=decision, words=words)
    record(actor=actor, action="decision.contested", obj=contribution, now=now)
    return QueueItem.objects.get(contested=decision)


@transaction.atomic
def review(*, item, is_upheld, actor, now, reason="", seen=None):
    """A second moderator confirms or undoes the decision contested. Undone, the words can be read again.

    Journal: `decision.upheld`, `decision.overturned`. Raises ContributionError, and StaleError when it is not what
    was `seen`.
    """
    first = item.contested
    if not permissions.may_review(actor, item, now=now):
        raise ContributionError(
            _("Another moderator than the one who decided answers a contest: leave it to a colleague.")
        )
    contribution = locked(item.contribution, actor, now, seen)
    item = QueueItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.closed_at:
        raise ContributionError(_("This contest has its answer already."))
    if not reason.strip():
        raise ContributionError(_("Say why in a sentence: the author reads it."), field="reason")
    act = Act.UPHELD if is_upheld else Act.OVERTURNED
    if not is_upheld:
        _undo(contribution, first, now)
    decide(contribution, act, actor=actor, now=now, reason=reason.strip(), reviews=first)
    record(actor=actor, action=f"decision.{act}", obj=contribution, now=now, reason=reason.strip())
    return contribution


def _undo(contribution, first, now):
    if first.act == Act.HIDDEN and contribution.state == ContributionState.HIDDEN:
        show(contribution, now)
    if first.act == Act.REDACTED and not unmask(contribution, since=first.decided_at):
        raise ContributionError(
            _(
                "The masked words were not kept, or the text has changed since: "
                "ask the author to write them again, then confirm the decision."
            )
        )
