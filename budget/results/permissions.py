"""Who may count a vote and publish its results. None is the system (a command run by the operator)."""


def may_count(user, campaign, *, now):
    """True when `user` may count the campaign's vote."""
    return user is None or user.has_perm("budget.count_vote")


def may_publish(user, campaign, *, now):
    """True when `user` may publish the campaign's results."""
    return user is None or user.has_perm("budget.publish_results")
