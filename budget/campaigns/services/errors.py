"""What setting up a campaign may refuse."""

from budget.journal.services import DomainError


class CampaignError(DomainError):
    """A campaign, a phase, an envelope or a printed document that cannot be set up as asked."""
