"""Asking an author something before deciding, and their answer. It stays between the two of them."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import ContributionState
from budget.contributions.models import AuthorQuery
from budget.contributions.services.deciding import locked
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.telling import tell_query
from budget.journal.services import record

WORDS_LIMIT = 1000


@transaction.atomic
def ask_author(*, contribution, question, actor, now, seen=None):
    """Ask the author; the answer comes back in the queue. Those with a follow code read it on the page of the code.

    Journal: `author.asked`. Raises ContributionError.
    """
    contribution = locked(contribution, actor, now, seen)
    if contribution.state == ContributionState.WITHDRAWN:
        raise ContributionError(_("This contribution was withdrawn: there is nothing to ask any more."))
    question = _checked(question, field="question")
    if contribution.author_queries.filter(closed_at__isnull=True).exists():
        raise ContributionError(_("The author has already been asked something: wait for the answer."))
    query = AuthorQuery.objects.create(
        contribution=contribution, question=question, asked_by=actor, asked_at=now
    )
    record(actor=actor, action="author.asked", obj=contribution, now=now)
    tell_query(query, now=now)
    return query


@transaction.atomic
def answer_query(*, query, answer, actor, now):
    """The author's answer; `actor` None is whoever showed the follow code. Journal: `author.answered`.

    Raises ContributionError.
    """
    query = (
        AuthorQuery.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=query.pk)
    )
    if not permissions.may_answer_query(actor, query, now=now):
        raise ContributionError(_("Only the person who said it may answer the moderators."))
    if query.closed_at:
        raise ContributionError(
            _("The moderators no longer wait for an answer: they have decided, or you answered.")
        )
    query.answer, query.closed_at = _checked(answer, field="answer"), now
    query.save(update_fields=["answer", "closed_at"])
    record(actor=actor, action="author.answered", obj=query.contribution, now=now)
    return query


def _checked(words, *, field):
    words = words.strip()
    if not words:
        raise ContributionError(_("Write a sentence."), field=field)
    if len(words) > WORDS_LIMIT:
        raise ContributionError(
            _("Shorten your text: at most %(limit)d characters are kept.") % {"limit": WORDS_LIMIT},
            field=field,
        )
    return words
