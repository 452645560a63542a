"""Setting up a campaign, numbering its base document, following what was printed from it."""

from budget.campaigns.services.errors import CampaignError
from budget.campaigns.services.printing import (
    hold_derivative,
    register_derivative,
    replace_derivative,
)
from budget.campaigns.services.revising import publish_base_document
from budget.campaigns.services.setting_up import (
    save_campaign,
    save_district,
    save_theme,
    schedule_phase,
    set_envelope,
)

__all__ = [
    "CampaignError",
    "hold_derivative",
    "publish_base_document",
    "register_derivative",
    "replace_derivative",
    "save_campaign",
    "save_district",
    "save_theme",
    "schedule_phase",
    "set_envelope",
]
