"""Reading meetings, their tables and notes, and the neighbourhood councils."""

from budget.workshops.queries.councils import councils
from budget.workshops.queries.meetings import facilitated_by, upcoming, workshop, workshop_list
from budget.workshops.queries.packs import (
    arguments_of,
    pack,
    packs,
    proposed_threads,
    references_in,
    staleness,
    threads_named,
)

__all__ = [
    "arguments_of",
    "councils",
    "facilitated_by",
    "pack",
    "packs",
    "proposed_threads",
    "references_in",
    "staleness",
    "threads_named",
    "upcoming",
    "workshop",
    "workshop_list",
]
