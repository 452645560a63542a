"""Who may change the strategic plan."""


def may_amend(user, objective=None, *, now):
    """Staff who hold the right to amend the plan (the campaign managers' group)."""
    return bool(user and user.is_authenticated and user.has_perm("budget.add_amendment"))


def may_write_plan(user, *, now):
    """Staff who may add axes and objectives."""
    return bool(user and user.is_authenticated and user.has_perm("budget.add_objective"))
