"""Everything that writes meetings: planning them, capturing what their tables say, publishing the minutes."""

from budget.workshops.services.capture import capture_note, mark_read_back
from budget.workshops.services.errors import WorkshopError
from budget.workshops.services.minutes import publish_minutes
from budget.workshops.services.packs import draft_pack, freeze_pack
from budget.workshops.services.planning import advance_workshop, plan_workshop, save_council, save_workshop

__all__ = [
    "WorkshopError",
    "advance_workshop",
    "capture_note",
    "draft_pack",
    "freeze_pack",
    "mark_read_back",
    "plan_workshop",
    "publish_minutes",
    "save_council",
    "save_workshop",
]
