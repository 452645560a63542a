"""What sign-up asks beside the e-mail address. Apart from the other forms: allauth imports it while it loads its own."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """The part of sign-up that is ours: allauth adds the e-mail address and sends the code."""

    display_name = forms.CharField(
        label=_("Name shown"),
        max_length=80,
        help_text=_("The name the others read beside what you write. A first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Write the name that others will read: a first name is enough.")},
    )

    def signup(self, request, user):
        """Called by allauth once the account exists."""
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])
