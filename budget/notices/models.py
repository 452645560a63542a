"""What people follow, what they were told, and how they want to be told."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.notices.choices import Frequency


def unsubscribe_token():
    """192 bits that let whoever holds the message stop the messages, and nothing else."""
    return secrets.token_urlsafe(24)


class Follow(models.Model):
    """One person follows one thing, once. `object_type` and `object_id` name it without a foreign key."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows", verbose_name=_("account")
    )
    object_type = models.CharField(_("object type"), max_length=80)
    object_id = models.BigIntegerField(_("object"))
    followed_at = models.DateTimeField(_("followed since"))

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "object_type", "object_id"], name="a_person_follows_a_thing_once"
            )
        ]
        indexes = [models.Index(fields=["object_type", "object_id"], name="followers_of_a_thing")]

    def __str__(self):
        return f"{self.object_type} {self.object_id}"


class Notification(models.Model):
    """Something one person was told. `key` names the happening: nobody is told the same thing twice.

    The words are kept as they were said, in the person's language; `sent_at` is when they left by e-mail.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name=_("account")
    )
    key = models.CharField(_("key"), max_length=120)
    event = models.CharField(_("event"), max_length=60)
    object_type = models.CharField(_("object type"), max_length=80)
    object_id = models.BigIntegerField(_("object"))
    title = models.CharField(_("title"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    url = models.CharField(_("address"), max_length=500)
    is_urgent = models.BooleanField(_("urgent"), default=False)
    told_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="a_person_is_told_a_thing_once"),
            models.CheckConstraint(condition=~Q(title=""), name="a_notice_says_something"),
        ]
        indexes = [
            models.Index(fields=["user", "-told_at"], name="notices_of_a_person"),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="unread_notices"),
            models.Index(fields=["user"], condition=Q(sent_at__isnull=True), name="unsent_notices"),
        ]

    def __str__(self):
        return self.title


class NoticePreference(models.Model):
    """How one person wants their notices by e-mail. Its row is what a run of the digests locks."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notice_preference",
        verbose_name=_("account"),
    )
    frequency = models.CharField(_("by e-mail"), max_length=8, choices=Frequency, default=Frequency.WEEKLY)
    unsubscribe_token = models.CharField(
        _("unsubscribe token"), max_length=40, unique=True, default=unsubscribe_token, editable=False
    )
    last_digest_at = models.DateTimeField(_("last message"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("notice settings")
        verbose_name_plural = _("notice settings")

    def __str__(self):
        return self.get_frequency_display()
