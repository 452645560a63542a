"""Knapsack ballots: a voter's choices fit in the envelope together.

They are counted as approvals (Goel, Krishnaswamy, Sakshuwong, Aitamurto, "Knapsack Voting for Participatory
Budgeting", ACM TEAC 7(2), 2019; projects here are indivisible): what sets them apart is what makes a ballot valid.
"""

from collections.abc import Iterable

from budget.rules.tally.types import Choices, Profile, Project


def overspent(profile: Profile, projects: Iterable[Project], limit: int) -> dict[Choices, int]:
    """The ballots whose choices cost more than ``limit`` (minor units), with the number of voters who cast each.

    The booth refuses them, so that a count that finds one has found a fault.
    """
    cost = {project.id: project.cost for project in projects}
    return {
        choices: weight
        for (choices, _), weight in profile.groups.items()
        if sum(cost[choice] for choice in choices) > limit
    }
