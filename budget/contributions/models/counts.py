"""What lists are sorted by. PostgreSQL counts it, as supports and answers come and go: no code writes here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.contributions.models.contribution import Contribution


class ContributionCounts(models.Model):
    """How many people support a contribution, and how many public answers of the first level it has.

    A row of its own: a support never waits for, nor delays, a change of the words. No row: neither yet.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="counts"
    )
    supports = models.PositiveIntegerField(_("supports"), default=0)
    answers = models.PositiveIntegerField(_("answers"), default=0)

    class Meta:
        verbose_name = _("counts of a contribution")
        verbose_name_plural = _("counts of the contributions")

    def __str__(self):
        return f"{self.contribution_id} · {self.supports} · {self.answers}"
