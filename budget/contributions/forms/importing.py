"""Bringing a table in, and correcting its lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.contributions.queries.columns import COLUMNS, LISTED, NEEDED

LONG = ("text", "title")


class TableForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("Your table"),
        help_text=_(
            "CSV, XLSX or ODS, 5,000 lines and 5 MB at most. Nothing is written before you have checked."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods,text/csv"}),
        error_messages={
            "required": _("Choose the file to bring in."),
            "empty": _("This file is empty: download the template and fill it in."),
        },
    )


class LineForm(forms.Form):
    """Some cells of one line: those to correct, or all of them. `words` are what listed columns take."""

    def __init__(self, *args, line, columns, words, **kwargs):
        super().__init__(*args, prefix=f"l{line.number}", **kwargs)
        self.line = line
        for column in columns:
            self.fields[column] = _cell(column, words)
            said = line.cells.get(column, "")
            self.initial[column] = words[column].label_of(said) if column in LISTED else said
        self.fields["is_left_out"] = forms.BooleanField(
            label=_("Leave this line out"), required=False, initial=line.is_left_out
        )
        self.words = words

    def corrections(self):
        """{column: words} of the cells that were shown; a list left alone keeps what the file said."""
        typed = {column: self.data.get(f"{self.prefix}-{column}") for column in COLUMNS}
        return {
            column: words.strip()
            for column, words in typed.items()
            if words is not None and not self._is_left_alone(column, words)
        }

    def _is_left_alone(self, column, words):
        said = self.line.cells.get(column, "")
        return column in LISTED and not words and said and not self.words[column].label_of(said)

    def leaves_out(self):
        """True when the line is to be left out."""
        return f"{self.prefix}-is_left_out" in self.data


def _cell(column, words):
    """A box, or the list of what may be chosen where the list is short enough to be one."""
    label, required = COLUMNS[column], column in NEEDED
    if column in LISTED:
        choices = [(shown, shown) for _value, shown in words[column].shown]
        return forms.ChoiceField(label=label, required=required, choices=[("", _("Nothing")), *choices])
    widget = forms.Textarea(attrs={"rows": 3}) if column in LONG else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=12_000, widget=widget)
