"""Telling people that something happened: one notice per person and event, in their own language."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from budget.notices.models import NoticePreference, Notification
from budget.notices.queries import named

BATCH = 1_000


@transaction.atomic
def notify(*, event, obj, people, title, text="", url, now, key, is_urgent=False, except_for=None):
    """Tell each of `people` once that `event` happened to `obj`; returns how many were told just now.

    `key` names the happening ("milestone.published:12"): telling it again to the same person does nothing.
    `title`, `text` and `url` are strings, lazy strings, or functions without argument called under the language of
    each person. None, closed accounts and `except_for` (whoever did it) are left out. `is_urgent`: it leaves with the
    next e-mail whatever rhythm the person chose, except "off".
    """
    told = {person.pk: person for person in people if person is not None and person.is_active}
    if except_for is not None:
        told.pop(except_for.pk, None)
    words = _Words(title, text, url)
    notices = [
        Notification(
            user=person,
            key=key,
            event=event,
            **named(obj),
            **words.in_language(person.preferred_language),
            is_urgent=is_urgent,
            told_at=now,
        )
        for person in told.values()
    ]
    before = Notification.objects.filter(key=key, user__in=told).count() if told else 0
    NoticePreference.objects.bulk_create(
        [NoticePreference(user=person) for person in told.values()], BATCH, ignore_conflicts=True
    )
    Notification.objects.bulk_create(notices, BATCH, ignore_conflicts=True)
    return len(told) - before


@transaction.atomic
def mark_read(*, user, now, notice=None):
    """Mark one notice of `user` as read, or all of them; returns how many were unread."""
    unread = Notification.objects.filter(user=user, read_at__isnull=True)
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=now)


class _Words:
    """What a notice says, worked out once per language."""

    def __init__(self, title, text, url):
        self.said = {"title": title, "text": text, "url": url}
        self.by_language = {}

    def in_language(self, language):
        language = language or settings.LANGUAGE_CODE
        if language not in self.by_language:
            with override(language):
                self.by_language[language] = {
                    name: str(value() if callable(value) else value) for name, value in self.said.items()
                }
            words = self.by_language[language]
            words["title"] = words["title"][:250]
        return self.by_language[language]
