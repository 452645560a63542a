"""Meetings on screen: the calendar, one meeting with what its tables said, the capture form."""

from budget.workshops.views.calendar import workshop_list
from budget.workshops.views.capture import capture
from budget.workshops.views.packs import pack
from budget.workshops.views.reading import detail

__all__ = ["capture", "detail", "pack", "workshop_list"]
