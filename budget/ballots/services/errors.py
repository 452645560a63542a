"""Why an act on a vote was refused."""

from django.utils.translation import gettext as _

from budget.journal.services import DomainError


class VoteError(DomainError):
    """An act on a vote that was refused."""


class NotAllowedError(VoteError):
    """The person may not do this."""


class CastError(VoteError):
    """A ballot that was not taken in. `status` is the HTTP status of the answer."""

    status = 400


class InvalidBallotError(CastError):
    """The ballot breaks the frozen rules; `problems` are those of `rules.ballot`."""

    def __init__(self, message, *, problems=()):
        super().__init__(message)
        self.problems = tuple(problems)


class NotIdentifiedError(CastError):
    """Nobody eligible stands behind this ballot."""

    status = 403


class AlreadyVotedError(CastError):
    """The roll already carries this voter's mark; `day` says when (or is None)."""

    status = 409

    def __init__(self, message, *, day=None):
        super().__init__(message)
        self.day = day


class VoteClosedError(CastError):
    """The vote is over."""

    status = 410


class VoteNotOpenError(CastError):
    """The vote has not begun, or is suspended."""

    status = 423


class ReplacementError(CastError):
    """A ballot that was not replaced."""

    status = 404


def require(allowed, message=None):
    """Raise NotAllowedError unless `allowed`."""
    if not allowed:
        raise NotAllowedError(message or _("Only the staff who run this vote may do this."))
