from django.utils.translation import gettext_lazy as _

from budget.campaigns.choices import PhaseKind
from home.models.phase import PhasePage


class AssessmentPage(PhasePage):
    """Assessment: the city's services study each project."""

    phase_kinds = (PhaseKind.ASSESSMENT,)

    class Meta:
        verbose_name = _("assessment page")
        verbose_name_plural = _("assessment pages")
