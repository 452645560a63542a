"""The VOTES section: the hundred thousand lines, so that the usual one takes the short way."""

from collections.abc import Mapping

from budget.rules.pabulib.numbers import read_score
from budget.rules.pabulib.projects import ProjectReader, check_header
from budget.rules.pabulib.types import BALLOT_ORDER, Fault, Note, PbBallot
from budget.rules.tally.types import Choices, Points

_TYPED = ("voter_id", "vote", "points")
_LIMITS = (
    ("max_length", lambda ballot: len(ballot.choices), 1),
    ("max_sum_points", lambda ballot: sum(ballot.points or ()), 1),
    ("max_points", lambda ballot: max(ballot.points or (0,)), 1),
    ("min_length", lambda ballot: len(ballot.choices), -1),
    ("min_sum_points", lambda ballot: sum(ballot.points or ()), -1),
)


class BallotReader:
    """Reads rows one by one; faults and notes go into the lists it is given."""

    def __init__(self, projects: ProjectReader, faults: list[Fault], notes: list[Note]) -> None:
        self.projects = projects
        self.faults = faults
        self.notes = notes
        self.ballots: list[PbBallot] = []
        self.lines: dict[str, int] = {}
        self.rows = 0
        self._is_readable = False
        self.extra_columns: tuple[str, ...] = ()
        self._width = 0
        self._voter = self._vote = 0
        self._points: int | None = None
        self._extra: list[int] = []
        self._known: frozenset[str] = frozenset()

    def header(self, line: int, row: list[str]) -> None:
        """Column names; ``voter_id`` and ``vote`` must be among them."""
        columns = [name.strip().lower() for name in row]
        self._is_readable = check_header(line, "VOTES", columns, ("voter_id", "vote"), self.faults)
        if not self._is_readable:
            return
        self._width = len(columns)
        self._voter = columns.index("voter_id")
        self._vote = columns.index("vote")
        self._points = columns.index("points") if "points" in columns else None
        self._extra = [place for place, name in enumerate(columns) if name not in _TYPED]
        self.extra_columns = tuple(columns[place] for place in self._extra)
        self._known = frozenset(self.projects.ids)
        for name in self.extra_columns:
            if name not in BALLOT_ORDER:
                self.notes.append(Note(line, "unknown_column", {"section": "VOTES", "column": name}))

    def row(self, line: int, row: list[str]) -> None:
        """One ballot."""
        self.rows += 1
        if not self._is_readable:
            return
        if len(row) != self._width:
            values = {"section": "VOTES", "expected": self._width, "found": len(row)}
            self.faults.append(Fault(line, "wrong_columns", values))
            return
        voter_id = row[self._voter].strip()
        if not voter_id:
            self.faults.append(Fault(line, "empty_id", {"section": "VOTES"}))
            return
        first_line = self.lines.setdefault(voter_id, line)
        if first_line != line:
            self.faults.append(Fault(line, "duplicate_voter", {"voter": voter_id, "first_line": first_line}))
            return
        vote = row[self._vote]
        choices = tuple(vote.split(",")) if vote else ()
        if not self._known.issuperset(choices):
            choices = self._spaced(line, voter_id, choices)
        points = None
        if self._points is not None:
            points = self._read_points(line, voter_id, row[self._points], len(choices))
        if len(choices) > 1 and len(set(choices)) != len(choices):
            choices, points = self._once(line, voter_id, choices, points)
        extra = tuple([" ".join(row[place].split()) for place in self._extra])
        self.ballots.append(PbBallot(voter_id, choices, points, extra))

    def check_points(self, vote_type: str) -> None:
        """Ballots that should carry points and do not."""
        if vote_type not in ("cumulative", "scoring"):
            return
        for ballot in self.ballots:
            if ballot.choices and ballot.points is None:
                line = self.lines[ballot.voter_id]
                self.faults.append(Fault(line, "missing_points", {"voter": ballot.voter_id}))

    def note_limits(self, meta: Mapping[str, str]) -> None:
        """How many ballots go beyond a limit that META states; blank ballots are within all."""
        for key, measure, sign in _LIMITS:
            limit = read_score(meta.get(key, ""))
            if limit is None:
                continue
            beyond = sum(
                ballot.choices != () and measure(ballot) * sign > limit * sign for ballot in self.ballots
            )
            if beyond:
                values = {"field": key, "limit": limit, "ballots": beyond}
                self.notes.append(Note(None, "beyond_limit", values))

    def _spaced(self, line: int, voter_id: str, choices: Choices) -> Choices:
        """The choices without spaces and empty places; what is still unknown is a fault."""
        cleaned = tuple([choice.strip() for choice in choices if choice.strip()])
        for choice in cleaned:
            if choice not in self._known:
                values = {"project": choice, "voter": voter_id}
                self.faults.append(Fault(line, "unknown_project", values))
        return cleaned

    def _read_points(self, line: int, voter_id: str, text: str, expected: int) -> Points | None:
        if not text.strip():
            return None
        points = []
        for cell in text.split(","):
            cell = cell.strip()
            point = int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 19 else read_score(cell)
            if point is None:
                values = {"field": "points", "value": cell, "voter": voter_id}
                self.faults.append(Fault(line, "bad_number", values))
                return None
            points.append(point)
        if len(points) != expected:
            values = {"voter": voter_id, "choices": expected, "points": len(points)}
            self.faults.append(Fault(line, "points_mismatch", values))
            return None
        return tuple(points)

    def _once(
        self, line: int, voter_id: str, choices: Choices, points: Points | None
    ) -> tuple[Choices, Points | None]:
        """Each choice the first time it stands there."""
        self.notes.append(Note(line, "duplicate_choice", {"voter": voter_id}))
        places = [place for place, choice in enumerate(choices) if choice not in choices[:place]]
        kept = tuple(choices[place] for place in places)
        return kept, points and tuple(points[place] for place in places)
