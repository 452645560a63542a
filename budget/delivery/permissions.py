"""Who may follow the winners' delivery."""

from budget.projects.permissions import may_follow_works


def may_follow_delivery(user, project, *, now):
    """Staff who follow the works of projects that won, and the system (`user` None): they publish milestones."""
    return may_follow_works(user, project, now=now)
