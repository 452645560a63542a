"""From ballots to scores.

A ballot comes as ``(choices, points)``: option ids, and one number per id where the format gives points, else None.
Identical ballots are grouped at once; every later step works on the groups.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from budget.rules.tally import approval, borda, cumulative
from budget.rules.tally.types import BallotKind, Choices, ParameterError, Points, Profile, Scores

WITH_POINTS = frozenset({BallotKind.CUMULATIVE, BallotKind.SCORING})
RANKED = frozenset({BallotKind.ORDINAL})


def group(
    ballots: Iterable[tuple[Choices, Points | None]],
    kind: BallotKind,
    *,
    max_length: int | None = None,
    blanks: int = 0,
) -> Profile:
    """The profile of the ballots. ``blanks`` adds that many empty ballots known only by their number.

    Raises ParameterError (``duplicate_choice``, ``points_mismatch``) for a ballot no format allows.
    """
    kind = BallotKind(kind)
    groups: Counter[tuple[Choices, Points | None]] = Counter()
    for (choices, points), weight in Counter(ballots).items():
        groups[_normal(choices, points, kind)] += weight
    if blanks:
        groups[((), None)] += blanks
    return Profile(kind=kind, groups=groups, max_length=max_length)


def scores(profile: Profile, project_ids: Collection[str]) -> Scores:
    """Score and number of voters of each project, zero included, by the rule of the ballots' kind.

    Approval, choose-1 and knapsack ballots: the voters who chose it; cumulative and scoring: its points; ordinal: its
    positions. Raises ParameterError (``unknown_project``) when a ballot names another project.
    """
    votes = dict.fromkeys(project_ids, 0)
    try:
        for (choices, _), weight in profile.groups.items():
            for choice in choices:
                votes[choice] += weight
    except KeyError as error:
        raise ParameterError("unknown_project", project=error.args[0]) from None
    if profile.kind in WITH_POINTS:
        return Scores(cumulative.scores(profile, project_ids), votes)
    if profile.kind in RANKED:
        return Scores(borda.scores(profile, project_ids), votes)
    return Scores(approval.scores(votes), votes)


def _normal(choices: Choices, points: Points | None, kind: BallotKind) -> tuple[Choices, Points | None]:
    """The same tuple for ballots that say the same thing."""
    if not choices:
        return (), None
    if len(set(choices)) != len(choices):
        raise ParameterError("duplicate_choice", choices=choices)
    if kind in RANKED:
        return choices, None
    if kind not in WITH_POINTS:
        return tuple(sorted(choices)), None
    if points is None or len(points) != len(choices):
        raise ParameterError("points_mismatch", choices=choices)
    pairs = sorted(zip(choices, points, strict=True))
    return tuple(choice for choice, _ in pairs), tuple(point for _, point in pairs)
