from budget.journal.services import DomainError


class WorkshopError(DomainError):
    """A meeting, a note or minutes that were refused."""
