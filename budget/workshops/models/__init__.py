"""Rooms where people meet, their tables, who comes, and the neighbourhood councils that live all year."""

from budget.workshops.models.council import Council
from budget.workshops.models.pack import WorkshopPack
from budget.workshops.models.registration import Registration, parse_code, parse_token
from budget.workshops.models.workshop import TeamMember, Workshop, WorkshopTable

__all__ = [
    "Council",
    "Registration",
    "TeamMember",
    "Workshop",
    "WorkshopPack",
    "WorkshopTable",
    "parse_code",
    "parse_token",
]
