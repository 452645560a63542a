"""The neighbourhood councils, which live all year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.campaigns.models import label_of


class Council(models.Model):
    """A neighbourhood council: each session starts from the online debate and goes back to it."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    district = models.ForeignKey(
        "budget.District", verbose_name=_("district"), on_delete=models.PROTECT, related_name="councils"
    )
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=60, blank=True)
    partner = models.ForeignKey(
        "budget.Partner",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="councils",
        verbose_name=_("relay"),
    )

    class Meta:
        verbose_name = _("neighbourhood council")
        verbose_name_plural = _("neighbourhood councils")

    def __str__(self):
        return self.label

    @property
    def label(self):
        return label_of(self)
