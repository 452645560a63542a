"""Who prepares, leads and welcomes, when people may register, and when the tables may write."""

from budget.workshops.choices import (
    ANNOUNCED_STATES,
    CAPTURE_STATES,
    DOOR_OPENS,
    PUBLIC_STATES,
    TeamRole,
    WorkshopState,
)
from budget.workshops.models import TeamMember


def may_plan(user, *, now):
    """True for those who run the campaign; None is the system (imports)."""
    return user is None or user.has_perm("budget.manage_campaign")


def may_lead(user, workshop, *, now):
    """True for the managers of the campaign, and for the facilitators named for this meeting."""
    return may_plan(user, now=now) or _has_role(user, workshop, TeamRole.LEAD)


def may_note(user, workshop, *, now):
    """True for those who lead this meeting and for the recorders of its tables."""
    return may_plan(user, now=now) or _has_role(user, workshop, TeamRole.LEAD, TeamRole.RECORDER)


def may_welcome(user, workshop, *, now):
    """True for those who lead this meeting or hold its welcome desk: they alone read who comes."""
    return may_plan(user, now=now) or _has_role(user, workshop, TeamRole.LEAD, TeamRole.WELCOME)


def _has_role(user, workshop, *roles):
    if not user.is_authenticated or not user.has_perm("budget.capture_note"):
        return False
    return TeamMember.objects.filter(workshop=workshop, user=user, role__in=roles).exists()


def is_capture_open(workshop, *, now):
    """True from the moment the meeting starts, or is started by hand, until it is closed."""
    has_started = workshop.state in ANNOUNCED_STATES and now >= workshop.starts_at
    return has_started or workshop.state in CAPTURE_STATES


def may_capture(user, workshop, *, now):
    """True when `user` notes for this meeting and its tables may write."""
    return is_capture_open(workshop, now=now) and may_note(user, workshop, now=now)


def may_read(user, workshop, *, now):
    """True for everyone once announced; before, for those who prepare it."""
    if workshop.state in PUBLIC_STATES:
        return True
    return user.is_authenticated and (may_plan(user, now=now) or _has_role(user, workshop, *TeamRole))


def is_registration_open(workshop, *, now):
    """True from the announcement of a meeting one registers for, until it starts."""
    return workshop.takes_registrations and workshop.state in ANNOUNCED_STATES and now < workshop.starts_at


def may_register_others(user, workshop, *, now):
    """True for the welcome desk, until the meeting starts."""
    return is_registration_open(workshop, now=now) and may_welcome(user, workshop, now=now)


def is_door_open(workshop, *, now):
    """True from some hours before the start until the meeting is closed."""
    is_alive = workshop.state not in (WorkshopState.DRAFT, WorkshopState.CLOSED)
    return is_alive and now >= workshop.starts_at - DOOR_OPENS


def may_check_in(user, workshop, *, now):
    """True for the welcome desk while the door is open."""
    return is_door_open(workshop, now=now) and may_welcome(user, workshop, now=now)
