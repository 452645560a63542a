"""What a meeting's tables will work on."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.workshops.choices import MOST_PER_SIDE

PER_SIDE = 3
_REFERENCE = re.compile(r"[\s,;]+")


class PackForm(forms.Form):
    """For each table: threads proposed from the debate to tick, and others by their reference.

    `proposed` is {table id: [Contribution]}; `chosen()` gives {table number: [reference]}.
    """

    per_side = forms.TypedChoiceField(
        label=_("Arguments on each side"),
        help_text=_("As many for as against; where a side has fewer, blank lines keep its place."),
        choices=[(number, number) for number in range(1, MOST_PER_SIDE + 1)],
        coerce=int,
        initial=PER_SIDE,
    )

    def __init__(self, *args, tables, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.tables = tables
        for table in tables:
            threads = proposed.get(table.pk, [])
            self.fields[f"table_{table.number}"] = forms.MultipleChoiceField(
                label=gettext("Table %(number)s: %(subject)s")
                % {"number": table.number, "subject": table.subject},
                help_text="" if threads else gettext("Nothing said online is near this subject yet."),
                choices=[(row.reference, f"{row.reference} · {row.headline[:90]}") for row in threads],
                initial=[row.reference for row in threads[:PER_SIDE]],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields[f"more_{table.number}"] = forms.CharField(
                label=gettext("Others for table %(number)s") % {"number": table.number},
                help_text=gettext("Their references, such as C07, C12."),
                max_length=120,
                required=False,
            )

    def chosen(self):
        """{table number: [reference]}, what was ticked first."""
        return {
            table.number: [
                *self.cleaned_data[f"table_{table.number}"],
                *filter(None, _REFERENCE.split(self.cleaned_data[f"more_{table.number}"].upper())),
            ]
            for table in self.tables
        }
