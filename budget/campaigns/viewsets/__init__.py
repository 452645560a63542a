"""The admin of a campaign, and of what was printed from its base document."""

from budget.campaigns.viewsets.printing import DerivativeViewSet
from budget.campaigns.viewsets.setting_up import CampaignGroup

__all__ = ["CampaignGroup", "DerivativeViewSet"]
