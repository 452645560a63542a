"""How often a contribution was shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.contributions.models.contribution import Contribution


class Showing(models.Model):
    """How many times a contribution stood on a page of its thread. A number, and nothing about who read it.

    A row of its own, so that counting never waits for, nor delays, a change of the words.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="showing"
    )
    times = models.PositiveBigIntegerField(_("times shown"), default=0)

    class Meta:
        verbose_name = _("times shown")
        verbose_name_plural = _("times shown")

    def __str__(self):
        return f"{self.contribution_id} · {self.times}"
