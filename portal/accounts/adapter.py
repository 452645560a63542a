"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Citizens sign in by e-mail code; an address is kept in small letters; no message names it."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code of our last message. Check it, or ask for another one."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then ask for a new code."),
        "rate_limited": _("You ask very often. Wait a minute, then try again."),
    }

    def clean_email(self, email):
        return super().clean_email(email).strip().lower()

    def pre_login(self, request, user, *, email, **details):
        """The code proved the address: an account that the city made for somebody needs no second proof."""
        proofs = get_authentication_records(request, user)
        if email and any(proof["method"] == "code" and proof.get("email") == email for proof in proofs):
            EmailAddress.objects.get_or_create(
                user=user,
                email=email.lower(),
                defaults={"verified": True, "primary": email.lower() == user.email},
            )
        return super().pre_login(request, user, email=email, **details)

    def send_account_already_exists_mail(self, email):
        """Somebody signs up with an address that has an account: the mail, and it alone, says so."""
        sign_in = self.request.build_absolute_uri(reverse("account_login"))
        self.send_mail("account/email/account_already_exists", email, {"sign_in_url": sign_in})

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        """Keep what went wrong; the pages themselves say what went well."""
        if message:
            super().add_message(request, level, message=message, extra_tags=extra_tags)
