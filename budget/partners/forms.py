"""The form by which an organisation asks for its profile, and keeps it up to date."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from budget.campaigns.queries import themes
from budget.partners.choices import PartnerKind
from budget.partners.models import Partner


class LinesField(forms.CharField):
    """A list of short texts, one a line: cleaned to a list."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *, line_length=200, **kwargs):
        super().__init__(**kwargs)
        self.line_length = line_length

    def to_python(self, value):
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def validate(self, value):
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if any(len(line) > self.line_length for line in value):
            raise forms.ValidationError(
                _("Write lines of %(max)s characters at most.") % {"max": self.line_length}
            )

    def run_validators(self, value):
        pass

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        error_messages={"required": _("Write the organisation's name.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose"))],
        error_messages={
            "required": _("Choose what kind of organisation it is."),
            "invalid_choice": _("Choose what kind of organisation it is."),
        },
    )
    registration_number = forms.CharField(
        label=_("Registration number"),
        max_length=40,
        required=False,
        help_text=_("SIREN, RNA, or another official number."),
    )
    summary = forms.CharField(
        label=_("In a few sentences"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a few sentences what the organisation does.")},
    )
    represented_by = forms.CharField(
        label=_("Represented by"),
        max_length=120,
        required=False,
        help_text=_("A function rather than a name: “the presidency”, “the technical manager”."),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    theme = forms.ModelChoiceField(
        label=_("Main theme"), queryset=None, required=False, empty_label=_("No theme in particular")
    )
    expertise = LinesField(
        label=_("What you know well"), required=False, line_length=100, help_text=_("One a line.")
    )
    offers = LinesField(
        label=_("What you offer"),
        required=False,
        help_text=_("One a line, with a quantity: “15 adapted bikes”, “a room for 40 people”."),
    )
    needs = LinesField(label=_("What you seek"), required=False, help_text=_("One a line."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose")), *PartnerKind.choices]
        self.fields["theme"].queryset = themes()
        self.fields["theme"].label_from_instance = lambda theme: theme.label


class RequestForm(ProfileForm):
    interests = LinesField(
        label=_("Interests to declare"),
        required=False,
        line_length=300,
        help_text=_(
            "What you could gain from a project, one a line. It is shown wherever you speak: "
            "saying it first is what makes your word count."
        ),
    )
    is_entitled = forms.BooleanField(
        label=_("I am entitled to represent this organisation"),
        error_messages={"required": _("Confirm that you may represent this organisation.")},
    )


class InterestForm(forms.Form):
    """An interest declared later, from the profile."""

    text = forms.CharField(
        label=_("Interest to declare"),
        max_length=300,
        error_messages={"required": _("Write what the interest is.")},
    )


class DecisionForm(WagtailAdminModelForm):
    """The City's decision on a profile, in the admin."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("", _("Choose")), ("validate", _("Validate the profile")), ("refuse", _("Refuse it"))],
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required for a refusal: the people who asked will read it."),
    )

    class Meta:
        model = Partner
        fields = []


def add_refusal(form, refusal):
    """Put a DomainError into a form, at the field it names where the form has it. Returns the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return form
