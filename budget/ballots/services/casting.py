"""Casting: the mark on the roll and the ballot in the intake, in one transaction, or neither.

Nothing here raises a unique violation: PostgreSQL would write the row to its log. The database's clock decides.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.ballots.queries import end_of, leaves_of
from budget.ballots.services.errors import (
    AlreadyVotedError,
    InvalidBallotError,
    NotIdentifiedError,
    VoteClosedError,
    VoteNotOpenError,
)
from budget.ballots.services.locks import set_limits, share_vote
from budget.ballots.services.papers import COLUMNS, entries_of
from budget.ballots.services.words import already_words, closed_words
from budget.roll import queries as roll
from budget.roll.choices import VotingChannel
from budget.roll.services import mark_attendance

STATE = """
SELECT state, rules_sha256, clock_timestamp() >= opens_at,
       clock_timestamp() < closes_at + CASE WHEN %s THEN make_interval(secs => grace_s) ELSE interval '0' END
FROM budget_vote WHERE id = %s
"""


@dataclass(frozen=True, slots=True)
class CastReceipt:
    """What may be shown once the ballot is in: (section code, tracker) pairs. `is_replay`: it already was."""

    trackers: tuple[tuple[str, str], ...]
    is_replay: bool = False


class _NotTaken(Exception):  # noqa: N818 - rolls the transaction back, never leaves this module
    """The database left something alone: the voter or the ballot is in already."""


def cast_ballot(*, vote, voter_id, papers, reviewed_at=None, channel=VotingChannel.WEB):
    """Take in one voter's ballot, all sections at once. Returns a CastReceipt once it is on disk.

    `papers`: one Paper per section, the city-wide one always among them when there is one (blank if need be).
    `reviewed_at`: when the voter reached the review page; before the close, it earns the grace printed in the rules.
    The same papers again give the same receipt. Raises a CastError (InvalidBallotError, NotIdentifiedError,
    AlreadyVotedError, VoteClosedError, VoteNotOpenError), or OperationalError when the database is too busy: then
    nothing was stored and the same call may be made again.
    """
    entries = entries_of(vote, papers, channel=channel)
    try:
        with transaction.atomic(durable=True):
            set_limits(lock_timeout="3s", statement_timeout="5s")
            share_vote(vote.pk)
            check_open(vote, reviewed_at)
            slots = {entry.section_id: entry.slot for entry in entries}
            marked = mark_attendance(vote_id=vote.pk, voter_id=voter_id, slots=slots, channel=channel)
            if len(marked) < len(entries) or not insert_into_intake(entries):
                raise _NotTaken
    except _NotTaken:
        return _replay(vote, entries) or _refuse(vote, voter_id)
    return _receipt(entries)


def find_receipt(*, vote, papers, channel=VotingChannel.WEB):
    """The CastReceipt of a ballot that is already in, for whoever holds its keys; None otherwise. Writes nothing."""
    return _replay(vote, entries_of(vote, papers, channel=channel))


def check_open(vote, reviewed_at=None):
    """Raise unless the vote is open now by the database's clock, under the rules the voter saw."""
    is_reviewed = reviewed_at is not None and reviewed_at < vote.closes_at
    with connection.cursor() as cursor:
        cursor.execute(STATE, [is_reviewed, vote.pk])
        state, rules_sha256, has_begun, is_in_time = cursor.fetchone()
    if state in (VoteState.DRAFT, VoteState.FROZEN) or not has_begun:
        raise VoteNotOpenError(_("The vote has not begun yet. This ballot was not recorded."))
    if state not in (VoteState.OPEN, VoteState.SUSPENDED) or not is_in_time:
        closed = Vote.objects.select_related("phase").get(pk=vote.pk)
        raise VoteClosedError(closed_words(end_of(closed)))
    if state == VoteState.SUSPENDED:
        raise VoteNotOpenError(
            _("The vote is suspended. This ballot was not recorded: keep this page and send it again later.")
        )
    if bytes(rules_sha256) != bytes(vote.rules_sha256 or b""):
        raise InvalidBallotError(
            _("The ballot has been replaced since you opened it. Start again from its page.")
        )


def insert_into_intake(entries):
    """Insert in one statement; True when every row went in. A row that exists is left alone, without an error."""
    places = ", ".join(["(" + ", ".join(["%s"] * len(COLUMNS)) + ")"] * len(entries))
    statement = (
        f"INSERT INTO budget_ballotintake ({', '.join(COLUMNS)}) VALUES {places} "  # noqa: S608 - constants only
        "ON CONFLICT DO NOTHING RETURNING leaf"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for entry in entries for value in entry.row])
        return len(cursor.fetchall()) == len(entries)


def _receipt(entries, *, is_replay=False):
    return CastReceipt(tuple((entry.code, entry.tracker) for entry in entries), is_replay=is_replay)


def _replay(vote, entries):
    """The receipt when exactly these ballots are already in: the same cast, sent again."""
    stored = leaves_of(vote_id=vote.pk, handles=[entry.handle for entry in entries])
    if all(stored.get(entry.handle) == entry.leaf for entry in entries):
        return _receipt(entries, is_replay=True)
    return None


def _refuse(vote, voter_id):
    if not roll.is_eligible(vote_id=vote.pk, voter_id=voter_id):
        raise NotIdentifiedError(_("Identify yourself to vote. Your choices are kept on this page."))
    day = roll.attendance_day(vote_id=vote.pk, voter_id=voter_id)
    raise AlreadyVotedError(already_words(day), day=day)
