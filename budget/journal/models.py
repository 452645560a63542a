"""The journal: append-only, one line per act."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """Who did what to which object, when and why. Rows are never changed (database trigger).

    `object_type` and `object_ref` name the object without a foreign key, so that the line outlives it.
    Nothing about what a voter chose is ever written here.
    """

    at = models.DateTimeField(_("at"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("actor"),
    )
    actor_label = models.CharField(_("actor"), max_length=200, blank=True)
    action = models.CharField(_("action"), max_length=80)
    object_type = models.CharField(_("object type"), max_length=80)
    object_ref = models.CharField(_("object"), max_length=80)
    object_label = models.CharField(_("title"), max_length=250, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [models.Index(fields=["object_type", "object_ref"], name="journal_object")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.action} {self.object_ref}"
