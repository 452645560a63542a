"""The pack: what a meeting's tables work on, frozen from the online debate."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.workshops.models.workshop import Workshop


class WorkshopPack(models.Model):
    """What goes to the tables, as it stood when it was frozen. Append-only (database trigger): a new one follows.

    `snapshot` holds every word that is printed (see `services.packs`), `content_sha256` the hash of its canonical
    JSON: the same words give the same hash, whoever freezes them and whenever.
    """

    workshop = models.ForeignKey(
        Workshop, verbose_name=_("workshop"), on_delete=models.PROTECT, related_name="packs"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    snapshot = models.JSONField(_("what is printed"))
    content_sha256 = models.CharField(_("hash of the content"), max_length=64)
    base_document_revision = models.ForeignKey(
        "budget.BaseDocumentRevision",
        verbose_name=_("revision of the base document"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    frozen_at = models.DateTimeField(_("frozen at"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )

    class Meta:
        verbose_name = _("workshop pack")
        verbose_name_plural = _("workshop packs")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "number"], name="pack_number_is_unique_in_its_workshop"
            )
        ]

    def __str__(self):
        return f"{self.workshop.reference}, {self.number}"

    @property
    def fingerprint(self):
        """The first eight characters of the hash: what is printed and compared."""
        return self.content_sha256[:8].upper()
