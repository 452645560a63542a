"""The lines of an imported table, each read and checked: what it would say, what to correct. Nothing is written here."""

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from hashlib import md5

from django.db.models.functions import MD5
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from budget.campaigns import queries as campaigns
from budget.contributions.models import Contribution
from budget.contributions.queries.columns import AMBIGUOUS, LISTED, NEEDED, in_sentence, plain, vocabulary
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.speaking import drafted
from budget.rules.clock import PARIS

_LONGEST = {"author_label": 120, "place": 160}
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")
_LINE = re.compile(r"(?:ligne|line|l)\.?\s*(\d{1,5})", re.IGNORECASE)
_TABLE = re.compile(r"(.+?)[-\s]*T(?:able\s*)?(\d{1,3})", re.IGNORECASE)
NOON = time(12)


@dataclass
class Line:
    """One line: what its cells say, what to correct ({column: sentence}), and the contribution it would make."""

    number: int
    cells: dict
    is_left_out: bool = False
    reference: str = ""
    faults: dict = field(default_factory=dict)
    suggestions: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)
    said: dict = field(default_factory=dict)
    answers: "Line | None" = None
    draft: Contribution | None = None

    @property
    def is_to_correct(self):
        return bool(self.faults) and not self.is_left_out

    @property
    def sentences(self):
        """ "line 7: unknown nature “idéee”, did you mean “idea”?", one per fault."""
        return [
            _("line %(number)d: %(fault)s") % {"number": self.number, "fault": in_sentence(fault)}
            for fault in self.faults.values()
        ]


def checked_lines(batch, *, actor, now):
    """Every Line of a batch, checked as if `actor` confirmed it at `now`; seven queries whatever the number of lines."""
    lines = [
        Line(row["line"], row["cells"], row.get("is_left_out", False), row.get("reference", ""))
        for row in batch.rows
    ]
    reading = _Reading(batch, lines, actor, now)
    for line in lines:
        reading.check(line)
    return lines


class _Reading:
    """What it takes to read the lines of one batch: words, phases, what is already there, the lines before."""

    def __init__(self, batch, lines, actor, now):
        self.batch, self.actor, self.now = batch, actor, now
        self.words = vocabulary()
        self.phases = list(campaigns.phases(batch.campaign))
        self.targets = _named_in(batch.campaign, lines)
        self.tables = _tables(batch.campaign) if any(line.cells.get("table") for line in lines) else {}
        self.said_already = _said_already(batch.campaign, lines)
        self.before = {}
        self.marks = {}
        self.texts = {}

    def check(self, line):
        for column in LISTED:
            self._listed(line, column)
        self._plain_words(line)
        self._moment(line)
        self._table(line)
        self._target(line)
        if not line.faults:
            self._draft(line)
        self._note_same_words(line)
        self.before[line.number] = line
        mark = plain(line.cells.get("mark", ""))
        if mark and self.marks.setdefault(mark, line) is not line:
            first = self.marks[mark].number
            line.faults["mark"] = _("this mark is already that of line %(number)d") % {"number": first}

    def _listed(self, line, column):
        value, words = line.cells.get(column, ""), self.words[column]
        found = words.known.get(plain(value))
        if found is not None:
            line.said[column] = found
        elif value:
            line.faults[column] = self._unknown(line, column, value)
        elif column in NEEDED:
            choices = ", ".join(label for _value, label in words.shown)
            line.faults[column] = {
                "nature": _("no nature: write one of these: %(choices)s"),
                "channel": _("no channel: write one of these: %(choices)s"),
            }[column] % {"choices": choices}

    def _unknown(self, line, column, value):
        words, unclear = self.words[column], AMBIGUOUS.get(column, {}).get(plain(value))
        shown = {"value": Truncator(value).chars(60)}
        if unclear:
            first, second = (label for meant in unclear for code, label in words.shown if code == meant)
            return _("“%(value)s” may be read two ways: write “%(first)s” or “%(second)s”") % {
                **shown,
                "first": first,
                "second": second,
            }
        meant = words.closest(value)
        if meant:
            line.suggestions[column] = meant
            return _did_you_mean(column) % {**shown, "meant": meant}
        return _not_known(column) % {
            **shown,
            "choices": ", ".join(label for _code, label in words.shown[:12]),
        }

    def _plain_words(self, line):
        for column in ("text", "title", "place", "author_label"):
            value = line.cells.get(column, "")
            line.said[column] = value
            if len(value) > _LONGEST.get(column, len(value)):
                line.faults[column] = _("shorten it: %(limit)d characters at most") % {
                    "limit": _LONGEST[column]
                }
        if not line.said["text"]:
            line.faults["text"] = _("Write what was said: one sentence is enough.")

    def _moment(self, line):
        value = line.cells.get("said_at", "")
        if not value:
            return
        line.said["said_at"] = said_at = read_moment(value, now=self.now)
        if said_at is None:
            line.faults["said_at"] = _(
                "unknown date “%(value)s”: write it like this, 12/03/2026 or 12/03/2026 18:30"
            ) % {"value": Truncator(value).chars(60)}

    def _table(self, line):
        value = line.cells.get("table", "")
        if not value:
            return
        found = _TABLE.fullmatch(value)
        table = self.tables.get((found[1].upper(), int(found[2]))) if found else None
        if table is None:
            line.faults["table"] = _(
                "no table is called “%(value)s”: write the workshop and the table, for example A1-T2"
            ) % {"value": Truncator(value).chars(60)}
        line.said["table"] = table

    def _target(self, line):
        value = line.cells.get("target", "")
        if not value:
            return
        number = _LINE.fullmatch(value)
        earlier = self.before.get(int(number[1])) if number else self.marks.get(plain(value))
        target = None if number else self.targets.get(value.upper())
        if target is not None:
            line.said["target"] = target
        elif earlier is None:
            line.faults["target"] = _(
                "no contribution is called “%(value)s”: write a reference such as C07, or an earlier line of this "
                "file, “line 3” for example"
            ) % {"value": Truncator(value).chars(60)}
        elif earlier.draft is None or earlier.is_left_out:
            line.faults["target"] = _("it answers line %(number)d, which is to be corrected first") % {
                "number": earlier.number
            }
        else:
            line.answers, line.said["target"] = earlier, earlier.draft

    def _draft(self, line):
        try:
            line.draft = drafted(
                campaign=self.batch.campaign,
                actor=self.actor,
                now=self.now,
                phases=self.phases,
                **kept_apart(self.batch),
                **line.said,
            )
        except ContributionError as refusal:
            line.faults[refusal.field if refusal.field in line.cells else "said_at"] = refusal.message

    def _note_same_words(self, line):
        words = plain(line.said["text"])
        if not words:
            return
        first = self.texts.setdefault(words, line)
        if first is not line:
            line.notes.append(_("same words as line %(number)d") % {"number": first.number})
        for reference in self.said_already.get(_key(line.said["text"]), ()):
            line.notes.append(_("same words as %(reference)s") % {"reference": reference})


def kept_apart(batch):
    """How everything of a batch is said: for someone else, and unpublished."""
    return {"batch": batch, "on_behalf": True, "publish": False}


def _did_you_mean(column):
    return {
        "nature": _("unknown nature “%(value)s”, did you mean “%(meant)s”?"),
        "channel": _("unknown channel “%(value)s”, did you mean “%(meant)s”?"),
        "fidelity": _("unknown fidelity “%(value)s”, did you mean “%(meant)s”?"),
        "district": _("unknown district “%(value)s”, did you mean “%(meant)s”?"),
        "theme": _("unknown theme “%(value)s”, did you mean “%(meant)s”?"),
        "partner": _("unknown organisation “%(value)s”, did you mean “%(meant)s”?"),
    }[column]


def _not_known(column):
    return {
        "nature": _("unknown nature “%(value)s”: write one of these: %(choices)s"),
        "channel": _("unknown channel “%(value)s”: write one of these: %(choices)s"),
        "fidelity": _("unknown fidelity “%(value)s”: write one of these: %(choices)s"),
        "district": _("unknown district “%(value)s”: write one of these: %(choices)s"),
        "theme": _("unknown theme “%(value)s”: write one of these: %(choices)s"),
        "partner": _("no validated organisation is called “%(value)s”"),
    }[column]


def read_moment(value, *, now):
    """The moment a cell or a field names, in Paris; noon where it gives no hour, and never later today than `now`."""
    words = re.sub(r"\s*[hH]\s*(?=\d)", ":", value.replace("T", " ")).strip()
    words = re.sub(r"\s*[hH]$", ":00", words)
    day, _blank, hour = words.partition(" ")
    for form in _DAYS:
        try:
            said_on = datetime.strptime(day, form).date()  # noqa: DTZ007 - a day, made aware below
            said_at = time.fromisoformat(hour.strip().rjust(5, "0")) if hour.strip() else NOON
        except ValueError:
            continue
        moment = datetime.combine(said_on, said_at.replace(tzinfo=None), tzinfo=PARIS)
        is_today = not hour.strip() and said_on == now.astimezone(PARIS).date()
        return min(moment, now) if is_today else moment
    return None


def _named_in(campaign, lines):
    """{reference: Contribution} of what the lines answer."""
    references = {line.cells.get("target", "").upper() for line in lines} - {""}
    found = Contribution.objects.filter(campaign=campaign, reference__in=references)
    return {one.reference.upper(): one for one in found.select_related("district", "theme", "import_batch")}


def _tables(campaign):
    """{(workshop, number): table}; the model belongs to a later step, and is reached through the note's own field."""
    model = Contribution._meta.get_field("table").related_model
    tables = model.objects.filter(workshop__campaign=campaign).select_related("workshop")
    return {(table.workshop.reference.upper(), table.number): table for table in tables}


def _said_already(campaign, lines):
    """{key of a text: references} of what was said before in the very same words."""
    keys = {_key(line.cells.get("text", "")) for line in lines}
    found = Contribution.objects.filter(campaign=campaign).annotate(key=MD5("text"))
    said = {}
    for key, reference in (
        found.filter(key__in=keys).order_by("said_at", "id").values_list("key", "reference")
    ):
        said.setdefault(key, []).append(reference)
    return said


def _key(text):
    return md5(text.strip().encode(), usedforsecurity=False).hexdigest()
