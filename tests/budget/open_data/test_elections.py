"""Real elections, brought in, counted, taken out and brought in again (PASSERELLE_ELECTIONS_DIR)."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from pabulib.checker import Checker

from budget.campaigns.models import Campaign
from budget.open_data.queries import pabulib_text
from budget.open_data.services import import_election
from budget.results.queries import published_results
from budget.results.services import count_campaign, publish_results

pytestmark = [pytest.mark.django_db, pytest.mark.elections]

#: Approval and choose-1 files that have a greedy_skip outcome.
FILES = [
    "Worldwide_Mechanical_Turk_Knapsack_3",
    "Netherlands_Assen_2024",
    "Switzerland_Zurich_S5",
    "France_Toulouse_2022_1_-_Capitole_Arnaud_Bernard_Carmes",
    "Poland_Warszawa_2024_Wesola",
    "Netherlands_Amsterdam_604",
    "Poland_Swiecie_2023",
    "Poland_Gdynia_2024_Wielki_Kack__small",
    "Poland_Warszawa_2022_Bemowo",
    "Poland_Warszawa_2021_Mokotow",
    "Poland_Poznan_2026_small",
]


def outcome(expected, rule):
    """The winners that a plain recount of the votes gives under this rule."""
    return next(
        set(one["winners"])
        for one in expected["outcomes"]
        if one["rule"] == rule and one["settings"].get("score", "votes") == "votes"
    )


@pytest.fixture
def read(elections_dir):
    """A file's bytes and what is expected of it."""

    def reading(name):
        expected = json.loads((elections_dir / "expected" / f"{name}.json").read_text())
        return (elections_dir / f"{name}.pb").read_bytes(), expected

    return reading


def counted(data, now, slug, **rule):
    """The published EnvelopeResults of a file."""
    campaign = import_election(data=data, actor=None, now=now, slug=slug)
    count_campaign(campaign=campaign, actor=None, now=now, **rule)
    publish_results(campaign=campaign, actor=None, now=now)
    [envelope] = published_results(campaign).envelopes
    return envelope


def originals(envelope):
    ids = envelope.run.campaign.facts["project_ids"]
    return {ids.get(a.project.reference, a.project.reference): a for a in envelope.awards}


def winners(envelope):
    return {name for name, award in originals(envelope).items() if award.is_winner}


@pytest.mark.parametrize("name", FILES)
def test_a_real_election_is_counted_as_expected_and_comes_back_the_same(name, read, now):
    data, expected = read(name)
    first = counted(data, now, "first", rule="greedy")
    assert {ref: award.votes for ref, award in originals(first).items()} == expected["counts"]
    assert first.run.voters == expected["voters"]
    assert winners(first) == outcome(expected, "greedy_skip")

    text = pabulib_text(first)
    report = Checker().process_files([text])
    assert report["metadata"] == {"processed": 1, "valid": 1, "invalid": 0}, report

    again = counted(text.encode(), now, "again")
    assert {ref: award.votes for ref, award in originals(again).items()} == expected["counts"]
    assert (again.run.voters, again.run.blank) == (first.run.voters, first.run.blank)
    assert [a.rank for a in originals(again).values()] == [a.rank for a in originals(first).values()]
    assert winners(again) == winners(first)
    assert again.run.input_sha256 == first.run.input_sha256
    assert pabulib_text(again) == text


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Poland_Warszawa_2021_Mokotow", "official"),
        ("France_Toulouse_2022_1_-_Capitole_Arnaud_Bernard_Carmes", "greedy_skip"),
        ("Poland_Gdynia_2024_Wielki_Kack__small", "official"),
    ],
)
def test_the_commands_count_by_the_rule_of_the_file(name, rule, elections_dir, read, capsys, tmp_path):
    _data, expected = read(name)
    call_command("import_election", elections_dir / f"{name}.pb", slug="edition")
    call_command("count_campaign", "edition")
    [envelope] = published_results(Campaign.objects.get(slug="edition")).envelopes
    assert winners(envelope) == outcome(expected, rule)
    call_command("export_election", "edition", output=tmp_path / "edition.pb")
    assert Path(tmp_path / "edition.pb").read_text() == pabulib_text(envelope)
    printed = capsys.readouterr().out
    assert f"{expected['projects']} projects, {expected['voters']} ballots in the box" in printed
    assert f"{len(outcome(expected, rule))} winners of {expected['projects']}" in printed
