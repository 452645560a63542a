"""Reading meetings, their tables and notes, and the neighbourhood councils."""

from budget.workshops.queries.councils import councils
from budget.workshops.queries.meetings import facilitated_by, upcoming, workshop, workshop_list

__all__ = ["councils", "facilitated_by", "upcoming", "workshop", "workshop_list"]
