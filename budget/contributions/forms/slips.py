"""What one types with a follow slip in hand, and how staff find a lost one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import TEXT_LIMITS, Nature


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your follow code"),
        help_text=_(
            "Sixteen letters and figures, printed under the square code. Dashes and capitals do not matter."
        ),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Copy the code of your slip: for example 7K4Q-2MXR-9TDP-H3WN.")},
    )


class CorrectionForm(forms.Form):
    """What was meant, beside what was written down."""

    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    text = forms.CharField(
        label=_("What you meant"),
        help_text=_("The first version stays readable under the new one."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, contribution, **kwargs):
        initial = {"title": contribution.title, "text": contribution.text}
        super().__init__(*args, initial=initial, prefix="correct", **kwargs)
        self.fields["text"].max_length = TEXT_LIMITS[contribution.nature]
        if not contribution.title:
            del self.fields["title"]


class AdditionForm(forms.Form):
    """A clarification, published in the same thread."""

    text = forms.CharField(
        label=_("Your clarification"),
        help_text=_("It is published in the same thread, with the words “by follow slip”."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="add", **kwargs)
        self.fields["text"].max_length = TEXT_LIMITS[Nature.CLARIFICATION]


class DeskForm(forms.Form):
    """Where and what was said: enough to find a slip again, without any name."""

    workshop = forms.ModelChoiceField(label=_("Workshop"), queryset=None, required=False)
    table = forms.IntegerField(label=_("Table"), min_value=1, max_value=999, required=False)
    words = forms.CharField(label=_("Words, or the reference"), max_length=100, required=False)

    def __init__(self, *args, campaign, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = campaign.workshops.order_by("-starts_at")
        self.fields["workshop"].empty_label = _("All of them")

    def filters(self):
        """What was asked, faulty fields left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ContactForm(forms.Form):
    """Where to write to somebody who has no e-mail address."""

    name = forms.CharField(label=_("Name on the envelope"), max_length=120)
    address = forms.CharField(
        label=_("Postal address"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
