"""How one wants to be told, and stopping in one click."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.notices.choices import Frequency
from budget.notices.models import NoticePreference, Notification
from budget.notices.services.errors import NoticeError


@transaction.atomic
def set_frequency(*, user, frequency, now):
    """Choose how often notices leave by e-mail. Raises NoticeError for a rhythm that does not exist."""
    if frequency not in Frequency.values:
        raise NoticeError(_("Choose every day, once a week or never."), field="frequency")
    preference, _created = NoticePreference.objects.select_for_update(of=("self",)).get_or_create(user=user)
    if (
        preference.frequency == Frequency.OFF
    ):  # what was told meanwhile stays on the site: no flood on the first day
        Notification.objects.filter(user=user, sent_at__isnull=True).update(sent_at=now)
    preference.frequency = frequency
    preference.save(update_fields=["frequency"])
    return preference


@transaction.atomic
def unsubscribe(*, token, now):
    """Stop the e-mails of whoever the token was sent to; again changes nothing. False for a token that does not exist."""
    return bool(NoticePreference.objects.filter(unsubscribe_token=token).update(frequency=Frequency.OFF))
