"""Who prepares and leads a meeting, and when its tables may write."""

from budget.workshops.choices import ANNOUNCED_STATES, CAPTURE_STATES, PUBLIC_STATES


def may_plan(user, *, now):
    """True for those who run the campaign; None is the system (imports)."""
    return user is None or user.has_perm("budget.manage_campaign")


def may_lead(user, workshop, *, now):
    """True for the managers of the campaign, and for the facilitators named for this meeting."""
    if may_plan(user, now=now):
        return True
    return user.has_perm("budget.capture_note") and workshop.facilitators.filter(pk=user.pk).exists()


def is_capture_open(workshop, *, now):
    """True from the moment the meeting starts, or is started by hand, until it is closed."""
    has_started = workshop.state in ANNOUNCED_STATES and now >= workshop.starts_at
    return has_started or workshop.state in CAPTURE_STATES


def may_capture(user, workshop, *, now):
    """True when `user` leads this meeting and its tables may write."""
    return is_capture_open(workshop, now=now) and may_lead(user, workshop, now=now)


def may_read(user, workshop, *, now):
    """True for everyone once announced; before, for those who prepare it."""
    return workshop.state in PUBLIC_STATES or (user.is_authenticated and may_lead(user, workshop, now=now))
