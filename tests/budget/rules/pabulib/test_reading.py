"""A .pb file is read whole, or refused with every fault and its line."""

import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules import pabulib
from budget.rules.pabulib import Election, Fault, FaultError, Note, PbBallot, PbProject
from budget.rules.tally.types import Parameters
from tests.budget.rules.pabulib.samples import FIRST_BALLOT, FIRST_PROJECT, META, PROJECTS, VOTES, sample

#: Codes that the description of ``parse`` promises.
DOCUMENTED = set(re.findall(r"``([a-z0-9_]+)``", pabulib.parse.__doc__))


def faults(text):
    with pytest.raises(FaultError) as refused:
        pabulib.parse(text)
    return list(refused.value.faults)


def notes(text):
    return list(pabulib.parse(text).notes)


def test_a_whole_file():
    election = pabulib.parse(sample())
    assert election == Election(
        meta={
            key: value for key, value in META.items() if key not in ("num_projects", "num_votes", "budget")
        },
        budget=100_000_00,
        projects=(
            PbProject("P1", 60_000_00, "Un verger partagé", 3, None, 1, False, {"category": "nature"}),
            PbProject(
                "P2", 50_000_50, "Bancs; à l'ombre", 2, None, 0, False, {"category": "nature,public space"}
            ),
            PbProject("P3", 30_000_00, "Boîtes à livres", 1, None, 1, False, {"category": "culture"}),
        ),
        ballots=(
            PbBallot("v1", ("P1", "P2"), None, ("33", "F")),
            PbBallot("v2", ("P1",), None, ("", "")),
            PbBallot("v3", ("P3", "P1"), None, ("51", "M")),
            PbBallot("v4", ("P2",), None, ("20", "O")),
        ),
        ballot_columns=("age", "sex"),
    )
    assert election.notes == ()
    assert (election.voters, election.vote_type, election.rule) == (4, "approval", "greedy")
    assert (election.max_length, election.threshold, election.official_winners) == (2, 0, ("P1", "P3"))
    assert election.projects[1].categories == ("nature", "public space")


def test_bytes_and_windows_line_ends_are_read_the_same():
    assert pabulib.parse(sample().encode()) == pabulib.parse(sample())
    assert pabulib.parse(sample().replace("\n", "\r\n")) == pabulib.parse(sample())
    assert pabulib.parse(sample().replace("\nVOTES", "\n\n  \nVOTES\n")) == pabulib.parse(sample())


def test_a_byte_order_mark_is_accepted():
    assert notes("\ufeff" + sample()) == [Note(1, "byte_order_mark")]
    assert pabulib.parse(sample().encode("utf-8-sig")) == pabulib.parse(sample())


def test_decimal_commas_are_accepted():
    projects = (*PROJECTS[:2], "P2;50000,5;2;Bancs;;0", PROJECTS[3])
    text = sample(projects, budget="100000,00", max_sum_cost="90000,5")
    read = pabulib.parse(text)
    assert (read.budget, read.projects[1].cost) == (100_000_00, 50_000_50)
    assert read.meta["max_sum_cost"] == "90000.5"
    assert [(note.code, note.values["field"]) for note in read.notes] == [
        ("decimal_comma", "cost"),
        ("decimal_comma", "budget"),
    ]


def test_more_decimals_make_a_smaller_unit():
    read = pabulib.parse(sample(budget="100000.1250"))
    assert (read.scale, read.budget, read.projects[0].cost) == (1000, 100_000_125, 60_000_000)


def test_blank_ballots_count_as_voters():
    read = pabulib.parse(sample(votes=(*VOTES, "v5;;;"), num_votes="5"))
    assert read.ballots[-1] == PbBallot("v5", (), None, ("", ""))
    assert pabulib.as_profile(read).voters == 5
    assert pabulib.as_profile(read).blank == 1


def test_an_id_twice_in_one_vote_stands_once():
    read = pabulib.parse(sample(votes=(*VOTES[:4], "v4;P2,P1,P2;20;O")))
    assert read.ballots[-1].choices == ("P2", "P1")
    assert read.notes[0] == Note(FIRST_BALLOT + 3, "duplicate_choice", {"voter": "v4"})


def test_spaces_in_a_vote_are_accepted():
    read = pabulib.parse(sample(votes=(*VOTES[:4], " v4 ; P2 , P1,;20;O")))
    assert (read.ballots[-1].voter_id, read.ballots[-1].choices) == ("v4", ("P2", "P1"))


def test_columns_that_may_be_missing():
    projects = ("project_id;cost", "P1;60000", "P2;50000", "P3;30000")
    read = pabulib.parse(sample(projects))
    assert read.projects[0] == PbProject("P1", 60_000_00)
    assert read.official_winners is None
    assert [note.values["column"] for note in read.notes] == ["votes", "selected", "name"]


def test_withdrawn_projects_and_projects_that_cost_nothing():
    projects = (*PROJECTS[:3], "P3;999999999;1;Boîtes;;0", "P4;0;0;Rien;;0")
    read = pabulib.parse(sample(projects, num_projects="4"))
    assert [project.is_withdrawn for project in pabulib.as_projects(read)] == [False, False, True, False]
    assert [note.code for note in read.notes] == ["withdrawn", "no_cost"]


def test_a_votes_column_that_is_no_recount():
    projects = (PROJECTS[0], "P1;60000;9;Un verger;;1", *PROJECTS[2:])
    values = {"project": "P1", "published": 9, "counted": 3}
    assert notes(sample(projects)) == [Note(FIRST_PROJECT, "votes_not_recount", values)]


def test_unknown_columns_and_keys_are_kept():
    projects = [
        f"{line};{value}" for line, value in zip(PROJECTS, ("colour", "red", "", "blue"), strict=True)
    ]
    votes = [f"{line};{value}" for line, value in zip(VOTES, ("mood", "1", "2", "3", "4"), strict=True)]
    read = pabulib.parse(sample(projects, votes, weather="sunny"))
    assert read.meta["weather"] == "sunny"
    assert [project.fields.get("colour") for project in read.projects] == ["red", None, "blue"]
    assert read.ballot_columns == ("age", "sex", "mood")
    assert [note.values["column"] for note in read.notes] == ["colour", "mood"]


def test_the_old_name_of_beneficiaries():
    projects = [f"{line};{value}" for line, value in zip(PROJECTS, ("target", "a,b", "", ""), strict=True)]
    assert pabulib.parse(sample(projects)).projects[0].fields["beneficiaries"] == "a,b"


def test_ballots_beyond_a_limit_are_counted_and_told():
    votes = (*VOTES[:4], "v4;P2,P1,P3;20;O")
    projects = (PROJECTS[0], "P1;60000;4;Verger;;1", PROJECTS[2], "P3;30000;2;Livres;;1")
    values = {"field": "max_length", "limit": 2, "ballots": 1}
    assert notes(sample(projects, votes)) == [Note(None, "beyond_limit", values)]


def test_points_are_read_with_their_choices():
    votes = ("voter_id;vote;points", "v1;P1,P2;3,2", "v2;P1;1.5", "v3;;", "v4;P2;-1")
    read = pabulib.parse(sample(votes=votes, vote_type="scoring"))
    assert [ballot.points for ballot in read.ballots] == [(3, 2), (Fraction(3, 2),), None, (-1,)]


def test_days_that_are_no_dates_are_noted():
    assert notes(sample(date_end="31.02.2026")) == [Note(13, "bad_date", {"field": "date_end"})]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("18.05.2026", date(2026, 5, 18), date(2026, 5, 18)),
        ("31.02.2026", None, None),
        ("0000", None, None),
        ("2026-05-18", None, None),
    ],
)
def test_days_of_a_file(text, begin, end):
    assert pabulib.read_date(text) == begin
    assert pabulib.read_date(text, is_end=True) == end


@pytest.mark.parametrize(
    ("meta", "parameters"),
    [
        ({"rule": "greedy"}, Parameters()),
        ({"rule": "greedy-threshold", "min_project_score_threshold": "7"}, Parameters(threshold=7)),
        ({"rule": "greedy-no-skip"}, Parameters(skip=False)),
        ({"rule": "equalshares"}, None),
    ],
)
def test_the_rule_a_file_names(meta, parameters):
    assert pabulib.stated_parameters(pabulib.parse(sample(**meta))) == parameters


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (sample(budget=None), Fault(None, "missing_meta", {"key": "budget"})),
        (sample(num_votes=""), Fault(8, "missing_meta", {"key": "num_votes"})),
        (sample(budget="0"), Fault(9, "bad_number", {"field": "budget", "value": "0"})),
        (sample(budget="-5"), Fault(9, "bad_number", {"field": "budget", "value": "-5"})),
        (sample(budget="1e5"), Fault(9, "bad_number", {"field": "budget", "value": "1e5"})),
        (sample(num_votes="many"), Fault(8, "bad_number", {"field": "num_votes", "value": "many"})),
        (sample(num_votes="5"), Fault(8, "wrong_count", {"field": "num_votes", "stated": 5, "found": 4})),
        (
            sample(num_projects="2"),
            Fault(7, "wrong_count", {"field": "num_projects", "stated": 2, "found": 3}),
        ),
        (sample(vote_type="shouting"), Fault(10, "bad_vote_type", {"value": "shouting"})),
        (sample(unit="Rivelune\nunit;Lune"), Fault(6, "duplicate_meta", {"key": "unit"})),
        (sample(unit="a;b"), Fault(5, "wrong_columns", {"section": "META", "expected": 2, "found": 3})),
        (sample(unit="a\n;b"), Fault(6, "empty_id", {"section": "META"})),
        (
            sample((*PROJECTS[:3], "P3;30000;1;Boîtes")),
            Fault(FIRST_PROJECT + 2, "wrong_columns", {"section": "PROJECTS", "expected": 6, "found": 4}),
        ),
        (
            sample((*PROJECTS[:3], "P3;cher;1;Boîtes;;1")),
            Fault(FIRST_PROJECT + 2, "bad_number", {"field": "cost", "value": "cher", "project": "P3"}),
        ),
        (
            sample((*PROJECTS[:3], "P3;1;one;Boîtes;;1")),
            Fault(FIRST_PROJECT + 2, "bad_number", {"field": "votes", "value": "one", "project": "P3"}),
        ),
        (
            sample((*PROJECTS[:3], "P3;1;1;Boîtes;;7")),
            Fault(FIRST_PROJECT + 2, "bad_number", {"field": "selected", "value": "7", "project": "P3"}),
        ),
        (
            sample((*PROJECTS, "P1;1;1;Encore;;1"), num_projects="4"),
            Fault(FIRST_PROJECT + 3, "duplicate_project", {"project": "P1", "first_line": FIRST_PROJECT}),
        ),
        (
            sample((*PROJECTS, ";1;1;Encore;;1"), num_projects="4"),
            Fault(FIRST_PROJECT + 3, "empty_id", {"section": "PROJECTS"}),
        ),
        (
            sample((*PROJECTS, "P4,P5;1;1;Encore;;1"), num_projects="4"),
            Fault(FIRST_PROJECT + 3, "bad_id", {"project": "P4,P5"}),
        ),
        (
            sample(votes=(*VOTES[:4], "v4;P2;20")),
            Fault(FIRST_BALLOT + 3, "wrong_columns", {"section": "VOTES", "expected": 4, "found": 3}),
        ),
        (
            sample(votes=(*VOTES[:4], "v4;P9;20;O")),
            Fault(FIRST_BALLOT + 3, "unknown_project", {"project": "P9", "voter": "v4"}),
        ),
        (
            sample(votes=(*VOTES[:4], "v1;P2;20;O")),
            Fault(FIRST_BALLOT + 3, "duplicate_voter", {"voter": "v1", "first_line": FIRST_BALLOT}),
        ),
        (sample(votes=(*VOTES[:4], ";P2;20;O")), Fault(FIRST_BALLOT + 3, "empty_id", {"section": "VOTES"})),
        (
            sample(votes=("voter_id;vote;points", "v1;P1;1", "v2;P1;1", "v3;P1,P2;1", "v4;P1;1")),
            Fault(FIRST_BALLOT + 2, "points_mismatch", {"voter": "v3", "choices": 2, "points": 1}),
        ),
        (
            sample(votes=("voter_id;vote;points", "v1;P1;1", "v2;P1;x", "v3;P1;1", "v4;P1;1")),
            Fault(FIRST_BALLOT + 1, "bad_number", {"field": "points", "value": "x", "voter": "v2"}),
        ),
        (
            sample(
                votes=("voter_id;vote;points", "v1;P1;1", "v2;P1;", "v3;;", "v4;P1;1"), vote_type="cumulative"
            ),
            Fault(FIRST_BALLOT + 1, "missing_points", {"voter": "v2"}),
        ),
        (
            sample(("project_id;votes", "P1;1", "P2;1", "P3;1"), votes=("voter_id;vote",), num_votes="0"),
            Fault(FIRST_PROJECT - 1, "missing_column", {"section": "PROJECTS", "column": "cost"}),
        ),
        (
            sample(votes=("voter_id;votes", "v1;P1", "v2;P1", "v3;P1", "v4;P1")),
            Fault(FIRST_BALLOT - 1, "missing_column", {"section": "VOTES", "column": "vote"}),
        ),
        (
            sample(votes=("voter_id;vote;vote", "v1;P1;", "v2;P1;", "v3;P1;", "v4;P1;")),
            Fault(FIRST_BALLOT - 1, "duplicate_column", {"section": "VOTES", "column": "vote"}),
        ),
        (
            sample(projects=PROJECTS[:1], votes=VOTES[:1], num_projects="0", num_votes="0"),
            Fault(None, "no_project"),
        ),
        (sample().replace("key;value", "budget;5"), Fault(2, "missing_header", {"section": "META"})),
        ("voter_id;vote\n" + sample(), Fault(1, "outside_sections")),
        (
            sample() + "VOTES\nvoter_id;vote\n",
            Fault(FIRST_BALLOT + 4, "duplicate_section", {"section": "VOTES"}),
        ),
        (sample(votes=()), Fault(None, "missing_header", {"section": "VOTES"})),
    ],
)
def test_a_fault_is_told_with_its_line(text, fault):
    assert fault in faults(text)


def test_a_single_fault_is_told_alone():
    assert faults(sample(votes=(*VOTES[:4], "v4;P9;20;O"))) == [
        Fault(FIRST_BALLOT + 3, "unknown_project", {"project": "P9", "voter": "v4"})
    ]
    assert faults(sample((*PROJECTS[:3], "P3;30000;1;Boîtes"))) == [
        Fault(FIRST_PROJECT + 2, "wrong_columns", {"section": "PROJECTS", "expected": 6, "found": 4})
    ]


def test_every_fault_is_told_in_the_order_of_the_lines():
    text = sample((*PROJECTS[:3], "P3;cher;1;B;;1"), (*VOTES[:3], "v1;P9;1;F", "v4;P2"), budget=None)
    told = faults(text)
    assert [(fault.line, fault.code) for fault in told] == [
        (None, "missing_meta"),
        (FIRST_PROJECT + 1, "bad_number"),
        (FIRST_BALLOT + 1, "duplicate_voter"),
        (FIRST_BALLOT + 2, "wrong_columns"),
    ]


@pytest.mark.parametrize("name", ["META", "PROJECTS", "VOTES"])
def test_a_missing_section(name):
    told = faults(sample().replace(f"{name}\n", "", 1))
    assert Fault(None, "missing_section", {"section": name}) in told


def test_sections_out_of_order():
    text = "VOTES\nvoter_id;vote\n" + sample().split("VOTES")[0]
    assert Fault(3, "section_order", {"section": "META"}) in faults(text)


def test_a_section_cut_short():
    assert Fault(3, "missing_header", {"section": "META"}) in faults("META\n\nPROJECTS\n")


def test_bytes_that_are_no_utf8():
    data = sample().encode("latin-1")
    assert faults(data) == [Fault(3 + len(META) + 2, "not_utf8")]


def test_a_quote_that_is_never_closed():
    votes = (*VOTES[:2], 'v2;"P1;;', *[f"w{n};P1;;" for n in range(300)])
    assert Fault(FIRST_BALLOT + 1, "unclosed_quote") in faults(sample(votes=votes))
    long = sample(votes=(*VOTES[:2], 'v2;"' + "P1," * 60_000))
    assert Fault(FIRST_BALLOT + 1, "unclosed_quote") in faults(long)


@given(st.data())
def test_a_mutilated_file_is_read_or_refused_and_never_breaks_the_reader(data):
    text = sample(votes=("voter_id;vote;points;age", *[f"{line.rsplit(';', 1)[0]};" for line in VOTES[1:]]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(st.text(';,"\n\r\0PvMETA019.-é', max_size=6)) + text[end:]
    try:
        outcome = pabulib.parse(text)
    except FaultError as refused:
        outcome = refused
    if isinstance(outcome, FaultError):
        codes = {fault.code for fault in outcome.faults}
        assert codes <= DOCUMENTED
    else:
        assert pabulib.as_profile(outcome).voters == outcome.voters
