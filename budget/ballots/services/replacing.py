"""Replacing a ballot until the close: whoever holds its secret may, without signing in. The roll does not move."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class ReplacementKeys:
    """What replaces revision `rev` of a ballot: its handle, the preimage of its key, and the keys of the next one."""

    rev: int
    handle: bytes
    pre: bytes
    nonce: bytes
    rk: bytes

    @classmethod
    def from_secret(cls, secret, *, vote_uid, section, rev):
        """The keys of someone whose secret the server knows (no JavaScript). Raises ReplacementError after the last."""
        if rev >= receipt.MAX_REVISION:
            raise ReplacementError(_("This ballot has been replaced fifty times: it cannot be any more."))
        following = receipt.section_keys(secret, vote_uid, section, rev + 1)
        return cls(
            rev, following.handle, receipt.pre(secret, vote_uid, section, rev), following.nonce, following.rk
        )


def replace_ballot(*, vote, section, keys, choices):
    """Put a new revision of one section's ballot beside the former one; the last revision counts. Returns its tracker.

    The former revision is shown to be replaced by the preimage of its key, which the secret alone gives. Raises
    ReplacementError when the keys fit no ballot or the rules allow no replacement, AlreadyVotedError when another
    replacement came first; otherwise as `cast_ballot`.
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
        entry = _next_entry(vote, section, keys, choices)
        if not insert_into_intake([entry]):
            raise _too_late()
    return entry.tracker


def _next_entry(vote, section, keys, choices):
    former = last_revision(vote_id=vote.pk, handle=keys.handle)
    if (
        former is None
        or former.section != section
        or keys.rev > former.rev
        or keys.rev >= receipt.MAX_REVISION
    ):
        raise ReplacementError(_("No ballot of this vote has this code. Check what you typed."))
    if keys.rev < former.rev:
        raise _too_late()
    if receipt.rk(keys.pre) != former.rk:
        raise ReplacementError(_("No ballot of this vote has this code. Check what you typed."))
    paper = Paper(section, keys.handle, keys.nonce, keys.rk, tuple(choices))
    return entry_of(
        vote,
        paper,
        section_id=former.section_id,
        channel=VotingChannel.WEB,
        rev=keys.rev + 1,
        prev_pre=keys.pre,
    )


def _too_late():
    return AlreadyVotedError(_("This ballot has just been replaced from elsewhere. Check it with your code."))
