"""The read-back of the notes, and the text that stands above them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.contributions.models import Contribution


class ReadBackForm(forms.Form):
    """The notes that were just read aloud."""

    notes = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Read aloud to the room"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the notes that were read aloud.")},
    )

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = Contribution.objects.filter(table__workshop=workshop, is_read_back=False)
        self.fields["notes"].queryset = waiting.order_by("table__number", "note_number")
        self.fields["notes"].label_from_instance = lambda note: f"{note.reference} : {note.text[:90]}"


class MinutesForm(forms.Form):
    """The text that stands above the notes."""

    minutes_title = forms.CharField(
        label=_("Title"),
        max_length=160,
        required=False,
        help_text=_("What the meeting asked, in a few words."),
    )
    minutes = forms.CharField(
        label=_("What happened"),
        help_text=_("A few paragraphs: the notes follow them."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the minutes: a few sentences are enough, the notes follow.")},
    )
