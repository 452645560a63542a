"""How who signed in is read back at each request: with the number of their unread notices and whether they
speak for an organisation, in the same query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from budget.notices.queries import with_unread_notices
from budget.partners.queries import with_voice
from portal.models import User


class _ReadsNotices:
    def get_user(self, user_id):
        user = with_voice(with_unread_notices(User.objects.filter(pk=user_id))).first()
        return user if user and self.user_can_authenticate(user) else None


class PasswordBackend(_ReadsNotices, ModelBackend):
    """Staff, by password."""


class CodeBackend(_ReadsNotices, AuthenticationBackend):
    """Everyone, by the code sent to their address."""
