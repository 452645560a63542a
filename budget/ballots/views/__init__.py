"""The booth: the vote's page, identification, the ballot, the receipt."""

from budget.ballots.views.ballot import ballot, cast, review
from budget.ballots.views.identification import identify, verify
from budget.ballots.views.landing import vote
from budget.ballots.views.receipts import check, receipt_text, replace

__all__ = ["ballot", "cast", "check", "identify", "receipt_text", "replace", "review", "verify", "vote"]
