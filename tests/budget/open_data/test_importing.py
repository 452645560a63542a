"""Bringing an election in: what it becomes, and what is refused with its line, nothing half imported."""

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from budget.ballots.models import Ballot, Vote
from budget.campaigns.models import Campaign, District, Envelope, Phase
from budget.campaigns.queries import districts
from budget.journal.models import JournalEntry
from budget.open_data.queries import pabulib_text
from budget.open_data.services import ImportRefusedError, import_election
from budget.open_data.services.faults import fault_words
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.results.queries import published_results
from budget.results.services import count_campaign, publish_results
from budget.rules.pabulib import Fault
from tests.cast import PARIS
from tests.factories.campaigns import CampaignFactory, DistrictFactory, EnvelopeFactory

pytestmark = pytest.mark.django_db

FILE = """META
key;value
description;Budget participatif de Brumeval
country;France
unit;Brumeval
instance;2024
num_projects;3
num_votes;5
budget;1000
vote_type;approval
rule;greedy
date_begin;01.03.2024
date_end;31.03.2024
max_length;2
currency;PLN
PROJECTS
project_id;cost;votes;name;category;description;proposer
1;600;3;Des bancs;Cadre de vie;Douze bancs à l'ombre;Madame Untel
2;500.50;2;"Une cale ; et des canoës";Rivière;;
2024/RIV/7;400;1;Des ruches;;;
VOTES
voter_id;vote;age;voting_method
v1;1,2;34;internet
v2;1;70;paper
v3;1,2024/RIV/7;12;paper
v4;2;55;internet
v5;;41;internet
"""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def bring(text=FILE, **fields):
    return import_election(data=text.encode(), **{"actor": None, "now": NOW, "slug": "edition", **fields})


NOW = datetime(2026, 11, 24, 12, 0, tzinfo=PARIS)


def test_a_file_becomes_a_closed_campaign(ondine):
    campaign = bring(actor=ondine, slug="", source="brumeval.pb")
    assert (campaign.slug, campaign.title, campaign.currency) == ("brumeval-2024", "Brumeval 2024", "PLN")
    assert (campaign.total_cents, campaign.is_public, campaign.is_current) == (100_000, True, False)
    phases = {
        phase.kind: (phase.opens_at, phase.closes_at) for phase in Phase.objects.filter(campaign=campaign)
    }
    april = datetime(2024, 4, 1, tzinfo=PARIS)
    assert phases["vote"] == (datetime(2024, 3, 1, tzinfo=PARIS), april)
    assert phases["results"][0] == april
    envelope = Envelope.objects.get(campaign=campaign)
    assert (envelope.amount_cents, envelope.district.is_citywide) == (100_000, True)
    vote = Vote.objects.get(phase__campaign=campaign)
    assert (vote.state, vote.is_imported, Ballot.objects.filter(vote=vote).count()) == ("closed", True, 5)
    assert JournalEntry.objects.filter(action="election.imported", actor=ondine).count() == 1


def test_projects_keep_their_identifiers_texts_and_costs():
    campaign = bring()
    rows = Project.objects.filter(campaign=campaign).order_by("pk")
    assert [(p.reference, p.title, p.cost_cents, p.state) for p in rows] == [
        ("1", "Des bancs", 60_000, ProjectState.ON_BALLOT),
        ("2", "Une cale ; et des canoës", 50_050, ProjectState.ON_BALLOT),
        ("2024riv7", "Des ruches", 40_000, ProjectState.ON_BALLOT),
    ]
    assert [p.summary for p in rows] == ["Douze bancs à l'ombre", "Rivière", ""]
    assert campaign.facts["project_ids"] == {"2024riv7": "2024/RIV/7"}
    assert "Untel" not in str(campaign.facts)


def test_its_count_its_export_and_the_way_back():
    campaign = bring()
    count_campaign(campaign=campaign, actor=None, now=NOW)
    publish_results(campaign=campaign, actor=None, now=NOW)
    [envelope] = published_results(campaign).envelopes
    counted = [(a.project.reference, a.votes, a.votes_by_channel, a.status) for a in envelope.awards]
    assert counted == [
        ("1", 3, {"web": 1, "paper": 2}, "winner"),
        ("2", 2, {"web": 2, "paper": 0}, "not_retained"),
        ("2024riv7", 1, {"web": 0, "paper": 1}, "winner"),
    ]
    assert (envelope.run.voters, envelope.run.blank) == (5, 1)
    text = pabulib_text(envelope)
    assert "2024/RIV/7" in text
    assert "Untel" not in text
    assert "paper" not in text
    again = bring(text, slug="again")
    count_campaign(campaign=again, actor=None, now=NOW)
    run = again.tally_runs.get()
    assert run.input_sha256 == envelope.run.input_sha256
    assert [d["status"] for d in run.decisions] == [d["status"] for d in envelope.run.decisions]


def test_a_lot_that_decided_goes_out_with_the_file_and_comes_back():
    text = FILE.replace("currency;PLN", "currency;PLN\ncomment;#1: ties by cost,lot (lot: 2024/RIV/7,2,1)")
    campaign = bring(text)
    count = Vote.objects.get(phase__campaign=campaign).rules["sections"][0]["count"]
    assert (count["ties"], count["lot"]) == (["cost", "lot"], ["2024riv7", "2", "1"])
    count_campaign(campaign=campaign, actor=None, now=NOW)
    publish_results(campaign=campaign, actor=None, now=NOW)
    assert "ties by cost,lot (lot: 2024/RIV/7,2,1)" in pabulib_text(published_results(campaign).envelopes[0])


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("greedy-no-skip", {"skip": False, "threshold": 2}),
        ("greedy-threshold", {"skip": True, "threshold": 2}),
        ("equalshares/add1", {"skip": True, "threshold": 0}),
    ],
)
def test_the_rule_of_the_file_is_frozen_with_the_ballot(rule, parameters):
    text = FILE.replace("rule;greedy", f"rule;{rule}").replace(
        "currency;PLN", "min_project_score_threshold;2\ncurrency;PLN"
    )
    count = Vote.objects.get(phase__campaign=bring(text)).rules["sections"][0]["count"]
    assert {key: count[key] for key in parameters} == parameters


def test_an_election_of_a_district_finds_it_by_its_name():
    ours = DistrictFactory(code="RIV", name="Rives d'Orvenne")
    text = FILE.replace("unit;Brumeval", "unit;Brumeval\ndistrict;Rives d'Orvenne")
    assert Envelope.objects.get(campaign=bring(text)).district == ours


def test_a_district_nobody_knows_is_added_at_the_end_of_the_list():
    DistrictFactory(code="MOKOTOW")
    text = FILE.replace("unit;Brumeval", "unit;Brumeval\nsubunit;Mokotów")
    district = Envelope.objects.get(campaign=bring(text)).district
    assert (district.code, district.name, district.is_citywide) == ("MOKOTOW2", "Mokotów", False)


def test_the_districts_of_the_city_stay_its_own():
    ours = [DistrictFactory(code="CEN", position=1), EnvelopeFactory(district__position=2).district]
    bring(FILE.replace("unit;Brumeval", "unit;Brumeval\ndistrict;Mokotów"))
    assert list(districts()) == ours


def test_the_whole_city_is_ours_when_we_have_one():
    city = DistrictFactory(code="VIL", is_citywide=True)
    assert Envelope.objects.get(campaign=bring()).district == city


def test_a_year_without_days_is_the_whole_year():
    text = FILE.replace("01.03.2024", "2024").replace("31.03.2024", "2024")
    phase = Phase.objects.get(campaign=bring(text), kind="vote")
    assert (phase.opens_at, phase.closes_at) == (
        datetime(2024, 1, 1, tzinfo=PARIS),
        datetime(2025, 1, 1, tzinfo=PARIS),
    )


def test_ballots_beyond_the_stated_maximum_lift_it():
    section = Vote.objects.get(phase__campaign=bring()).rules["sections"][0]
    assert section["max_choices"] == 2
    text = FILE.replace("v1;1,2;34", "v1;1,2,2024/RIV/7;34")
    section = Vote.objects.get(phase__campaign=bring(text, slug="more")).rules["sections"][0]
    assert section["max_choices"] is None


def test_a_withdrawn_project_stays_withdrawn():
    text = FILE.replace("2;500.50", "2;999999999")
    campaign = bring(text)
    assert Project.objects.get(campaign=campaign, reference="2").state == ProjectState.WITHDRAWN
    count_campaign(campaign=campaign, actor=None, now=NOW)
    publish_results(campaign=campaign, actor=None, now=NOW)
    [envelope] = published_results(campaign).envelopes
    assert envelope.awards[-1].reason == "withdrawn"
    assert "\n2;999999999;" in pabulib_text(envelope)


BROKEN = [
    ("v4;2;55", "v4;9;55", "Line 26: voter v4 chooses 9, which PROJECTS does not list."),
    ("v4;2;55;internet", "v4;2;55", "Line 26: 3 columns where VOTES has 4."),
    ("v4;2;55", "v1;2;55", "Line 26: voter v1 is already on line 23."),
    ("2;500.50", "1;500.50", "Line 19: project 1 is already on line 18."),
    ("2;500.50", "2;beaucoup", "Line 19: “beaucoup” is not a number that “cost” can take."),
    ("budget;1000", "budget;", "META does not say “budget”."),
    ("PROJECTS\n", "", "the section PROJECTS is missing."),
    ("1;600;3", "1;0;3", "Line 18: project 1 costs nothing. Give it a cost, or take it out of the file."),
    ("num_votes;5", "num_votes;6", "Line 8: META says 6 for “num_votes”; the file holds 5."),
]


@pytest.mark.parametrize(("before", "after", "words"), BROKEN)
def test_a_broken_file_is_refused_with_its_line_and_nothing_is_kept(before, after, words):
    with pytest.raises(ImportRefusedError) as refusal:
        bring(FILE.replace(before, after, 1))
    assert any(words in fault for fault in refusal.value.faults), refusal.value.faults
    assert (Campaign.objects.count(), Project.objects.count(), Vote.objects.count()) == (0, 0, 0)


def test_every_fault_of_a_file_is_told_at_once():
    text = FILE.replace("v4;2;55", "v4;9;55").replace("v2;1;70", "v2;8;70")
    with pytest.raises(ImportRefusedError) as refusal:
        bring(text)
    assert [fault[:8] for fault in refusal.value.faults] == ["Line 24:", "Line 26:"]


CODES = [
    "not_utf8",
    "unclosed_quote",
    "missing_section",
    "duplicate_section",
    "section_order",
    "outside_sections",
    "missing_header",
    "missing_column",
    "duplicate_column",
    "wrong_columns",
    "missing_meta",
    "duplicate_meta",
    "bad_vote_type",
    "bad_number",
    "wrong_count",
    "empty_id",
    "bad_id",
    "duplicate_project",
    "duplicate_voter",
    "unknown_project",
    "points_mismatch",
    "missing_points",
    "no_project",
]


@pytest.mark.parametrize("code", CODES)
def test_each_fault_has_its_sentence(code):
    assert fault_words(Fault(7, code)).startswith("Line 7: ")
    assert code not in fault_words(Fault(7, code))
    assert not fault_words(Fault(None, code)).startswith("Line")


@pytest.mark.parametrize("kind", ["cumulative", "ordinal", "scoring"])
def test_points_and_ranks_are_refused_in_words(kind):
    text = FILE.replace("vote_type;approval", f"vote_type;{kind}").replace(
        "age;voting_method", "points;other"
    )
    for line, points in (("34", "2,1"), ("70", "1"), ("12", "2,1"), ("55", "1"), ("41", "")):
        text = text.replace(f";{line};", f";{points};")
    with pytest.raises(ImportRefusedError, match=kind):
        bring(text)


def test_an_election_that_is_not_over_is_refused():
    with pytest.raises(ImportRefusedError, match="not over"):
        bring(FILE.replace("31.03.2024", "24.11.2026"))
    assert Campaign.objects.count() == 0


def test_an_address_that_is_taken_is_refused():
    CampaignFactory(slug="edition")
    with pytest.raises(ImportRefusedError, match="--slug"):
        bring()
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius", "thelma"])
def test_nobody_else_brings_an_election_in(name, request):
    with pytest.raises(ImportRefusedError):
        bring(actor=request.getfixturevalue(name))
    assert Campaign.objects.count() == 0


def test_what_fails_half_way_leaves_nothing():
    text = FILE.replace("date_end;31.03.2024", "date_end;31.03.2044")  # refused after the campaign was made
    with pytest.raises(ImportRefusedError, match="not over"):
        bring(text)
    assert (Campaign.objects.count(), District.objects.count(), JournalEntry.objects.count()) == (0, 0, 0)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "brumeval.pb"
    path.write_text(FILE)
    return path


def test_the_commands_from_the_file_to_the_file(file, tmp_path, capsys):
    call_command("import_election", file)
    call_command("count_campaign", "brumeval-2024")
    call_command("export_election", "brumeval-2024", output=tmp_path / "out.pb")
    call_command("export_election", "brumeval-2024", envelope="city")
    printed = capsys.readouterr().out
    assert "brumeval-2024: Brumeval 2024. 3 projects, 5 ballots in the box." in printed
    assert "Whole city: 5 ballots, 1 blank, rule greedy" in printed
    assert "  1  3 votes  600 PLN  Des bancs" in printed
    assert "  2 winners of 3, 1000 PLN of 1000 PLN" in printed
    assert (tmp_path / "out.pb").read_text() in printed


def test_a_rule_that_does_not_exist_here_is_said_by_the_commands_and_to_the_staff(
    file, capsys, client, ondine
):
    file.write_text(FILE.replace("rule;greedy", "rule;equalshares/add1"))

    call_command("import_election", file)
    said = capsys.readouterr().err
    client.force_login(ondine)
    shown = client.get("/admin/tally_runs/").content.decode()
    call_command("count_campaign", "brumeval-2024")

    assert "brumeval.pb: its rule is “equalshares/add1”, which is not counted here." in said
    assert "equalshares/add1" in shown
    assert "its file names the rule “equalshares/add1”" in capsys.readouterr().err


def test_the_commands_refuse_in_one_sentence(file, tmp_path, capsys):
    broken = tmp_path / "broken.pb"
    broken.write_text(FILE.replace("v4;2;55", "v4;9;55"))
    refusals = [
        (("import_election", tmp_path / "none.pb"), {}, "cannot be read"),
        (("import_election", broken), {}, "not imported"),
        (("count_campaign", "nowhere"), {}, "no edition"),
        (("export_election", "nowhere"), {}, "no edition"),
    ]
    call_command("import_election", file, slug="edition")
    refusals += [
        (("export_election", "edition"), {}, "not published"),
        (("count_campaign", "edition"), {"rule": "greedy-threshold"}, "number of votes"),
    ]
    for args, options, words in refusals:
        with pytest.raises(CommandError, match=words):
            call_command(*args, **options)
    assert "broken.pb: Line 26: voter v4 chooses 9" in capsys.readouterr().err
    call_command("count_campaign", "edition", rule="greedy-threshold", threshold=2)
    assert "rule greedy-threshold" in capsys.readouterr().out
    with pytest.raises(CommandError, match="published"):
        call_command("count_campaign", "edition")
    with pytest.raises(CommandError, match="--envelope: city"):
        call_command("export_election", "edition", envelope="TAN")
