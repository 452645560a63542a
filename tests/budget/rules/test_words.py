"""French words as people type them."""

import pytest

from budget.rules.synonyms import groups
from budget.rules.words import content_words, likeness, plain


@pytest.mark.parametrize(
    ("typed", "read"),
    [("L'Été", "l'ete"), ("Cœur ÇA", "coeur ca"), ("ex æquo", "ex aequo"), ("n° 9", "n° 9")],
)
def test_plain(typed, read):
    assert plain(typed) == read


def test_the_words_that_say_something_once_each_and_all_of_them_where_none_does():
    assert content_words("Je voudrais des bancs, des bancs et de l'ombre", limit=9) == ["bancs", "ombre"]
    assert content_words("Hangar 9, tour B", limit=2) == ["hangar", "9"]
    assert content_words("plus jamais", limit=9) == ["plus", "jamais"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("velo", "velo"), ("velos", "velos"), 0.95),
        (("baignade", "baignad"), ("baigner", "baign"), 0.7),
        (("fontaine", "fontain"), ("fonteine", "fontein"), 0.81),
        (("fontaine", "fontain"), ("montagne", "montagn"), 0),
        (("sale", "sal"), ("salle", "sall"), 0.7),
        (("ecole", "ecol"), ("ecoel", "ecoel"), 0.7),
        (("antrepot", "antrepot"), ("entrepot", "entrepot"), 0.81),
        (("baisser", "baiss"), ("laisser", "laiss"), 0),
        (("bac", "bac"), ("bacs", "bacs"), 0),
        (("2025", "2025"), ("2026", "2026"), 0),
    ],
)
def test_likeness(one, other, expected):
    assert likeness(*one, *other) == pytest.approx(expected, abs=0.02)


def test_every_group_of_synonyms_has_two_different_plain_words():
    for group in groups():
        assert len({plain(word) for word in group}) == len(group) >= 2, group
        assert all(plain(word).isalnum() for word in group), group
