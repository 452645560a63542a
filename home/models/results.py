from django.utils.translation import gettext_lazy as _

from budget.campaigns.choices import PhaseKind
from home.models.phase import PhasePage


class ResultsPage(PhasePage):
    """Results: who won, and why."""

    phase_kinds = (PhaseKind.RESULTS,)

    class Meta:
        verbose_name = _("results page")
        verbose_name_plural = _("results pages")
