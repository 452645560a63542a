"""Who may run a campaign, and who looks after what was printed for it."""


def may_manage_campaigns(user, obj=None, *, now=None):
    """Campaign managers; None is the system (commands)."""
    return user is None or user.has_perm("budget.manage_campaign")


def may_follow_derivatives(user, obj=None, *, now=None):
    """Campaign managers, and the facilitators who hand out what was printed; None is the system."""
    return may_manage_campaigns(user) or user.has_perm("budget.capture_note")
