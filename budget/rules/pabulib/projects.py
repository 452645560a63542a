"""The PROJECTS section."""

from dataclasses import dataclass
from decimal import Decimal

from budget.rules.pabulib.numbers import read_amount, read_score
from budget.rules.pabulib.types import PROJECT_ORDER, WITHDRAWN_COST, Fault, Note, PbProject
from budget.rules.tally.types import Score

OLD_NAMES = {"target": "beneficiaries"}
_TYPED = ("project_id", "cost", "name", "votes", "score", "selected")
_FORBIDDEN_IN_IDS = frozenset(',;"\n\r')


@dataclass(frozen=True, slots=True)
class Draft:
    """A project whose cost is not yet in minor units."""

    id: str
    cost: Decimal
    name: str
    votes: Score | None
    score: Score | None
    selected: int | None
    fields: dict[str, str]

    def project(self, scale: int) -> PbProject:
        """The project, its cost in units of 1/scale."""
        return PbProject(
            id=self.id,
            cost=int(self.cost * scale),
            name=self.name,
            votes=self.votes,
            score=self.score,
            selected=self.selected,
            is_withdrawn=self.cost == WITHDRAWN_COST,
            fields=self.fields,
        )


class ProjectReader:
    """Reads rows one by one; faults and notes go into the lists it is given."""

    def __init__(self, faults: list[Fault], notes: list[Note]) -> None:
        self.faults = faults
        self.notes = notes
        self.columns: list[str] = []
        self.drafts: list[Draft] = []
        self.lines: dict[str, int] = {}
        self.rows = 0
        self._is_readable = False

    @property
    def ids(self) -> set[str]:
        return set(self.lines)

    def header(self, line: int, row: list[str]) -> None:
        """Column names; ``project_id`` and ``cost`` must be among them."""
        names = [name.strip().lower() for name in row]
        self.columns = [
            OLD_NAMES[name] if name in OLD_NAMES and OLD_NAMES[name] not in names else name for name in names
        ]
        self._is_readable = check_header(line, "PROJECTS", self.columns, ("project_id", "cost"), self.faults)
        for name in self.columns:
            if name not in PROJECT_ORDER:
                self.notes.append(Note(line, "unknown_column", {"section": "PROJECTS", "column": name}))
        for name in ("votes", "selected", "name"):
            if name not in self.columns:
                self.notes.append(Note(line, "missing_column", {"section": "PROJECTS", "column": name}))

    def row(self, line: int, row: list[str]) -> None:
        """One project."""
        self.rows += 1
        if not self._is_readable:
            return
        if len(row) != len(self.columns):
            self.lines.setdefault(row[0], line)  # so that its votes are not faults too
            values = {"section": "PROJECTS", "expected": len(self.columns), "found": len(row)}
            self.faults.append(Fault(line, "wrong_columns", values))
            return
        cells = {name: " ".join(cell.split()) for name, cell in zip(self.columns, row, strict=True)}
        project_id = cells.get("project_id", "")
        if not project_id:
            self.faults.append(Fault(line, "empty_id", {"section": "PROJECTS"}))
        elif project_id in self.lines:
            values = {"project": project_id, "first_line": self.lines[project_id]}
            self.faults.append(Fault(line, "duplicate_project", values))
        elif _FORBIDDEN_IN_IDS & set(project_id):
            self.faults.append(Fault(line, "bad_id", {"project": project_id}))
        else:
            self.lines[project_id] = line
            self._keep(line, project_id, cells)

    def _keep(self, line: int, project_id: str, cells: dict[str, str]) -> None:
        cost = self._cost(line, project_id, cells.get("cost", ""))
        votes, score = (
            self._number(line, project_id, name, cells.get(name, "")) for name in ("votes", "score")
        )
        selected = self._number(line, project_id, "selected", cells.get("selected", ""))
        if selected not in (None, 0, 1, 2, 3):
            self._bad_number(line, project_id, "selected", cells["selected"])
        fields = {name: cell for name, cell in cells.items() if cell and name not in _TYPED}
        name = cells.get("name", "")
        self.drafts.append(Draft(project_id, cost, name, votes, score, selected, fields))

    def _cost(self, line: int, project_id: str, text: str) -> Decimal:
        cost = read_amount(text)
        if cost is None:
            self._bad_number(line, project_id, "cost", text)
            return Decimal(0)
        if "," in text:
            self.notes.append(Note(line, "decimal_comma", {"field": "cost", "project": project_id}))
        if cost == 0:
            self.notes.append(Note(line, "no_cost", {"project": project_id}))
        if cost == WITHDRAWN_COST:
            self.notes.append(Note(line, "withdrawn", {"project": project_id}))
        return cost

    def _number(self, line: int, project_id: str, name: str, text: str) -> Score | None:
        if not text:
            return None
        number = read_score(text)
        if number is None:
            self._bad_number(line, project_id, name, text)
        return number

    def _bad_number(self, line: int, project_id: str, name: str, text: str) -> None:
        values = {"field": name, "value": text, "project": project_id}
        self.faults.append(Fault(line, "bad_number", values))


def check_header(
    line: int, section: str, columns: list[str], needed: tuple[str, ...], faults: list[Fault]
) -> bool:
    """Whether rows can be read by this header; if not, its faults: columns that are missing, or there twice."""
    missing = [name for name in needed if name not in columns]
    twice = [name for name in dict.fromkeys(columns) if columns.count(name) > 1]
    for code, names in (("missing_column", missing), ("duplicate_column", twice)):
        faults.extend(Fault(line, code, {"section": section, "column": name}) for name in names)
    return not missing and not twice
