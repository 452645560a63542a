from django.utils.translation import gettext_lazy as _

from budget.campaigns.choices import PhaseKind
from home.models.phase import PhasePage


class WorkshopsPage(PhasePage):
    """Workshops: meet around tables."""

    phase_kinds = (PhaseKind.WORKSHOPS,)

    class Meta:
        verbose_name = _("workshops page")
        verbose_name_plural = _("workshops pages")
