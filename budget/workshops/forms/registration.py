"""Registering for a meeting: few questions, and each says what it is for."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budget.workshops.choices import MOST_CHILDREN, MOST_COMPANIONS, Need

NEED_HINTS = {
    Need.CHILDCARE: _("Say how many below, so that there are enough of us."),
    Need.INTERPRETER: _("Say which language below."),
}


def _companions():
    words = ngettext_lazy("We are %(count)d more", "We are %(count)d more", "count")
    return [(0, _("I come alone")), *((n, words % {"count": n}) for n in range(1, MOST_COMPANIONS + 1))]


class RegistrationForm(forms.Form):
    """What one says to come. `website` is hidden: only machines fill it in."""

    name = forms.CharField(
        label=_("Your first name"),
        max_length=80,
        help_text=_("Or the name you want to be called by: the welcome desk looks for it."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write a first name, or the name you want to be called by.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("For the confirmation and a reminder the day before. Without it, you leave with a code."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write a whole address, for example salome@rivelune.example, or leave it empty.")
        },
    )
    companions = forms.TypedChoiceField(
        label=_("Who comes with you?"), choices=_companions, coerce=int, initial=0
    )
    needs = forms.MultipleChoiceField(
        label=_("What do you need to take part?"),
        choices=Need.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    children = forms.TypedChoiceField(
        label=_("Children to look after"),
        choices=[(n, n) for n in range(MOST_CHILDREN + 1)],
        coerce=int,
        empty_value=0,
        initial=0,
        required=False,
    )
    needs_note = forms.CharField(
        label=_("Anything else?"),
        required=False,
        max_length=300,
        help_text=_("In your words. Only the team of this meeting reads it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["needs"].choice_hints = NEED_HINTS
        if user is not None:
            del self.fields["email"]

    def clean(self):
        said = super().clean()
        if said.get("children") and Need.CHILDCARE not in said.get("needs", ()):
            said["needs"] = [*said.get("needs", ()), Need.CHILDCARE.value]
        return said

    @property
    def is_machine(self):
        return bool(self.data.get(self.add_prefix("website")))

    def said(self):
        """What `services.register` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class KeyedRegistrationForm(RegistrationForm):
    """The team registers someone who called or came by; the person leaves with a code."""

    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        help_text=_("To call if a place is freed, or if the meeting changes."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    field_order = ["name", "phone", "email", "companions", "needs", "children", "needs_note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["website"]
        self.fields["name"].label = _("First name of the person")
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].help_text = _("For the confirmation and a reminder the day before.")
        self.fields["name"].help_text = ""
        companions = self.fields["companions"]
        companions.label = _("Who comes along?")
        companions.choices = [(0, _("Nobody else")), *list(companions.choices)[1:]]
        self.fields["needs"].label = _("What is needed to take part?")


class CodeForm(forms.Form):
    """The code of one's registration, as one types it."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Twelve letters and figures, for example 7K4Q-2MXR-9TBV."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the code that is on your confirmation.")},
    )
