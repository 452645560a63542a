"""What the rooms fill in: who comes, a note, its read-back, the minutes; the filters of the calendar."""

from budget.workshops.forms.calendar import CalendarForm
from budget.workshops.forms.capture import CaptureForm
from budget.workshops.forms.minutes import MinutesForm, ReadBackForm
from budget.workshops.forms.pack import PackForm
from budget.workshops.forms.registration import CodeForm, KeyedRegistrationForm, RegistrationForm

__all__ = [
    "CalendarForm",
    "CaptureForm",
    "CodeForm",
    "KeyedRegistrationForm",
    "MinutesForm",
    "PackForm",
    "ReadBackForm",
    "RegistrationForm",
]
