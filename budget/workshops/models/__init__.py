"""Rooms where people meet, their tables, and the neighbourhood councils that live all year."""

from budget.workshops.models.council import Council
from budget.workshops.models.pack import WorkshopPack
from budget.workshops.models.workshop import Workshop, WorkshopTable

__all__ = ["Council", "Workshop", "WorkshopPack", "WorkshopTable"]
