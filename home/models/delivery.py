from django.utils.translation import gettext_lazy as _

from budget.campaigns.choices import PhaseKind
from home.models.phase import PhasePage


class DeliveryPage(PhasePage):
    """Delivery: the works, step by step."""

    phase_kinds = (PhaseKind.DELIVERY,)

    class Meta:
        verbose_name = _("works page")
        verbose_name_plural = _("works pages")
