"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Citizens sign in by e-mail code; an address is kept in small letters."""

    def clean_email(self, email):
        return super().clean_email(email).strip().lower()
