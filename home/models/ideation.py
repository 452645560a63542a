from django.utils.translation import gettext_lazy as _

from budget.campaigns.choices import PhaseKind
from home.models.phase import PhasePage


class IdeationPage(PhasePage):
    """Ideas: propose and react."""

    phase_kinds = (PhaseKind.IDEATION,)

    class Meta:
        verbose_name = _("ideas page")
        verbose_name_plural = _("ideas pages")
