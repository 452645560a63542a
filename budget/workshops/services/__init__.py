"""Everything that writes meetings: planning, registering, welcoming, capturing what tables say, the minutes."""

from budget.workshops.services.brake import is_slowed
from budget.workshops.services.capture import capture_note, mark_read_back
from budget.workshops.services.erasing import erase_registrations
from budget.workshops.services.errors import WorkshopError
from budget.workshops.services.minutes import publish_minutes
from budget.workshops.services.packs import draft_pack, freeze_pack
from budget.workshops.services.planning import advance_workshop, plan_workshop, save_council, save_workshop
from budget.workshops.services.registering import cancel_registration, come_with_fewer, register
from budget.workshops.services.reminding import send_reminders
from budget.workshops.services.welcoming import check_in, count_walk_ins, undo_check_in

__all__ = [
    "WorkshopError",
    "advance_workshop",
    "cancel_registration",
    "capture_note",
    "check_in",
    "come_with_fewer",
    "count_walk_ins",
    "draft_pack",
    "erase_registrations",
    "freeze_pack",
    "is_slowed",
    "mark_read_back",
    "plan_workshop",
    "publish_minutes",
    "register",
    "save_council",
    "save_workshop",
    "send_reminders",
    "undo_check_in",
]
