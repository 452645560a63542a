"""Meetings on screen: the calendar, one meeting, who comes, the welcome desk, the capture form."""

from budget.workshops.views.calendar import workshop_list
from budget.workshops.views.capture import capture
from budget.workshops.views.door import door, key
from budget.workshops.views.files import feed, file
from budget.workshops.views.packs import pack
from budget.workshops.views.reading import detail, poster
from budget.workshops.views.registering import by_code, register, registration, sent

__all__ = [
    "by_code",
    "capture",
    "detail",
    "door",
    "feed",
    "file",
    "key",
    "pack",
    "poster",
    "register",
    "registration",
    "sent",
    "workshop_list",
]
