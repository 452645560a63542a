"""« Déjà dit ? »: what was already said, found in other words, or silence."""

import csv
from pathlib import Path

import pytest

from budget.contributions.choices import Channel, ContributionState, Nature
from budget.contributions.queries import similar
from budget.contributions.queries.terms import terms
from portal.demo.source import DATA
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.rivelune import load_words
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
OTHER_HAND = Path(__file__).parent / "data" / "deja_dit_autre_main.csv"


@pytest.fixture
def campaign():
    return CampaignFactory()


def found(campaign, text):
    return [marked.contribution.reference for marked in similar(campaign, text)]


def measured(campaign, path):
    """(how many requests, how many whose contribution is among the five shown, how many to be silent, how many are)."""
    counts = [0, 0, 0, 0]
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            shown, expected = set(found(campaign, row["requete"])), set(row["attendu"].split())
            rank = 0 if expected else 2
            counts[rank] += 1
            counts[rank + 1] += bool(shown & expected) if expected else not shown
    return counts


def test_labelled_requests_find_what_was_said_and_the_others_find_silence(campaign):
    """The floors of the specification are 72 of 90 and 24 of 30; these are nearer to what is seen (docs/decisions)."""
    load_words(campaign)
    requests, right, others, silent = measured(campaign, DATA / "deja_dit.csv")
    assert (requests, others) == (90, 30)
    assert right >= 78
    assert silent >= 25
    requests, right, others, silent = measured(campaign, OTHER_HAND)
    assert (requests, others) == (25, 10)
    assert right >= 20
    assert silent >= 7


def test_web_and_rooms_alike_and_only_what_is_public(campaign):
    words = {"campaign": campaign, "title": "", "text": "Un toboggan en bois près du lavoir."}
    ContributionFactory(reference="W1", **words)
    ContributionFactory(reference="R1", channel=Channel.PHONE, **words)
    ContributionFactory(reference="X1", state=ContributionState.RECEIVED, published_at=None, **words)
    ContributionFactory(reference="X2", state=ContributionState.HIDDEN, hidden_reason="Article 3", **words)
    ContributionFactory(reference="X3", state=ContributionState.WITHDRAWN, **words)
    ContributionFactory(reference="X4", title="", text=words["text"])
    ContributionFactory.create_batch(20, campaign=campaign)
    assert sorted(found(campaign, "toboggan du lavoir")) == ["R1", "W1"]
    assert found(campaign, "les des pour") == []
    assert found(campaign, "") == []


def test_the_words_that_are_shared_are_marked_in_the_answer_that_holds_them(campaign):
    idea = ContributionFactory(
        campaign=campaign, reference="C1", title="De l'eau <b>fraîche</b>", text="Partout."
    )
    ContributionFactory.create_batch(20, campaign=campaign)
    AnswerFactory(
        target=idea,
        nature=Nature.CLARIFICATION,
        reference="D1",
        text="Prévoir un robinet pour les gourdes longues.",
    )
    shown = {
        marked.contribution.reference: marked
        for marked in similar(campaign, "robinets pour remplir sa gourde")
    }
    assert set(shown) == {"C1", "D1"}
    assert shown["C1"].answer.reference == "D1"
    assert shown["D1"].answer is None
    assert [text for text, is_shared in shown["C1"].excerpt if is_shared] == ["robinet", "gourdes"]
    assert "".join(text for text, _ in shown["C1"].excerpt) == "Prévoir un robinet pour les gourdes longues."
    assert "".join(text for text, _ in shown["C1"].title) == "De l'eau <b>fraîche</b>"


@pytest.mark.parametrize(
    ("typed", "stem"),
    [
        ("vélo", "velos"),  # a plural that the stemmer misses
        ("embarcadaire", "embarcader"),  # mistyped
        ("baigner", "baignad"),  # of the same family
        ("lampadaires", "eclairag"),  # another word for it
        ("lampadère", "eclairag"),  # a mistyped other word for it
    ],
)
def test_what_a_word_may_stand_for(typed, stem, campaign):
    ContributionFactory(campaign=campaign, text="Des vélos à l'embarcadère, une baignade, de l'éclairage.")
    (term,) = terms(typed, with_synonyms=True)
    assert stem in term.stems


@pytest.mark.parametrize("count", [1, 200])
def test_three_queries_whatever_was_said(count, campaign):
    ContributionFactory.create_batch(count, campaign=campaign, text="Un abri pour les vélos du quai.")
    ContributionFactory.create_batch(3, campaign=campaign)
    assert count_queries(lambda: similar(campaign, "abri à vélos sur le quai")) == 3
