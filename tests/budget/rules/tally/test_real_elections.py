"""Real elections: our greedy outcomes against independent recounts, pabutools and what the cities published."""

import json
from functools import cache

import pytest

from budget.rules import pabulib, tally
from budget.rules.tally import profile
from budget.rules.tally.types import Parameters

FILES = (
    "France_Toulouse_2019",
    "France_Toulouse_2022_1_-_Capitole_Arnaud_Bernard_Carmes",
    "Netherlands_Amsterdam_604",
    "Netherlands_Assen_2024",
    "Poland_Czestochowa_2025_Lisiniec",
    "Poland_Gdynia_2024_Wielki_Kack__small",
    "Poland_Katowice_2022",
    "Poland_Krakow_2021",
    "Poland_Krakow_2022_Grzegorzki",
    "Poland_Lodz_2022",
    "Poland_Poznan_2023_12_-_Antoninek-Zieliniec-Kobylepole_Glowna_Ostrow_Tumski-_Srodka-Zawady-Komandoria"
    "_Warszawskie-Pomet-Maltanskie",
    "Poland_Poznan_2026_small",
    "Poland_Swiecie_2023",
    "Poland_Warszawa_2021_Mokotow",
    "Poland_Warszawa_2022_Bemowo",
    "Poland_Warszawa_2024_Wesola",
    "Switzerland_Zurich_D10",
    "Switzerland_Zurich_S5",
    "Switzerland_Zurich_S5R",
    "Worldwide_Mechanical_Turk_Knapsack_3",
)


@cache
def election(folder, name):
    return pabulib.parse((folder / f"{name}.pb").read_bytes())


def expected(folder, name):
    return json.loads((folder / "expected" / f"{name}.json").read_text())


def parameters_of(outcome, election):
    """How to count one expected outcome, or None when its rule is not a greedy one."""
    if outcome["rule"] == "greedy_skip":
        return Parameters()
    if outcome["rule"] == "greedy_noskip":
        return Parameters(skip=False)
    if outcome["rule"] == "greedy_skip_threshold":
        return Parameters(threshold=int(outcome["settings"]["threshold"]))
    if outcome["rule"] == "official":
        return pabulib.stated_parameters(election)
    return None


def test_the_list_names_every_election(elections_dir):
    assert sorted(path.stem for path in elections_dir.glob("*.pb")) == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
def test_scores_are_those_of_an_independent_recount(elections_dir, name):
    read, known = election(elections_dir, name), expected(elections_dir, name)
    scores = profile.scores(pabulib.as_profile(read), [project.id for project in read.projects])
    assert (read.voters, len(read.projects)) == (known["voters"], known["projects"])
    assert dict(scores.votes) == known["counts"]
    assert dict(scores.score) == {
        key: int(value) for key, value in known.get("scores", known["counts"]).items()
    }


@pytest.mark.parametrize("name", FILES)
def test_greedy_winners_are_the_expected_ones(elections_dir, name):
    read = election(elections_dir, name)
    found, wanted = [], []
    for outcome in expected(elections_dir, name)["outcomes"]:
        parameters = parameters_of(outcome, read)
        if parameters is None:
            continue
        ours = tally.count(pabulib.as_profile(read), pabulib.as_projects(read), read.budget, parameters)
        found.append((outcome["rule"], sorted(ours.winners), ours.total_cost))
        wanted.append((outcome["rule"], sorted(outcome["winners"]), int(outcome["total_cost"]) * 100))
    assert found == wanted
    assert found


def test_official_winners_of_cities_that_count_greedily(elections_dir):
    """The winners a city published, wherever META names a rule we count."""
    checked = 0
    for name in FILES:
        read = election(elections_dir, name)
        parameters = pabulib.stated_parameters(read)
        if parameters is None or read.official_winners is None:
            continue
        ours = tally.count(pabulib.as_profile(read), pabulib.as_projects(read), read.budget, parameters)
        assert sorted(ours.winners) == sorted(read.official_winners)
        checked += 1
    assert checked == 7
