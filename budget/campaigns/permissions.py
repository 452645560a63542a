"""Who may run a campaign."""


def may_manage_campaigns(user, obj=None, *, now=None):
    """Campaign managers; None is the system (commands)."""
    return user is None or user.has_perm("budget.manage_campaign")
