"""Reading meetings, their tables and notes, who comes, and the neighbourhood councils."""

from budget.workshops.queries.calendar import calendar_file, file_name, month_around, weeks_of
from budget.workshops.queries.councils import councils
from budget.workshops.queries.meetings import (
    facilitated_by,
    meeting,
    told_meeting,
    upcoming,
    workshop,
    workshop_list,
)
from budget.workshops.queries.packs import (
    arguments_of,
    pack,
    packs,
    proposed_threads,
    references_in,
    staleness,
    threads_named,
)
from budget.workshops.queries.registrations import (
    Door,
    door,
    place_in_line,
    registration_by_code,
    registration_by_token,
    registrations_of,
)

__all__ = [
    "Door",
    "arguments_of",
    "calendar_file",
    "councils",
    "door",
    "facilitated_by",
    "file_name",
    "meeting",
    "month_around",
    "pack",
    "packs",
    "place_in_line",
    "proposed_threads",
    "references_in",
    "registration_by_code",
    "registration_by_token",
    "registrations_of",
    "staleness",
    "threads_named",
    "told_meeting",
    "upcoming",
    "weeks_of",
    "workshop",
    "workshop_list",
]
