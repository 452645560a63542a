"""What a person may write about themselves."""

from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    RequestLoginCodeForm,
)
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

from budget.campaigns.queries import districts
from portal.models import User


def _describe_email(field):
    field.label = _("Your e-mail address")
    field.help_text = _("For example salome@example.org. We send a code to it, nothing else.")
    field.widget.attrs = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
    field.error_messages["required"] = field.error_messages["invalid"] = _(
        "Write your whole e-mail address, for example salome@example.org."
    )
    for validator in field.validators:
        if isinstance(validator, EmailValidator):
            validator.message = field.error_messages["invalid"]


def _describe_code(field):
    field.label = _("The code you received")
    field.help_text = _("Copy it as it is, with or without the dash.")
    field.widget.attrs = {
        "autocomplete": "one-time-code",
        "autocapitalize": "characters",
        "spellcheck": "false",
    }
    field.error_messages["required"] = _("Copy the code of the message.")


class SignInForm(RequestLoginCodeForm):
    """Ask for a code; known and unknown addresses are answered alike."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _describe_email(self.fields["email"])


class SignUpForm(AllauthSignupForm):
    """The address, then what `portal.accounts.signup` adds."""

    field_order = ["email", "display_name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _describe_email(self.fields["email"])


class SignInCodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _describe_code(self.fields["code"])


class SignUpCodeForm(ConfirmEmailVerificationCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _describe_code(self.fields["code"])


class WorkspaceLoginForm(LoginForm):
    """Staff sign in to the Wagtail admin with a password; a code by e-mail is the other door."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": True}
        )
        self.fields["username"].label = _("E-mail address")
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["password"].label = _("Password")


class AccountForm(forms.ModelForm):
    """The name shown, the district, the language of one's mail. The address itself is proven by a code, not typed."""

    district_code = forms.ChoiceField(label=_("District"), required=False)
    preferred_language = forms.ChoiceField(
        label=_("Language of your mail"),
        required=False,
        choices=[("", _("The one of the page")), *settings.LANGUAGES],
    )

    class Meta:
        model = User
        fields = ["display_name", "district_code", "preferred_language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        neighbourhoods = [(place.code, place.label) for place in districts() if not place.is_citywide]
        self.fields["district_code"].choices = [("", _("I would rather not say")), *neighbourhoods]
