"""The ballot definition and what it accepts: the rules of the booth, of the paper desk and of the count."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules import ballot
from budget.rules.ballot import Definition, Format, Option, Problem, Scope, Section
from budget.rules.tally.types import Parameters

VOTE = "6f1f3c2e-8a54-4d0b-9a7e-2f6b1d9c0e11"


def option(number, euros, **more):
    return Option(id=f"P{number:02}", title=f"Project {number}", cost_cents=euros * 100, **more)


CITY = Section(
    code="city",
    label="Toute la ville",
    label_en="Whole city",
    scope=Scope.CITY,
    budget_cents=100_000_00,
    format=Format.KNAPSACK,
    options=(
        option(1, 60_000),
        option(2, 50_000, upkeep_cents=1_200_00),
        option(3, 30_000),
        option(4, 5_000),
    ),
    count=Parameters(threshold=10),
)
NORTH = Section(
    code="north",
    label="Nord",
    budget_cents=40_000_00,
    max_choices=2,
    options=(option(11, 20_000), option(12, 15_000), option(13, 40_000)),
)
SOUTH = replace(NORTH, code="south", label="Sud", min_choices=2, max_choices=3)
SOUTH = replace(SOUTH, options=(option(21, 10_000), option(22, 10_000), option(23, 10_000)))
DEFINITION = Definition(vote=VOTE, title="Budget participatif", sections=(CITY, NORTH, SOUTH))


def test_a_definition_survives_a_trip_through_the_database():
    stored = json.loads(json.dumps(DEFINITION.to_data()))
    assert Definition.from_data(stored) == DEFINITION
    assert ballot.definition_sha256(Definition.from_data(stored)) == ballot.definition_sha256(DEFINITION)


def test_the_hash_does_not_depend_on_the_order_of_keys_but_on_every_word():
    shuffled = json.loads(json.dumps(DEFINITION.to_data(), sort_keys=True))
    assert ballot.short_hash(Definition.from_data(shuffled)) == ballot.short_hash(DEFINITION)
    other = replace(DEFINITION, title="Budget participatif.")
    assert ballot.definition_sha256(other) != ballot.definition_sha256(DEFINITION)


def test_vector_of_a_definition():
    assert ballot.canonical_definition(DEFINITION).startswith(
        b'{"districts_per_voter":1,"sections":[{"budget_cents":10000000,'
    )
    assert (
        ballot.definition_sha256(DEFINITION).hex()
        == "8c288cc73c890b345c99730547684a9f04411e3769d0e18571e83540a844d6f8"
    )
    assert ballot.short_hash(DEFINITION) == "8c288cc7"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"v": 2}, "bad_version"),
        ({"sections": [{"code": "x"}]}, "bad_shape"),
        ({"sections": None}, "bad_shape"),
        ({"surprise": 1}, "bad_shape"),
    ],
)
def test_data_that_is_no_definition_is_refused(change, code):
    with pytest.raises(ballot.DefinitionError) as refused:
        Definition.from_data(DEFINITION.to_data() | change)
    assert refused.value.code == code


def test_a_definition_with_a_count_that_has_no_meaning_is_refused():
    data = json.loads(json.dumps(DEFINITION.to_data()))
    data["sections"][0]["count"]["ties"] = ["cost"]
    with pytest.raises(ballot.DefinitionError) as refused:
        Definition.from_data(data)
    assert (refused.value.code, refused.value.values) == ("bad_parameters", {"reason": "ties_not_total"})


def test_a_sound_definition_has_no_problem():
    assert ballot.check_definition(DEFINITION) == []


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (replace(DEFINITION, sections=()), Problem("no_section")),
        (replace(DEFINITION, districts_per_voter=-1), Problem("bad_districts_per_voter")),
        (
            replace(DEFINITION, sections=(NORTH, replace(SOUTH, code="north"))),
            Problem("duplicate_section", "north"),
        ),
        (
            replace(DEFINITION, sections=(CITY, replace(NORTH, scope=Scope.CITY))),
            Problem("two_city_sections"),
        ),
        (replace(DEFINITION, sections=(replace(NORTH, options=()),)), Problem("no_option", "north")),
        (
            replace(DEFINITION, sections=(replace(NORTH, max_choices=0),)),
            Problem("bad_limits", "north", {"min": 1, "max": 0}),
        ),
        (
            replace(DEFINITION, sections=(NORTH, replace(SOUTH, options=(*SOUTH.options, option(11, 9))))),
            Problem("duplicate_option", "south", {"option": "P11"}),
        ),
        (
            replace(DEFINITION, sections=(replace(NORTH, options=(option(11, 0),)),)),
            Problem("bad_cost", "north", {"option": "P11", "cost_cents": 0}),
        ),
        (
            replace(DEFINITION, sections=(replace(NORTH, options=(replace(option(11, 5), title=" "),)),)),
            Problem("no_title", "north", {"option": "P11"}),
        ),
        (
            replace(DEFINITION, sections=(replace(NORTH, options=(option(11, 40_001),)),)),
            Problem(
                "over_envelope",
                "north",
                {"option": "P11", "cost_cents": 40_001_00, "budget_cents": 40_000_00},
            ),
        ),
    ],
)
def test_what_keeps_a_definition_from_being_frozen(broken, problem):
    assert ballot.check_definition(broken) == [problem]


def test_a_section_without_money_is_told_once_for_itself():
    broken = replace(DEFINITION, sections=(replace(NORTH, budget_cents=0),))
    assert ballot.check_definition(broken)[0] == Problem("no_money", "north")


@pytest.mark.parametrize(
    ("section", "choices"),
    [
        ("city", []),
        ("city", ["P01", "P03", "P04"]),
        ("north", []),
        ("north", ["P13", "P11"]),
        ("south", []),
        ("south", ["P21", "P22"]),
    ],
)
def test_valid_choices_blank_included(section, choices):
    assert ballot.check_choices(DEFINITION, section, choices) == []


@pytest.mark.parametrize(
    ("section", "choices", "problems"),
    [
        ("west", ["P01"], [Problem("unknown_section", "west")]),
        ("north", ["P99"], [Problem("unknown_option", "north", {"option": "P99"})]),
        ("north", ["P01"], [Problem("wrong_section", "north", {"option": "P01", "belongs_to": "city"})]),
        ("north", ["P11", "P11"], [Problem("duplicate", "north", {"option": "P11"})]),
        (
            "north",
            ["P11", "P12", "P13"],
            [Problem("too_many", "north", {"max": 2, "chosen": 3, "over": 1})],
        ),
        ("south", ["P21"], [Problem("too_few", "south", {"min": 2, "chosen": 1, "missing": 1})]),
        (
            "city",
            ["P01", "P02"],
            [
                Problem(
                    "over_budget",
                    "city",
                    {
                        "budget_cents": 100_000_00,
                        "spent_cents": 110_000_00,
                        "over_cents": 10_000_00,
                        "drop": ("P02",),
                    },
                )
            ],
        ),
        (
            "north",
            ["P11", "P11", "P12", "P13", "P77"],
            [
                Problem("duplicate", "north", {"option": "P11"}),
                Problem("unknown_option", "north", {"option": "P77"}),
                Problem("too_many", "north", {"max": 2, "chosen": 3, "over": 1}),
            ],
        ),
    ],
)
def test_choices_that_are_refused_say_why_and_by_how_much(section, choices, problems):
    assert ballot.check_choices(DEFINITION, section, choices) == problems


def test_a_ballot_is_the_city_and_one_district():
    assert ballot.check_ballot(DEFINITION, {"city": ["P01"], "north": ["P11"]}) == []
    assert ballot.check_ballot(DEFINITION, {"city": [], "north": []}, home="north") == []
    assert ballot.check_ballot(DEFINITION, {"city": [], "north": [], "south": []}) == [
        Problem("too_many_districts", "", {"max": 1, "chosen": 2})
    ]
    assert ballot.check_ballot(DEFINITION, {"south": []}, home="north") == [
        Problem("not_home_district", "south", {"home": "north"})
    ]
    assert ballot.check_ballot(DEFINITION, {"west": []}) == [Problem("unknown_section", "west")]


@given(st.sets(st.sampled_from(["P01", "P02", "P03", "P04"]), min_size=1))
def test_dropping_what_is_suggested_makes_a_knapsack_valid(choices):
    chosen = sorted(choices)
    for problem in ballot.check_choices(DEFINITION, "city", chosen):
        chosen = [item for item in chosen if item not in problem.values["drop"]]
    assert ballot.check_choices(DEFINITION, "city", chosen) == []


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=7),
    st.integers(1, 60),
)
def test_the_suggestion_drops_no_more_options_than_needed(costs, budget):
    options = tuple(option(number, cost) for number, cost in enumerate(costs))
    section = replace(CITY, options=options, budget_cents=budget * 100)
    definition = replace(DEFINITION, sections=(section,))
    problems = ballot.check_choices(definition, "city", [item.id for item in options])
    if sum(costs) <= budget:
        assert problems == []
        return
    drop = problems[0].values["drop"]
    kept = [item.cost_cents for item in options if item.id not in drop]
    largest_first = sorted(costs, reverse=True)
    fewest = next(n for n in range(len(costs) + 1) if sum(largest_first[n:]) <= budget)
    assert sum(kept) <= budget * 100
    assert len(drop) == fewest


def test_the_display_order_is_stable_and_differs_between_visitors():
    ids = [item.id for item in CITY.options]
    assert ballot.display_order(ids, "visitor-1") == ballot.display_order(ids[::-1], "visitor-1")
    orders = {tuple(ballot.display_order(ids, f"visitor-{n}")) for n in range(50)}
    assert len(orders) > 10
