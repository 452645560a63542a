"""Who may do what with a vote. Comms staff have none of these rights."""


def may_prepare_vote(user, campaign, *, now):
    """Draft a vote of a campaign."""
    return user.has_perm("budget.manage_campaign")


def may_freeze_vote(user, vote, *, now):
    """Freeze the ballot definition."""
    return user.has_perm("budget.freeze_vote")


def may_open_vote(user, vote, *, now):
    """Open, suspend, resume and close a vote."""
    return user.has_perm("budget.open_vote")


def may_publish_vote(user, vote, *, now):
    """Mark the results as published."""
    return user.has_perm("budget.publish_results")


def may_follow_votes(user, *, now):
    """Read the participation and the state of the votes in the admin: whoever runs votes, and nobody else."""
    return user.has_perms(["budget.manage_campaign", "budget.open_vote"])
