"""Replacing a ballot until the close: whoever holds its secret may, without signing in. The roll does not move."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.ballots.queries import last_revision
from budget.ballots.services.casting import check_open, insert_into_intake
from budget.ballots.services.errors import AlreadyVotedError, InvalidBallotError, ReplacementError
from budget.ballots.services.locks import set_limits, share_vote
from budget.ballots.services.papers import Paper, entry_of
from budget.roll.choices import VotingChannel
from budget.rules import receipt
from budget.rules.ballot import Definition, check_choices


def replace_ballot(*, vote, secret, section, choices):
    """Put a new revision of one section's ballot beside the former one; the last revision counts. Returns its tracker.

    The former revision is shown to be replaced by the preimage of its key, which the secret alone gives. Raises
    ReplacementError when no ballot has this secret, or the rules allow no replacement; otherwise as `cast_ballot`.
    """
    if not vote.may_replace:
        raise ReplacementError(_("The rules of this vote allow no replacement."))
    problems = check_choices(Definition.from_data(vote.rules), section, choices)
    if problems:
        raise InvalidBallotError(_("These choices do not follow the rules of the vote."), problems=problems)
    with transaction.atomic(durable=True):
        set_limits(lock_timeout="3s", statement_timeout="5s")
        share_vote(vote.pk)
        check_open(vote)
        former = last_revision(vote_id=vote.pk, handle=receipt.handle(secret, vote.uid, section))
        if former is None:
            raise ReplacementError(_("No ballot of this vote has this code. Check what you typed."))
        entry = _next_entry(vote, secret, section, choices, former)
        if not insert_into_intake([entry]):
            raise AlreadyVotedError(
                _("This ballot has just been replaced from elsewhere. Check it with your code.")
            )
    return entry.tracker


def _next_entry(vote, secret, section, choices, former):
    section_id, rev, rk = former
    if rev >= receipt.MAX_REVISION:
        raise ReplacementError(_("This ballot has been replaced fifty times: it cannot be any more."))
    pre = receipt.pre(secret, vote.uid, section, rev)
    if receipt.rk(pre) != rk:
        raise ReplacementError(_("No ballot of this vote has this code. Check what you typed."))
    paper = Paper.from_secret(secret, vote_uid=vote.uid, section=section, choices=choices, rev=rev + 1)
    return entry_of(vote, paper, section_id=section_id, channel=VotingChannel.WEB, rev=rev + 1, prev_pre=pre)
