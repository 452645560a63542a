"""The words of a .pb file (Pabulib's format for participatory-budgeting elections).

Money is integer minor units: cents (``scale`` 100), or a smaller unit in the rare file whose amounts have more than
two decimals. Points are integers, or exact fractions.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from budget.rules.tally.types import Choices, Points, Score

CENTS = 100
WITHDRAWN_COST = 999_999_999  # whole units: the mark of a project withdrawn after the vote
VOTE_TYPES = ("approval", "choose-1", "ordinal", "cumulative", "scoring")
OBLIGATORY_META = (
    "description",
    "country",
    "unit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "date_begin",
    "date_end",
)
META_ORDER = [
    "description",
    "country",
    "unit",
    "district",
    "subunit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "date_begin",
    "date_end",
    "min_length",
    "max_length",
    "min_sum_cost",
    "max_sum_cost",
    "min_points",
    "max_points",
    "min_sum_points",
    "max_sum_points",
    "default_score",
    "min_project_cost",
    "max_project_cost",
    "min_project_score_threshold",
    "neighborhoods",
    "subdistricts",
    "categories",
    "edition",
    "language",
    "currency",
    "fully_funded",
    "experimental",
    "comment",
    "acknowledgments",
    "leftover_budget",
    "budget_per_category",
    "budget_per_neighborhood",
    "min_length_per_category",
    "max_length_per_category",
    "min_sum_cost_per_category",
    "max_sum_cost_per_category",
]
PROJECT_ORDER = [
    "project_id",
    "cost",
    "votes",
    "score",
    "name",
    "category",
    "beneficiaries",
    "selected",
    "neighborhood",
    "subunit",
    "district",
    "description",
    "proposer",
    "public_id",
    "latitude",
    "longitude",
]
BALLOT_ORDER = [
    "voter_id",
    "vote",
    "points",
    "age",
    "sex",
    "voting_method",
    "district",
    "neighborhood",
    "education",
    "topic_preference_transport",
    "topic_preference_culture",
    "topic_preference_nature",
    "district_preference",
    "time_taken_seconds",
    "format_easiness",
    "format_expressiveness",
    "format_rank",
]

_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file is refused. ``line`` is the line of the file (from 1), None when the fault is of the whole file."""

    line: int | None
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd that was accepted, and how: same shape as a fault."""

    line: int | None
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


class FaultError(ValueError):
    """A file that cannot be read as an election; ``faults`` holds every one found, in the order of the lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        first = self.faults[0]
        super().__init__(f"{len(self.faults)} faults, the first: {first.code} at line {first.line}")


class WriteError(ValueError):
    """An election that has no .pb form; ``code`` and ``values`` say why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class PbProject:
    """A line of PROJECTS. What the file does not say is None; other columns are in ``fields``, empty cells left out.

    ``selected``: 0 no, 1 yes, 2 by a bonus rule, 3 from a reserve.
    """

    id: str
    cost: int
    name: str = ""
    votes: int | None = None
    score: Score | None = None
    selected: int | None = None
    is_withdrawn: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def categories(self) -> tuple[str, ...]:
        """The items of the ``category`` column."""
        return tuple(item.strip() for item in self.fields.get("category", "").split(",") if item.strip())


class PbBallot(NamedTuple):
    """A line of VOTES. ``choices`` in the order of the file (best first in a ranking), no id twice.

    ``points`` one per choice, or None; ``fields`` the cells of the election's ``ballot_columns``.
    """

    voter_id: str
    choices: Choices
    points: Points | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Election:
    """A whole .pb file.

    ``meta`` has every key except ``num_projects``, ``num_votes`` and ``budget``, which follow from the rest.
    ``unlisted_blanks`` are blank ballots the file states by number only (see ``writing.publishable``). ``notes`` tell
    what was accepted though odd; they do not take part in comparisons.
    """

    meta: Mapping[str, str]
    budget: int
    projects: tuple[PbProject, ...]
    ballots: tuple[PbBallot, ...]
    ballot_columns: tuple[str, ...] = ()
    unlisted_blanks: int = 0
    scale: int = CENTS
    notes: tuple[Note, ...] = field(default=(), compare=False)

    @property
    def vote_type(self) -> str:
        return self.meta["vote_type"]

    @property
    def rule(self) -> str:
        return self.meta["rule"]

    @property
    def voters(self) -> int:
        """Voters with a ballot, blank ballots included."""
        return len(self.ballots) + self.unlisted_blanks

    @property
    def max_length(self) -> int | None:
        return _integer(self.meta.get("max_length"))

    @property
    def threshold(self) -> int:
        """The lowest score with which a project can be funded; 0 when the file sets none."""
        return _integer(self.meta.get("min_project_score_threshold")) or 0

    @property
    def official_winners(self) -> tuple[str, ...] | None:
        """Ids of the projects the city selected, in the order of the file; None when the file does not say."""
        if all(project.selected is None for project in self.projects):
            return None
        return tuple(project.id for project in self.projects if project.selected)


def read_date(text: str, *, is_end: bool = False) -> date | None:
    """The day of ``DD.MM.YYYY``; of ``YYYY`` the first day, or the last when ``is_end``. None for anything else."""
    try:
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 12, 31) if is_end else date(int(text), 1, 1)
        day = _DAY.fullmatch(text)
        return date(int(day[3]), int(day[2]), int(day[1])) if day else None
    except ValueError:
        return None


def _integer(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else None
