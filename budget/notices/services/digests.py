"""E-mails about what happened: at most one a day or a week, and what is urgent with the next run.

A digest is claimed in a transaction of its own before it leaves: two runs at once send it once, and a run that is cut
between the two leaves what happened readable on the site. A mail server that does not answer gives the claim back.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext, override

from budget.notices.choices import RHYTHM, SLACK, Frequency
from budget.notices.models import NoticePreference, Notification
from budget.notices.queries import unsent_notices
from budget.notices.services.mail import send_email


@dataclass(frozen=True)
class _Claim:
    """What one run has taken upon itself to send to one person."""

    preference: NoticePreference
    notices: list
    former_digest_at: datetime | None


def send_digest(*, preference_id, now):
    """Send what `preference_id` is owed at `now`; returns how many notices left. Nothing due, or another run is at it: 0."""
    claim = _claimed(preference_id, now)
    if claim is None:
        return 0
    if _sent(claim):
        return len(claim.notices)
    _given_back(claim)
    return 0


@transaction.atomic
def _claimed(preference_id, now):
    """The claim of this run, marked in the database, or None. The row of the settings is the lock."""
    preference = (
        NoticePreference.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("user")
        .filter(pk=preference_id, user__is_active=True)
        .exclude(frequency=Frequency.OFF)
        .first()
    )
    if preference is None:
        return None
    is_due = is_digest_due(preference, now)
    notices = list(unsent_notices(preference.user, only_urgent=not is_due))
    if not notices:
        return None
    former = preference.last_digest_at
    Notification.objects.filter(pk__in=[notice.pk for notice in notices]).update(sent_at=now)
    if is_due:
        NoticePreference.objects.filter(pk=preference.pk).update(last_digest_at=now)
    return _Claim(preference, notices, former)


def is_digest_due(preference, now):
    """True when the rhythm the person chose allows a message at `now`."""
    last = preference.last_digest_at
    return last is None or last + RHYTHM[Frequency(preference.frequency)] - SLACK <= now


@transaction.atomic
def _given_back(claim):
    Notification.objects.filter(pk__in=[notice.pk for notice in claim.notices]).update(sent_at=None)
    NoticePreference.objects.filter(pk=claim.preference.pk).update(last_digest_at=claim.former_digest_at)


def _sent(claim):
    user, notices = claim.preference.user, claim.notices
    language = user.preferred_language or settings.LANGUAGE_CODE
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(language):
        stop = site + reverse("notices:unsubscribe", args=[claim.preference.unsubscribe_token])
        title = ngettext(
            "%(count)d piece of news about what you follow",
            "%(count)d pieces of news about what you follow",
            len(notices),
        ) % {"count": len(notices)}
        context = {
            "title": notices[0].title if len(notices) == 1 else title,
            "notices": [
                {
                    "title": one.title,
                    "text": one.text,
                    "link": site + one.url if one.url.startswith("/") else one.url,
                }
                for one in notices
            ],
            "stop": stop,
            "settings": site + reverse("notices:preferences"),
            "is_daily": claim.preference.frequency == Frequency.DAILY,
        }
    return send_email(
        to=user.email,
        subject=context["title"],
        template="notices/digest",
        context=context,
        language=language,
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
