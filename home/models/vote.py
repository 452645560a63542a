from django.utils.translation import gettext_lazy as _

from budget.campaigns.choices import PhaseKind
from home.models.phase import PhasePage


class VotePage(PhasePage):
    """The vote: when, where, how."""

    phase_kinds = (PhaseKind.VOTE,)

    class Meta:
        verbose_name = _("vote page")
        verbose_name_plural = _("vote pages")
