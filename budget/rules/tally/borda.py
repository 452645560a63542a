"""Rankings, counted as Kraków does: the first of k choices gets k points, the next k - 1, and so on.

k is the longest ranking the ballot allows, so that a first place is worth the same on a short ballot.
"""

from collections.abc import Collection

from budget.rules.tally.types import ParameterError, Profile


def scores(profile: Profile, project_ids: Collection[str]) -> dict[str, int]:
    """Positional points per project. Without ``max_length``, k is the length of the longest ballot.

    Raises ParameterError (``ranking_too_long``) for a ranking longer than ``max_length``.
    """
    longest = max((len(choices) for choices, _ in profile.groups), default=0)
    first = profile.max_length or longest
    if longest > first:
        raise ParameterError("ranking_too_long", max=first, chosen=longest)
    totals = dict.fromkeys(project_ids, 0)
    for (choices, _), weight in profile.groups.items():
        for position, choice in enumerate(choices):
            totals[choice] += (first - position) * weight
    return totals
