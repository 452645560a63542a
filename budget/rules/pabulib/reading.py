"""Reading a .pb file: every fault is found and told with its line; nothing is half read.

Accepted with a note: a byte order mark, decimal commas, an id twice in one vote (the first stands), a votes column that
is no plain recount, ballots beyond the stated limits, unknown columns and keys (kept), a missing ``votes``, ``selected``
or ``name`` column, the old column ``target`` (now ``beneficiaries``), projects that cost 999999999 (withdrawn) or
nothing, days that are no dates.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from budget.rules.pabulib.ballots import BallotReader
from budget.rules.pabulib.numbers import decimals, read_amount
from budget.rules.pabulib.projects import ProjectReader
from budget.rules.pabulib.types import (
    OBLIGATORY_META,
    VOTE_TYPES,
    Election,
    Fault,
    FaultError,
    Note,
    read_date,
)

SECTIONS = ("META", "PROJECTS", "VOTES")
MAX_ROW_LINES = 200  # a quoted cell that goes on for longer was never closed

_MARKERS = frozenset({*SECTIONS, *(name.lower() for name in SECTIONS), *(name.title() for name in SECTIONS)})
_BLANKS = re.compile(r"\s*#\d+: blank ballots not listed: (\d{1,9})\s*$")
_EMPTY_ALLOWED = frozenset({"description", "country", "unit", "instance", "rule", "date_begin", "date_end"})


def parse(data: str | bytes) -> Election:
    """The election of a .pb file. Raises FaultError with every fault found (codes below).

    Codes and values: ``not_utf8``; ``unclosed_quote``; ``missing_section`` (section); ``duplicate_section`` (section);
    ``section_order`` (section); ``outside_sections``; ``missing_header`` (section); ``missing_column`` (section,
    column); ``duplicate_column`` (section, column); ``wrong_columns`` (section, expected, found); ``missing_meta``
    (key); ``duplicate_meta`` (key); ``bad_vote_type`` (value); ``bad_number`` (field, value, and project or voter);
    ``wrong_count`` (field, stated, found); ``empty_id`` (section); ``bad_id`` (project); ``duplicate_project``
    (project, first_line); ``duplicate_voter`` (voter, first_line); ``unknown_project`` (project, voter);
    ``points_mismatch`` (voter, choices, points); ``missing_points`` (voter); ``no_project``.
    """
    return _Reading(_decoded(data)).election()


def _decoded(data: str | bytes) -> str:
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FaultError([Fault(line, "not_utf8")]) from None


class _Reading:
    """One pass over the rows, section by section."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self.notes: list[Note] = []
        self.meta: dict[str, str] = {}
        self.meta_lines: dict[str, int] = {}
        self.projects = ProjectReader(self.faults, self.notes)
        self.ballots = BallotReader(self.projects, self.faults, self.notes)
        if text.startswith("\ufeff"):
            text = text[1:]
            self.notes.append(Note(1, "byte_order_mark"))
        self.text = text

    def election(self) -> Election:
        self._read_sections()
        if self.faults and self.faults[-1].code == "missing_section":
            raise FaultError(self.faults)
        budget = self._check_meta()
        self.ballots.check_points(self.meta.get("vote_type", ""))
        self._check_counts()
        if self.faults:
            raise FaultError(self.faults)
        self._note_recounts()
        self.ballots.note_limits(self.meta)
        return self._assembled(budget)

    def _read_sections(self) -> None:
        readers = {"META": self._meta_row, "PROJECTS": self.projects.row, "VOTES": self.ballots.row}
        headers = {"META": self._meta_header, "PROJECTS": self.projects.header, "VOTES": self.ballots.header}
        seen: list[str] = []
        read = None
        awaits_header = False
        for line, row in self._rows():
            if row[0] in _MARKERS and not any(row[1:]):
                if awaits_header:
                    self.faults.append(Fault(line, "missing_header", {"section": seen[-1]}))
                seen.append(self._section(line, row[0].upper(), seen))
                read, awaits_header = readers[seen[-1]], True
            elif read is None:
                self.faults.append(Fault(line, "outside_sections"))
            elif awaits_header:
                headers[seen[-1]](line, row)
                awaits_header = False
            else:
                read(line, row)
        if awaits_header:
            self.faults.append(Fault(None, "missing_header", {"section": seen[-1]}))
        for name in SECTIONS:
            if name not in seen:
                self.faults.append(Fault(None, "missing_section", {"section": name}))

    def _section(self, line: int, name: str, seen: list[str]) -> str:
        if name in seen:
            self.faults.append(Fault(line, "duplicate_section", {"section": name}))
        elif any(SECTIONS.index(earlier) > SECTIONS.index(name) for earlier in seen):
            self.faults.append(Fault(line, "section_order", {"section": name}))
        return name

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line where it begins, cells) of every row that is not blank."""
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=";")
        line = 1
        try:
            for row in reader:
                if reader.line_num - line > MAX_ROW_LINES:
                    self.faults.append(Fault(line, "unclosed_quote"))
                    return
                if row and (len(row) > 1 or row[0].strip()):
                    row[0] = row[0].strip()
                    yield line, row
                line = reader.line_num + 1
        except csv.Error:
            self.faults.append(Fault(line, "unclosed_quote"))

    def _meta_header(self, line: int, row: list[str]) -> None:
        if [cell.strip().lower() for cell in row[:2]] != ["key", "value"]:
            self.faults.append(Fault(line, "missing_header", {"section": "META"}))

    def _meta_row(self, line: int, row: list[str]) -> None:
        key = row[0]
        if len(row) < 2 or any(cell.strip() for cell in row[2:]):
            values = {"section": "META", "expected": 2, "found": len(row)}
            self.faults.append(Fault(line, "wrong_columns", values))
        elif not key:
            self.faults.append(Fault(line, "empty_id", {"section": "META"}))
        elif key in self.meta:
            self.faults.append(Fault(line, "duplicate_meta", {"key": key}))
        else:
            self.meta[key] = " ".join(row[1].split())
            self.meta_lines[key] = line

    def _check_meta(self) -> Decimal:
        for key in OBLIGATORY_META:
            if key not in self.meta or not (self.meta[key] or key in _EMPTY_ALLOWED):
                self.faults.append(Fault(self.meta_lines.get(key), "missing_meta", {"key": key}))
        vote_type = self.meta.get("vote_type")
        if vote_type and vote_type not in VOTE_TYPES:
            line = self.meta_lines["vote_type"]
            self.faults.append(Fault(line, "bad_vote_type", {"value": vote_type}))
        for key in ("date_begin", "date_end"):
            if self.meta.get(key) and read_date(self.meta[key]) is None:
                self.notes.append(Note(self.meta_lines[key], "bad_date", {"field": key}))
        for key in ("min_sum_cost", "max_sum_cost"):
            if key in self.meta:
                self.meta[key] = self.meta[key].replace(",", ".")
        return self._budget()

    def _budget(self) -> Decimal:
        text = self.meta.get("budget", "")
        budget = read_amount(text) if text else Decimal(0)
        if budget is None or (text and not budget):
            values = {"field": "budget", "value": text}
            self.faults.append(Fault(self.meta_lines["budget"], "bad_number", values))
            return Decimal(0)
        if "," in text:
            self.notes.append(Note(self.meta_lines["budget"], "decimal_comma", {"field": "budget"}))
        return budget

    def _check_counts(self) -> None:
        for key, found in (
            ("num_projects", self.projects.rows),
            ("num_votes", self.ballots.rows),
        ):
            text = self.meta.get(key, "")
            if text and not re.fullmatch(r"[0-9]{1,9}", text):
                values = {"field": key, "value": text}
                self.faults.append(Fault(self.meta_lines[key], "bad_number", values))
            elif text and int(text) != found:
                values = {"field": key, "stated": int(text), "found": found}
                self.faults.append(Fault(self.meta_lines[key], "wrong_count", values))
        if not self.projects.rows:
            self.faults.append(Fault(None, "no_project"))

    def _note_recounts(self) -> None:
        counted = Counter(chain.from_iterable(ballot.choices for ballot in self.ballots.ballots))
        for project in self.projects.drafts:
            if project.votes is not None and project.votes != counted[project.id]:
                values = {"project": project.id, "published": project.votes, "counted": counted[project.id]}
                self.notes.append(Note(self.projects.lines[project.id], "votes_not_recount", values))

    def _assembled(self, budget: Decimal) -> Election:
        places = max(2, decimals(budget), *(decimals(draft.cost) for draft in self.projects.drafts))
        scale = 10**places
        meta = {
            key: value for key, value in self.meta.items() if not key.startswith("num_") and key != "budget"
        }
        blanks = _BLANKS.search(meta.get("comment", ""))
        if blanks:
            meta["comment"] = meta["comment"][: blanks.start()]
        if not meta.get("comment", "-"):
            del meta["comment"]
        return Election(
            meta=meta,
            budget=int(budget * scale),
            projects=tuple(draft.project(scale) for draft in self.projects.drafts),
            ballots=tuple(self.ballots.ballots),
            ballot_columns=self.ballots.extra_columns,
            unlisted_blanks=int(blanks[1]) if blanks else 0,
            scale=scale,
            notes=tuple(self.notes),
        )
