"""The filters of the calendar."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.workshops.choices import WorkshopKind


class CalendarForm(forms.Form):
    """What makes no sense is left out, the rest is applied. `view` and `month` travel along."""

    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[("", _("To come and past")), ("coming", _("To come")), ("past", _("Past"))],
    )
    kind = forms.ChoiceField(
        label=_("Kind of meeting"),
        required=False,
        choices=[("", _("Every kind of meeting")), *WorkshopKind.choices],
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    view = forms.ChoiceField(required=False, choices=[("month", "")], widget=forms.HiddenInput)
    month = forms.RegexField(r"^20\d\d-(?:0[1-9]|1[0-2])$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, districts, **kwargs):
        super().__init__(*args, **kwargs)
        every = [("", gettext("Every district"))]
        self.fields["district"].choices = every + [(place.code, place.label) for place in districts]
        self.is_valid()

    def chosen(self, name):
        return self.cleaned_data.get(name, "")

    def shown_month(self, day):
        """The first day of the month asked for, or of that of `day`."""
        asked = self.chosen("month")
        return date(int(asked[:4]), int(asked[5:]), 1) if asked else day.replace(day=1)

    def active(self):
        """[(name, label)] of the filters chosen."""
        labels = {name: dict(self.fields[name].choices) for name in ("when", "kind", "district")}
        return [(name, labels[name][self.chosen(name)]) for name in labels if self.chosen(name)]
