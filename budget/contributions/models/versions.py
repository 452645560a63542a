"""Words as they were before they changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import Revision
from budget.contributions.models.contribution import Contribution


class ContributionVersion(models.Model):
    """The title and text a contribution had until `replaced_at`, and why they changed.

    A redaction and an erasure leave the line and take the words. `sealed` holds what the City keeps of redacted
    words, encrypted by the caller of `revise`; it is never shown in a thread.
    """

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="versions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Revision)
    title = models.CharField(_("title"), max_length=160, blank=True)
    text = models.TextField(_("text"), blank=True)
    sealed = models.TextField(_("sealed words"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    replaced_at = models.DateTimeField(_("replaced at"))
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("replaced by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("former version")
        verbose_name_plural = _("former versions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=Revision.REDACTION) | Q(title="", text=""),
                name="a_redaction_keeps_no_readable_words",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Revision.REDACTION) | ~Q(reason=""), name="a_redaction_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["contribution", "replaced_at"], name="versions_of_a_contribution")]

    def __str__(self):
        return f"{self.contribution_id} · {self.kind} · {self.replaced_at:%Y-%m-%d}"

    @property
    def has_words(self):
        """False when the words were taken out: only the line remains."""
        return bool(self.text)
