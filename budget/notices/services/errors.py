from budget.journal.services import DomainError


class NoticeError(DomainError):
    """Something to follow, or a setting of one's notices, that was refused."""
