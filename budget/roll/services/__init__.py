"""Writing the roll: peppers, identification by e-mail, voters, attendance."""

from budget.roll.services.attendance import mark_attendance, rewrite_attendance
from budget.roll.services.challenges import (
    IdentificationError,
    challenge_is_open,
    confirm_challenge,
    email_lookup,
    forget_challenges,
    is_same_browser,
    request_challenge,
)
from budget.roll.services.pepper import PepperMissingError, create_pepper
from budget.roll.services.throttle import is_throttled
from budget.roll.services.voters import enrol_voter

__all__ = [
    "IdentificationError",
    "PepperMissingError",
    "challenge_is_open",
    "confirm_challenge",
    "create_pepper",
    "email_lookup",
    "enrol_voter",
    "forget_challenges",
    "is_same_browser",
    "is_throttled",
    "mark_attendance",
    "request_challenge",
    "rewrite_attendance",
]
