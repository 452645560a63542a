"""Writing votes and ballots: drafting, freezing, opening, casting, mixing, closing, importing, checking."""

from budget.ballots.services.casting import CastReceipt, cast_ballot, find_receipt
from budget.ballots.services.checking import CheckLine, check_vote
from budget.ballots.services.errors import (
    AlreadyVotedError,
    CastError,
    InvalidBallotError,
    NotAllowedError,
    NotIdentifiedError,
    ReplacementError,
    VoteClosedError,
    VoteError,
    VoteNotOpenError,
)
from budget.ballots.services.importing import deposit_imported, prepare_imported_vote
from budget.ballots.services.lifecycle import (
    close_if_lapsed,
    close_vote,
    extend_vote,
    open_vote,
    publish_vote,
    resume_vote,
    suspend_vote,
)
from budget.ballots.services.mixing import mix_vote, mix_when_due
from budget.ballots.services.papers import Paper
from budget.ballots.services.preparing import freeze_vote, prepare_vote, preview_definition
from budget.ballots.services.replacing import ReplacementKeys, replace_ballot

__all__ = [
    "AlreadyVotedError",
    "CastError",
    "CastReceipt",
    "CheckLine",
    "InvalidBallotError",
    "NotAllowedError",
    "NotIdentifiedError",
    "Paper",
    "ReplacementError",
    "ReplacementKeys",
    "VoteClosedError",
    "VoteError",
    "VoteNotOpenError",
    "cast_ballot",
    "check_vote",
    "close_if_lapsed",
    "close_vote",
    "deposit_imported",
    "extend_vote",
    "find_receipt",
    "freeze_vote",
    "mix_vote",
    "mix_when_due",
    "open_vote",
    "prepare_imported_vote",
    "prepare_vote",
    "preview_definition",
    "publish_vote",
    "replace_ballot",
    "resume_vote",
    "suspend_vote",
]
