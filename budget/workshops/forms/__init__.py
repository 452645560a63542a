"""What the rooms fill in: a note, its read-back, the minutes."""

from budget.workshops.forms.capture import CaptureForm
from budget.workshops.forms.minutes import MinutesForm, ReadBackForm
from budget.workshops.forms.pack import PackForm

__all__ = ["CaptureForm", "MinutesForm", "PackForm", "ReadBackForm"]
