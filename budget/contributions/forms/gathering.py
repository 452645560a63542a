"""What an author answers to a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerToProposalForm(forms.Form):
    """Yes or no."""

    YES, NO = "yes", "no"

    answer = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=[(YES, _("Yes, I agree")), (NO, _("No, keep my words apart"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no: you can change your mind until it is done.")},
    )

    @property
    def agrees(self):
        return self.cleaned_data["answer"] == self.YES
