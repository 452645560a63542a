"""A table of contributions that someone brings in: its lines wait here until they are confirmed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import BatchState


class ImportBatch(models.Model):
    """The lines of one file, between its preview and what became of them.

    `rows`: [{"line": 7, "cells": {"nature": "idea", …}, "is_left_out": false, "reference": "C58"}]; the words go when
    the lines have become contributions, are thrown away or undone. `given`: {"C": 61}, the last number the batch took
    in each series: an undone batch keeps them, so that no reference is ever given twice.
    """

    campaign = models.ForeignKey(
        "budget.Campaign", verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="import_batches"
    )
    state = models.CharField(_("state"), max_length=10, choices=BatchState, default=BatchState.PREVIEW)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64)
    rows = models.JSONField(_("lines"), default=list)
    unknown_columns = models.JSONField(_("unknown columns"), default=list)
    row_count = models.PositiveIntegerField(_("number of lines"))
    imported_count = models.PositiveIntegerField(_("lines imported"), default=0)
    given = models.JSONField(_("numbers given"), default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="import_batches",
        verbose_name=_("brought by"),
    )
    uploaded_at = models.DateTimeField(_("brought at"))
    expires_at = models.DateTimeField(_("kept until"))
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("undone or thrown away at"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(BatchState.IMPORTED, BatchState.PUBLISHED))
                | Q(imported_at__isnull=False),
                name="what_is_imported_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=BatchState.PUBLISHED) | Q(published_at__isnull=False),
                name="a_published_import_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(BatchState.UNDONE, BatchState.DISCARDED))
                | Q(ended_at__isnull=False, rows=[]),
                name="an_import_that_ended_keeps_no_words",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "-uploaded_at"], name="import_batch_list")]

    def __str__(self):
        return self.file_name

    def is_expired(self, now):
        """A preview is kept for some days only."""
        return self.state == BatchState.PREVIEW and now >= self.expires_at
