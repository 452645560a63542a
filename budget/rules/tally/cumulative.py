"""Ballots with points: a project's score is the sum of its points."""

from collections.abc import Collection

from budget.rules.tally.types import Profile, Score


def scores(profile: Profile, project_ids: Collection[str]) -> dict[str, Score]:
    """Points per project, exact."""
    totals: dict[str, Score] = dict.fromkeys(project_ids, 0)
    for (choices, points), weight in profile.groups.items():
        for choice, point in zip(choices, points or (), strict=True):
            totals[choice] += point * weight
    return totals
