"""Amounts, dates, typography and drawings, in the language of the reader."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import mark_safe

from budget.contributions.choices import Channel, Nature
from budget.templatetags import drawing, front, signs
from tests.cast import NOON, PARIS
from tests.templates import samples
from tests.templates.gallery import examples

THIN, FIRM = "\u202f", "\u00a0"
CLOSES = datetime(2026, 12, 9, tzinfo=PARIS)


@pytest.fixture(params=["fr", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def french():
    with translation.override("fr"):
        yield


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def test_euros_in_french(french):
    assert front.euros(42_000_000) == f"420{THIN}000{FIRM}€"
    assert front.euros(1_250) == f"12,50{FIRM}€"
    assert front.euros(-1_500_000) == f"-15{THIN}000{FIRM}€"


def test_upkeep_in_words(french):
    assert [front.upkeep(cents) for cents in (1_200_000, 0)] == [
        "entretien 12\u202f000\u00a0€ par an",
        "sans entretien",
    ]


@pytest.mark.parametrize(
    "name", ["contribution.html", "project-card.html", "question-row.html", "result-row.html"]
)
def test_words_of_the_city_say_their_language_on_a_page_in_another(name, language):
    html = get_template(f"components/{name}").render(examples()[name])

    assert (' lang="fr"' in html) == (language == "en")


def test_euros_in_english(english):
    assert front.euros(42_000_000) == "€420,000"
    assert front.euros(1_250) == "€12.50"
    assert front.euros(0) == "€0"


def test_nothing_is_not_zero(language):
    assert [front.euros(None), front.number(None), front.percent(None), front.day(None)] == ["", "", "", ""]


def test_numbers_and_shares(french):
    assert front.number(84_300) == f"84{THIN}300"
    assert front.percent(0.649) == f"64,9{THIN}%"
    assert front.percent(0.5) == f"50{THIN}%"
    assert front.percent(0.649, 0) == f"65{THIN}%"


def test_shares_in_english(english):
    assert front.percent(0.649) == "64.9%"


def test_small_numbers_are_spelled(french):
    assert [front.spelled(3), front.spelled(16), front.spelled(26)] == ["trois", "seize", "26"]


def test_days_in_french(french):
    assert front.day(date(2026, 12, 8)) == "mardi 8 décembre"
    assert front.day(date(2026, 6, 1), "year") == "1er juin 2026"
    assert front.day(date(2026, 6, 1), "number") == "1"
    assert front.day(date(2026, 12, 8), "short") == "8 déc."


def test_days_in_english(english):
    assert front.day(date(2026, 12, 8), "full") == "Tuesday 8 December 2026"
    assert front.moment(NOON.replace(hour=17, minute=30)) == "Tuesday 24 November, 17:30"


def test_an_instant_is_told_in_local_time(french):
    assert front.day(datetime(2026, 12, 7, 23, 30, tzinfo=UTC)) == "mardi 8 décembre"


def test_hours_in_french(french):
    assert front.hour(NOON.replace(hour=17, minute=30)) == f"17{FIRM}h{FIRM}30"
    assert front.hour(NOON.replace(hour=18)) == f"18{FIRM}h"


def test_a_window_that_closes_at_midnight_belongs_to_the_day_before(english):
    assert front.deadline(CLOSES) == "Tuesday 8 December, midnight"
    assert front.deadline(NOON.replace(hour=18)) == "Tuesday 24 November, 18:00"
    assert front.days_left(NOON, CLOSES) == 14


def test_a_window_gives_its_days(french):
    assert (
        front.day_range(datetime(2026, 4, 3, tzinfo=PARIS), datetime(2026, 5, 15, tzinfo=PARIS))
        == "3\u00a0avr. – 14\u00a0mai"
    )
    assert front.day_range(date(2026, 4, 3), date(2026, 4, 3)) == "3\u00a0avr."


def test_a_window_across_the_new_year_gives_its_months(english):
    assert front.day_range(date(2026, 12, 19), date(2027, 1, 2)) == "December 2026 to January 2027"


def test_french_typography(french):
    assert front.frtypo("Où en est l'idée ?") == f"Où en est l’idée{THIN}?"
    assert front.frtypo("Pour : « oui »") == f"Pour{FIRM}: «{FIRM}oui{FIRM}»"
    assert front.frtypo("420 000 € à 18 h") == f"420{THIN}000{FIRM}€ à 18{FIRM}h"


def test_french_typography_keeps_tags_and_entities(french):
    marked = front.frtypo(mark_safe('<a href="/x?a=1&amp;b=2">l&#x27;eau &amp; la rive</a> !'))
    assert marked == f'<a href="/x?a=1&amp;b=2">l’eau &amp; la rive</a>{THIN}!'


def test_french_words_stay_french_on_an_english_page(english):
    assert front.frtypo("La nuit : l'idée") == f"La nuit{FIRM}: l’idée"
    assert front.frtypo("What is it? Don't ask.") == "What is it? Don’t ask."


def test_text_typed_by_people_stays_escaped(french):
    html = Template("{% load front %}{{ text|frtypo }}").render(Context({"text": "<b>l'eau</b>"}))
    assert html == "&lt;b&gt;l’eau&lt;/b&gt;"


def test_an_icon_is_drawn_for_the_eyes_only():
    html = front.icon("urne", "large")
    assert html.startswith('<svg class="icon icon--large" viewBox="0 0 24 24" aria-hidden="true"')


def test_an_unknown_icon_is_refused():
    with pytest.raises(TemplateSyntaxError, match="licorne"):
        front.icon("licorne")


def test_every_channel_and_nature_of_the_domain_has_a_sign():
    assert set(signs.CHANNELS) == set(Channel.values)
    assert set(signs.NATURES) == set(Nature.values)


def test_the_sources_of_a_project_in_one_sentence(english):
    assert signs.origin_words(samples.ORIGINS) == "6 sources: 1 online, 1 by phone and 4 at tables"
    assert signs.origin_words([("web", 1)]) == "1 source: online"
    assert signs.origin_words([]) == "No source yet"


def test_a_tally_groups_what_stands_together(english):
    groups = signs.tally_groups(
        [("web", 23), ("workshop", 36), ("council", 3), ("stand", 2), ("paper", 5), ("phone", 1)]
    )
    assert [(group["count"], group["words"]) for group in groups] == [
        (23, "online"),
        (36, "at a table"),
        (5, "in a neighbourhood council or at a stand"),
        (6, "on paper or by phone"),
    ]


def test_a_theme_may_choose_its_tone_and_icon():
    sign = signs.theme_sign({"code": "EAU", "label": "L’eau", "tone": "cul", "icon": "vague"})
    assert (sign["css"], sign["icon"], sign["label"]) == ("is-cul", "vague", "L’eau")


def test_a_strip_is_shared_out(language):
    html = drawing.strip_rects(signs.by_bank(samples.ORIGINS))
    assert html == (
        '<rect class="s-web" x="0.00" y="0" width="16.67" height="4"/>'
        '<rect class="s-post" x="16.67" y="0" width="16.67" height="4"/>'
        '<rect class="s-room" x="33.33" y="0" width="66.67" height="4"/>'
    )


def test_the_deck_is_walked_up_to_the_current_phase():
    phases = [{"state": "past"}] * 6 + [{"state": "now"}] + [{"state": "next"}] * 3
    deck = drawing.deck_marks(phases)
    assert deck["walked"] == "M0 50Q325 11.0 650 22.7"
    assert [step["pier"] for step in deck["steps"]] == [44, 35, 28, 23, 20, 20, 23, 28, 35, 44]


def test_a_year_not_yet_begun_has_nothing_walked():
    assert drawing.deck_marks([{"state": "next"}] * 4)["walked"] == ""


def test_the_gauge_is_cut_at_its_edge():
    gauge = drawing.budget_gauge([16_000_000, 42_000_000, 24_000_000, 9_500_000], 90_000_000)
    assert [part["width"] for part in gauge["parts"]] == ["160.0", "420.0", "240.0", "80.0"]
    assert [mark["x"] for mark in gauge["marks"]] == [f"{x}.0" for x in range(0, 901, 100)]


def test_the_graph_puts_what_was_written_on_one_side_and_what_was_said_on_the_other():
    graph = drawing.lineage_graph(samples.SOURCES, {"title": "Cinq cours d’ombre", "detail": "P06, au vote"})
    left = [node["title"] for node in graph["nodes"] if node["x"] < 490]
    right = [node["title"] for node in graph["nodes"] if node["x"] > 490]
    assert left[-1] == "Projet P33, réuni à P06"
    assert right == ["Ouvrir les cours le soir", "Les cinq plus chaudes"]
    assert [line["text"] for line in graph["project"]["lines"]] == ["Cinq cours d’ombre", "P06, au vote"]


def test_the_map_keeps_north_up_and_its_proportions():
    plane = drawing.district_map(
        [
            {"label": "Nord", "geometry": samples.SQUARE, "count": 1},
            {"label": "Est", "geometry": samples.EAST, "count": 2},
        ],
        samples.RIVER,
    )
    west, east = plane["lands"]
    assert west["x"] < east["x"]
    assert west["y"] == east["y"]
    assert plane["width"] / plane["height"] == pytest.approx(
        1.36, abs=0.05
    )  # two degrees of longitude at 45° north


def test_a_map_without_outlines_is_not_drawn():
    assert drawing.district_map([{"label": "Nord", "geometry": None}])["lands"] == []
