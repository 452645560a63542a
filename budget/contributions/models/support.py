"""Support: one person, one contribution, once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.contributions.models.contribution import Contribution


class Support(models.Model):
    """One person supports one contribution, once; withdrawable."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports")
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "user"], name="one_support_per_person")
        ]

    def __str__(self):
        return f"{self.user} · {self.contribution_id}"
