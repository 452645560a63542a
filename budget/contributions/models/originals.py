"""What a contribution was keyed from: a sheet, a photo, a recording. For moderators' eyes only."""

import secrets

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import OriginalKind
from budget.contributions.models.contribution import Contribution


def private_storage():
    """The storage that no web server reads."""
    return storages["private"]


def nameless_path(instance, filename):
    """A name of our own: the one that came with the file is never kept."""
    return f"originals/{secrets.token_hex(16)}.jpg"


class ContributionOriginal(models.Model):
    """The picture, redrawn by us without what a camera writes in it, and the transcript of a recording or a sheet."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="originals"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=OriginalKind)
    file = models.FileField(_("picture"), storage=private_storage, upload_to=nameless_path, blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    is_partly_illegible = models.BooleanField(_("partly illegible"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")
        constraints = [
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(transcript=""), name="an_original_shows_something"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.contribution_id}"
