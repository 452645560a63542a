from budget.journal.services import DomainError


class ContributionError(DomainError):
    """A contribution, a support, an answer or an edge that was refused."""
