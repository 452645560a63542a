"""People who can be reached by post only: where they live, kept apart, and what is to be written to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.contributions.models.contribution import Contribution


class PostalContact(models.Model):
    """Where to write to somebody who has no e-mail address. Never shown in a thread, a file or a log; erasable."""

    contribution = models.OneToOneField(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="postal_contact"
    )
    name = models.CharField(_("name"), max_length=120)
    address = models.TextField(_("postal address"), max_length=400)
    kept_at = models.DateTimeField(_("kept since"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("postal contact")
        verbose_name_plural = _("postal contacts")
        permissions = [("write_letter", "Can read postal addresses and print letters")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(address=""), name="a_letter_needs_a_name_and_an_address"
            )
        ]

    def __str__(self):
        return str(self.contribution_id)


class Letter(models.Model):
    """What is to be told to one person by post; `key` names the happening. Sent once it was taken to the printer."""

    contact = models.ForeignKey(
        PostalContact, verbose_name=_("postal contact"), on_delete=models.CASCADE, related_name="letters"
    )
    key = models.CharField(_("key"), max_length=120)
    title = models.CharField(_("title"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    written_at = models.DateTimeField(_("written at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(fields=["contact", "key"], name="a_letter_tells_a_thing_once"),
        ]
        indexes = [
            models.Index(fields=["written_at"], condition=Q(sent_at__isnull=True), name="letters_to_print")
        ]

    def __str__(self):
        return self.title
