"""The words of a count: what goes in (projects, profile, parameters) and what comes out (decisions, outcome).

Money is integer minor units (cents). Scores are integers, or exact fractions where points have decimals; nothing in
a count is a float.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

Score = int | Fraction
Choices = tuple[str, ...]
Points = tuple[Score, ...]

GREEDY = "greedy"
RULES = (GREEDY,)


class BallotKind(StrEnum):
    """How people voted; the values are the vote types of the .pb format, plus knapsack."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    KNAPSACK = "knapsack"
    CUMULATIVE = "cumulative"
    ORDINAL = "ordinal"
    SCORING = "scoring"


class Tie(StrEnum):
    """Criteria that separate equal scores, each preferring…"""

    COST = "cost"  # the lowest cost
    VOTES = "votes"  # the most voters
    ID = "id"  # the first in natural order of the id (P2 before P10)
    LOT = "lot"  # the first in the published lot order


class Status(StrEnum):
    """What became of a project."""

    FUNDED = "funded"
    BELOW_THRESHOLD = "below_threshold"
    DOES_NOT_FIT = "does_not_fit"  # costs more than what was left at its turn
    NOT_REACHED = "not_reached"  # no-skip: the count had stopped before its turn
    CONFLICTS = "conflicts"  # excluded by a project funded before it
    OVER_ENVELOPE = "over_envelope"  # costs more than the whole envelope
    WITHDRAWN = "withdrawn"


class ParameterError(ValueError):
    """A count was asked for in a way that has no meaning; ``code`` says which."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Project:
    """A project as the count sees it; ``cost`` in minor units."""

    id: str
    cost: int
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """All ballots, identical ones grouped: (choices, points or None) -> number of voters who cast it.

    The empty ballot is the key ``((), None)`` and its voters count in ``voters``. In approval ballots the choices
    are sorted; in rankings they keep the voter's order, best first.
    """

    kind: BallotKind
    groups: Mapping[tuple[Choices, Points | None], int]
    max_length: int | None = None  # of a ranking: its first choice gets this many points

    @property
    def voters(self) -> int:
        """Voters with a valid ballot, blank ballots included."""
        return sum(self.groups.values())

    @property
    def blank(self) -> int:
        """Voters whose ballot chooses nothing."""
        return sum(weight for (choices, _), weight in self.groups.items() if not choices)


@dataclass(frozen=True, slots=True)
class Scores:
    """Per project id: the score V(p) that ranks, and the number of distinct voters who chose it."""

    score: Mapping[str, Score]
    votes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Parameters:
    """How to count. Every choice is explicit, stored with the result and part of the ballot definition."""

    rule: str = GREEDY
    skip: bool = True  # False: stop at the first project that does not fit
    threshold: Score = 0  # projects with a lower score are left out
    ties: tuple[Tie, ...] = (Tie.COST, Tie.VOTES, Tie.ID)
    lot: tuple[str, ...] = ()  # all project ids, first wins; needed when ties name the lot

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ParameterError("unknown_rule", rule=self.rule)
        if self.threshold < 0:
            raise ParameterError("negative_threshold")
        try:
            object.__setattr__(self, "ties", tuple(Tie(tie) for tie in self.ties))
        except ValueError:
            raise ParameterError("unknown_tie_break", ties=tuple(self.ties)) from None
        if not self.ties or self.ties[-1] not in (Tie.ID, Tie.LOT):
            raise ParameterError("ties_not_total", ties=tuple(self.ties))
        object.__setattr__(self, "lot", tuple(self.lot))

    @property
    def pabulib_rule(self) -> str:
        """The name of this rule in the META section of a .pb file."""
        if not self.skip:
            return "greedy-no-skip"
        return "greedy-threshold" if self.threshold else "greedy"

    def to_data(self) -> dict[str, object]:
        """Plain JSON data (fractions as "a/b")."""
        return {
            "rule": self.rule,
            "skip": self.skip,
            "threshold": number_to_data(self.threshold),
            "ties": [str(tie) for tie in self.ties],
            "lot": list(self.lot),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Parameters":
        """The inverse of ``to_data``; absent keys take their defaults. Raises ParameterError."""
        unknown = sorted(set(data) - {"rule", "skip", "threshold", "ties", "lot"})
        if unknown:
            raise ParameterError("unknown_parameter", names=tuple(unknown))
        values = dict(data)
        if "threshold" in values:
            values["threshold"] = number_from_data(values["threshold"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class TieNote:
    """Projects with the same score stood side by side, and ``decided_by`` put them in order."""

    equal_to: tuple[str, ...]
    decided_by: Tie


@dataclass(frozen=True, slots=True)
class Decision:
    """What happened to one project, in the order of the count (``step`` from 1, one per project)."""

    project_id: str
    status: Status
    step: int
    score: Score
    votes: int
    cost: int
    remaining_before: int
    remaining_after: int
    tie: TieNote | None = None

    @property
    def is_funded(self) -> bool:
        return self.status is Status.FUNDED

    def to_data(self) -> dict[str, object]:
        """Plain JSON data."""
        return {
            "project_id": self.project_id,
            "status": str(self.status),
            "step": self.step,
            "score": number_to_data(self.score),
            "votes": self.votes,
            "cost": self.cost,
            "remaining_before": self.remaining_before,
            "remaining_after": self.remaining_after,
            "tie": self.tie and {"equal_to": list(self.tie.equal_to), "decided_by": str(self.tie.decided_by)},
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a count: one decision per project, in order."""

    parameters: Parameters
    voters: int
    blank: int
    budget: int
    decisions: tuple[Decision, ...]
    input_sha256: str = field(default="")

    @property
    def winners(self) -> tuple[str, ...]:
        """Ids of the funded projects in the order of selection."""
        return tuple(decision.project_id for decision in self.decisions if decision.is_funded)

    @property
    def total_cost(self) -> int:
        return sum(decision.cost for decision in self.decisions if decision.is_funded)

    def decision(self, project_id: str) -> Decision:
        """The decision on one project; KeyError when it was not counted."""
        for decision in self.decisions:
            if decision.project_id == project_id:
                return decision
        raise KeyError(project_id)


def number_to_data(number: Score) -> int | str:
    """An integer as itself, a fraction as "a/b"."""
    return int(number) if number == int(number) else f"{number.numerator}/{number.denominator}"


def number_from_data(value: object) -> Score:
    """The inverse of ``number_to_data``. Raises ParameterError for anything else, floats included."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        number = Fraction(value) if isinstance(value, str) else None
    except (ValueError, ZeroDivisionError):
        number = None
    if number is None:
        raise ParameterError("bad_number", value=str(value))
    return int(number) if number.denominator == 1 else number
