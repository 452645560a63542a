"""The ballot definition: what is put to the vote, frozen as data and named by its hash, and what a valid ballot is.

A definition holds sections (the whole city, or one district), each with money of its own, a format and options. A
voter fills in the city-wide section and ``districts_per_voter`` districts (usually one). An empty ballot is a valid,
blank ballot. Money is integer cents.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum

from budget.rules.canonical import canonical_json, seeded_order
from budget.rules.tally.types import ParameterError, Parameters

SHORT_HASH_LENGTH = 8


class Format(StrEnum):
    """How one votes in a section."""

    APPROVAL = "approval"  # up to max_choices options
    KNAPSACK = "knapsack"  # options whose costs fit in the section's money


class Scope(StrEnum):
    """Whose money a section spends."""

    CITY = "city"
    DISTRICT = "district"


class DefinitionError(ValueError):
    """Data that is no ballot definition; ``code`` and ``values`` say why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a ballot or a definition is not valid: a machine code, and the numbers its sentence needs."""

    code: str
    section: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A project as it stands on the ballot."""

    id: str
    title: str
    cost_cents: int
    upkeep_cents: int = 0  # a year
    summary: str = ""
    theme: str = ""
    title_en: str = ""
    summary_en: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the ballot with its own money. ``max_choices`` None: no maximum."""

    code: str
    label: str
    budget_cents: int
    options: tuple[Option, ...]
    format: Format = Format.APPROVAL
    max_choices: int | None = None
    min_choices: int = 1
    scope: Scope = Scope.DISTRICT
    label_en: str = ""
    count: Parameters = field(default_factory=Parameters)

    def option(self, option_id: str) -> Option | None:
        """The option of that id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Definition:
    """Everything a vote asks, independent of its dates. ``vote`` is the vote's uid."""

    vote: str
    title: str
    sections: tuple[Section, ...]
    districts_per_voter: int = 1
    title_en: str = ""

    def section(self, code: str) -> Section | None:
        """The section of that code, or None."""
        return next((section for section in self.sections if section.code == code), None)

    def to_data(self) -> dict[str, object]:
        """Plain JSON data, the same for equal definitions: what the database keeps and what is hashed."""
        return {
            "v": 1,
            "vote": self.vote,
            "title": self.title,
            "title_en": self.title_en,
            "districts_per_voter": self.districts_per_voter,
            "sections": [_section_data(section) for section in self.sections],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "Definition":
        """The inverse of ``to_data``. Raises DefinitionError (``bad_shape``, ``bad_version``, ``bad_parameters``)."""
        if data.get("v") != 1:
            raise DefinitionError("bad_version", version=data.get("v"))
        try:
            values = {key: value for key, value in data.items() if key != "v"}
            return cls(**{**values, "sections": tuple(map(_section_from, values["sections"]))})
        except ParameterError as error:
            raise DefinitionError("bad_parameters", reason=error.code) from error
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise DefinitionError("bad_shape", reason=str(error)) from error


def canonical_definition(definition: Definition) -> bytes:
    """The definition as canonical JSON: these bytes are published and hashed."""
    return canonical_json(definition.to_data())


def definition_sha256(definition: Definition) -> bytes:
    """SHA-256 of the canonical definition, 32 bytes."""
    return hashlib.sha256(canonical_definition(definition)).digest()


def short_hash(definition: Definition) -> str:
    """The first 8 hexadecimal characters of the hash, printed on every paper made from the definition."""
    return definition_sha256(definition).hex()[:SHORT_HASH_LENGTH]


def check_definition(definition: Definition) -> list[Problem]:
    """What keeps a definition from being frozen: nothing to choose, ids used twice, money or limits that cannot be.

    Codes: ``no_section``, ``duplicate_section``, ``two_city_sections``, ``bad_districts_per_voter``, ``no_option``,
    ``no_money``, ``bad_limits`` (min, max), ``duplicate_option`` (option), ``bad_cost`` (option, cost_cents),
    ``over_envelope`` (option, cost_cents, budget_cents), ``no_title`` (option).
    """
    problems = []
    if not definition.sections:
        problems.append(Problem("no_section"))
    if sum(section.scope is Scope.CITY for section in definition.sections) > 1:
        problems.append(Problem("two_city_sections"))
    if definition.districts_per_voter < 0:
        problems.append(Problem("bad_districts_per_voter"))
    for code, times in Counter(section.code for section in definition.sections).items():
        if times > 1:
            problems.append(Problem("duplicate_section", code))
    seen: set[str] = set()
    for section in definition.sections:
        problems.extend(_section_problems(section, seen))
    return problems


def check_choices(definition: Definition, section_code: str, choices: Sequence[str]) -> list[Problem]:
    """Why the option ids chosen in one section are no valid ballot; an empty list when they are.

    No choice at all is a blank ballot, always valid. Codes and values: ``unknown_section``; ``unknown_option``
    (option); ``wrong_section`` (option, belongs_to); ``duplicate`` (option); ``too_many`` (max, chosen, over);
    ``too_few`` (min, chosen, missing); ``over_budget`` (budget_cents, spent_cents, over_cents, drop: ids whose removal
    is enough, as few as possible and of the least cost).
    """
    section = definition.section(section_code)
    if section is None:
        return [Problem("unknown_section", section_code)]
    problems = []
    counts = Counter(choices)
    chosen = []
    for option_id, times in counts.items():
        option = section.option(option_id)
        if option is None:
            problems.append(_stranger(definition, section_code, option_id))
            continue
        chosen.append(option)
        if times > 1:
            problems.append(Problem("duplicate", section_code, {"option": option_id}))
    return problems + _limit_problems(section, chosen)


def check_ballot(
    definition: Definition, ballot: Mapping[str, Sequence[str]], *, home: str | None = None
) -> list[Problem]:
    """Why a whole ballot (section code -> option ids) is not valid: its sections, then each section's choices.

    ``home`` is the code of the only district open to this voter, or None when the voter chooses. Codes beside those of
    ``check_choices``: ``too_many_districts`` (max, chosen), ``not_home_district`` (home).
    """
    problems = []
    districts = [
        section.code
        for section in definition.sections
        if section.code in ballot and section.scope is Scope.DISTRICT
    ]
    if len(districts) > definition.districts_per_voter:
        values = {"max": definition.districts_per_voter, "chosen": len(districts)}
        problems.append(Problem("too_many_districts", values=values))
    if home is not None:
        problems.extend(
            Problem("not_home_district", code, {"home": home}) for code in districts if code != home
        )
    for code, choices in ballot.items():
        problems.extend(check_choices(definition, code, choices))
    return problems


def display_order(ids: Sequence[str], seed: str | bytes) -> list[str]:
    """The order in which options are shown: random in look, the same for the same seed, stable when one leaves."""
    return seeded_order(ids, seed, "pb/v1/display")


def _stranger(definition: Definition, section_code: str, option_id: str) -> Problem:
    """An option that is not of this section: of another one, or of none."""
    for section in definition.sections:
        if section.option(option_id):
            values = {"option": option_id, "belongs_to": section.code}
            return Problem("wrong_section", section_code, values)
    return Problem("unknown_option", section_code, {"option": option_id})


def _limit_problems(section: Section, chosen: Sequence[Option]) -> list[Problem]:
    problems = []
    number = len(chosen)
    if section.max_choices is not None and number > section.max_choices:
        values = {"max": section.max_choices, "chosen": number, "over": number - section.max_choices}
        problems.append(Problem("too_many", section.code, values))
    if 0 < number < section.min_choices:
        values = {"min": section.min_choices, "chosen": number, "missing": section.min_choices - number}
        problems.append(Problem("too_few", section.code, values))
    spent = sum(option.cost_cents for option in chosen)
    if section.format is Format.KNAPSACK and spent > section.budget_cents:
        over = spent - section.budget_cents
        values = {
            "budget_cents": section.budget_cents,
            "spent_cents": spent,
            "over_cents": over,
            "drop": _drop(chosen, over),
        }
        problems.append(Problem("over_budget", section.code, values))
    return problems


def _drop(chosen: Sequence[Option], over: int) -> tuple[str, ...]:
    """As few options as possible whose costs cover ``over``, the last of them the cheapest that is enough."""
    dropped = []
    left = sorted(chosen, key=lambda option: (-option.cost_cents, option.id))
    while over > 0:
        enough = [option for option in left if option.cost_cents >= over]
        option = enough[-1] if enough else left[0]
        left.remove(option)
        dropped.append(option.id)
        over -= option.cost_cents
    return tuple(dropped)


def _section_problems(section: Section, seen: set[str]) -> list[Problem]:
    problems = []
    if not section.options:
        problems.append(Problem("no_option", section.code))
    if section.budget_cents <= 0:
        problems.append(Problem("no_money", section.code))
    upper = section.max_choices
    if section.min_choices < 0 or (upper is not None and (upper < 1 or upper < section.min_choices)):
        problems.append(Problem("bad_limits", section.code, {"min": section.min_choices, "max": upper}))
    for option in section.options:
        if option.id in seen:
            problems.append(Problem("duplicate_option", section.code, {"option": option.id}))
        seen.add(option.id)
        if not option.title.strip():
            problems.append(Problem("no_title", section.code, {"option": option.id}))
        money = {"option": option.id, "cost_cents": option.cost_cents}
        if option.cost_cents <= 0 or option.upkeep_cents < 0:
            problems.append(Problem("bad_cost", section.code, money))
        elif option.cost_cents > section.budget_cents:
            problems.append(
                Problem("over_envelope", section.code, money | {"budget_cents": section.budget_cents})
            )
    return problems


def _section_data(section: Section) -> dict[str, object]:
    data = {item.name: getattr(section, item.name) for item in fields(section)}
    options = [asdict(option) for option in section.options]
    return data | {
        "format": str(section.format),
        "scope": str(section.scope),
        "count": section.count.to_data(),
        "options": options,
    }


def _section_from(data: Mapping[str, object]) -> Section:
    return Section(
        **{
            **data,
            "format": Format(data["format"]),
            "scope": Scope(data["scope"]),
            "count": Parameters.from_data(data["count"]),
            "options": tuple(Option(**option) for option in data["options"]),
        }
    )
