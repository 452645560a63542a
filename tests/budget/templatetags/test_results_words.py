"""Amounts, rules and reasons in words."""

import pytest
from django.template import Context, Template
from django.utils import translation

from budget.rules.tally.types import Parameters, Tie
from budget.templatetags.results_words import money
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory
from tests.factories.results import closed_vote, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def plain(text):
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def drawn(campaign):
    template = Template("{% load results_tags %}{% campaign_results campaign %}")
    return plain(template.render(Context({"campaign": campaign})))


@pytest.mark.parametrize(
    ("cents", "currency", "language", "words"),
    [
        (12_345_600, "EUR", "fr", "123 456 €"),
        (12_345_600, "EUR", "en", "€123,456"),
        (50_050, "PLN", "en", "PLN500.50"),
        (0, "", "en", "€0"),
        (None, "EUR", "en", ""),
    ],
)
def test_money_in_the_currency_of_the_edition(cents, currency, language, words):
    with translation.override(language):
        assert plain(money(cents, currency)) == words


THREE = (("P1", "Un", 60, 5, 0, 0), ("P2", "Deux", 50, 4, 0, 0), ("P3", "Trois", 30, 2, 0, 0))


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (
            Parameters(skip=False),
            [
                "the count stops at the first project that costs more than what is left.",
                "The rule does not make a project smaller. The count stops here.",
                "The count had stopped before its turn: a project with more votes no longer fitted.",
            ],
        ),
        (
            Parameters(threshold=3),
            ["A project needs at least 3 votes.", "It has 2 votes, fewer than the rule asks for."],
        ),
        (
            Parameters(ties=(Tie.COST, Tie.LOT), lot=("P1", "P2", "P3")),
            ["With as many votes: the lowest cost first, then the lot drawn before the vote closed."],
        ),
    ],
)
def test_each_rule_is_told_in_its_words(count, words):
    html = drawn(published(projects=THREE, budget=100, count=count))
    assert [one for one in words if one not in html] == []


def test_what_no_vote_could_change_is_said():
    html = drawn(published(projects=(("P1", "Un", 60, 5, 0, 0),), budget=50))
    assert "It costs €60, more than the whole envelope." in html
    assert "No number of votes, up to everyone who voted, would have made it win." in html


def test_equal_votes_are_told_with_what_decided():
    projects = tuple((f"P{n}", f"Projet {n}", cost, 3, 0, 0) for n, cost in ((1, 50), (2, 50), (3, 40)))
    html = drawn(published(projects=projects, budget=90))
    assert "It has as many votes as “Projet 1”, “Projet 2”: the lowest cost comes first." in html
    assert "for the same cost: the reference decides." in html


def test_a_lot_that_decided_is_told():
    projects = (("P1", "Un", 50, 3, 0, 0), ("P2", "Deux", 50, 3, 0, 0))
    count = Parameters(ties=(Tie.COST, Tie.LOT), lot=("P2", "P1"))
    html = drawn(published(projects=projects, budget=60, count=count))
    assert "It has as many votes as “Un”: the lot drawn before the vote closed decides." in html


def test_a_long_list_of_equals_is_cut_short():
    projects = tuple((f"P{n}", f"Projet {n}", 10, 1, 0, 0) for n in range(1, 8))
    html = drawn(published(projects=projects, budget=100))
    assert "as “Projet 2”, “Projet 3”, “Projet 4”…," in html


def test_one_vote_less_is_told_in_the_singular():
    projects = (("P1", "Un", 60, 2, 0, 0), ("P2", "Deux", 50, 1, 0, 0))
    html = drawn(published(projects=projects, budget=60))
    assert "With 1 vote more, it came before “Un” and won. With 0, it did not." in html
    assert "With 1 vote fewer, it lost." in html


def test_one_winner_in_a_district():
    campaign = published(
        projects=THREE[:1], budget=100, district=DistrictFactory(code="TAN", name="Tanneries")
    )
    template = Template("{% load results_words %}{% results_title results %}")
    from budget.results.queries import published_results

    assert template.render(Context({"results": published_results(campaign)})) == "One project wins"


def test_before_publication_the_component_says_when():
    campaign = closed_vote()
    assert "They come out on Sunday 22 November 2026" in drawn(campaign)
    assert "65" not in drawn(campaign)
    bare = CampaignFactory()
    PhaseFactory(campaign=bare, closes_at=NOON.replace(year=2027))
    assert "all at the same time for everyone" in drawn(bare)
