"""How often one wants to be written to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.notices.choices import Frequency


class PreferenceForm(forms.Form):
    frequency = forms.ChoiceField(
        label=_("E-mails about what you follow"),
        choices=Frequency,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose every day, once a week or never."),
            "invalid_choice": _("Choose every day, once a week or never."),
        },
    )
