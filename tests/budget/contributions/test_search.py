"""Searching the list: accents, stems and mistypings in one path; the words that the database keeps for it."""

import pytest

from budget.contributions.choices import PUBLIC_STATES, ContributionState
from budget.contributions.models import Contribution, ContributionCounts, KnownWord, SearchedWords, Support
from budget.contributions.queries import Filters, contribution_list, with_counts
from budget.rules import words
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


def listed(campaign, text, sort="closest"):
    return [row.reference for row in contribution_list(campaign, filters=Filters(text=text, sort=sort))]


def test_the_very_words_come_before_what_resembles_them_and_titles_before_texts(campaign):
    ContributionFactory(
        campaign=campaign, reference="C1", title="Le marché", text="Une fontaine, un banc et des arbres."
    )
    ContributionFactory(
        campaign=campaign, reference="C2", title="Une fontaine", text="Au marché, avec un banc."
    )
    ContributionFactory(campaign=campaign, reference="C3", title="Deux fonteines", text="Au marchee.")
    ContributionFactory(campaign=campaign, reference="C4", title="Des bancs", text="Sans eau.")
    assert listed(campaign, "fontaines du MARCHE") == ["C2", "C1", "C3"]
    assert listed(campaign, "fontaine marché banc") == ["C2", "C1"]
    assert sorted(listed(campaign, "fontaines", sort="newest")) == ["C1", "C2", "C3"]


def test_one_word_can_be_mistyped_while_the_next_is_in_the_plural_without_accents(campaign):
    ContributionFactory(
        campaign=campaign, reference="C1", title="Éclairer les berges", text="L'hiver, le soir."
    )
    assert listed(campaign, "eclerer berge") == ["C1"]
    assert listed(campaign, "éclairer hivers zeppelin") == []


@pytest.mark.parametrize("typed", ["A1-T2-N3", "a1-t2-n3"])
def test_a_reference_finds_its_contribution(typed, campaign):
    ContributionFactory(campaign=campaign, reference="A1-T2-N3")
    ContributionFactory(campaign=campaign, reference="A1-T2-N4")
    assert listed(campaign, typed) == ["A1-T2-N3"]


@pytest.mark.parametrize(
    "typed", ["'); DROP TABLE x; --", "& | ! ( )", "'''", "\\", "le la les", "é" * 300, "\x00"]
)
def test_nothing_typed_breaks_it(typed, campaign):
    ContributionFactory(campaign=campaign)
    assert listed(campaign, typed) == []


def test_words_follow_what_is_written_and_are_forgotten_with_it(campaign):
    kept = ContributionFactory(campaign=campaign, title="Un hangar", text="Pour répéter.")
    gone = ContributionFactory(campaign=campaign, title="Hangars", text="Monsieur Zébulon l'a dit.")
    assert set(KnownWord.objects.values_list("word", flat=True)) >= {
        "hangar",
        "hangars",
        "zebulon",
        "repeter",
    }
    gone.text = "Un voisin l'a dit."
    gone.save()
    assert not KnownWord.objects.filter(word="zebulon").exists()
    assert listed(campaign, "zebulon") == []
    gone.delete()
    assert set(KnownWord.objects.values_list("word", flat=True)) == {"hangar", "hangars", "repeter"}
    assert SearchedWords.objects.get().contribution == kept
    Contribution.objects.all().delete()
    assert not KnownWord.objects.exists()


def test_likeness_is_counted_as_postgresql_counts_it(campaign, django_assert_num_queries):
    from django.db import connection

    pairs = [("fontaine", "fonteine"), ("velo", "velos"), ("sale", "salle"), ("banc", "quai")]
    with connection.cursor() as cursor:
        for one, other in pairs:
            cursor.execute("SELECT similarity(%s::text, %s::text)", [one, other])
            assert words.similarity(one, other) == pytest.approx(cursor.fetchone()[0], abs=1e-6)


def test_counts_stay_exact_as_supports_and_answers_come_and_go(campaign):
    first, second = ContributionFactory.create_batch(2, campaign=campaign)
    people = UserFactory.create_batch(3)
    given = Support.objects.bulk_create(
        [Support(contribution=first, user=person, given_at=NOON) for person in people]
    )
    answers = AnswerFactory.create_batch(3, target=first)
    AnswerFactory(target=first, state=ContributionState.RECEIVED, published_at=None)
    assert counted(campaign, first, second) == [(3, 3), (0, 0)]
    Support.objects.filter(pk=given[0].pk).update(contribution=second)
    Contribution.objects.filter(pk=answers[0].pk).update(target=second)
    Contribution.objects.filter(pk=answers[1].pk).update(state=ContributionState.WITHDRAWN)
    assert counted(campaign, first, second) == [(2, 1), (1, 1)]
    for state in ContributionState:
        Contribution.objects.filter(pk=answers[2].pk).update(state=state, hidden_reason="Article 3")
        assert counted(campaign, first) == [(2, int(state in PUBLIC_STATES))], state
    answers[0].delete()
    Support.objects.all().delete()
    assert counted(campaign, second) == [(0, 0)]
    assert ContributionCounts.objects.filter(contribution=second).get().supports == 0
    Contribution.objects.filter(target__isnull=False).delete()
    Contribution.objects.all().delete()
    assert not ContributionCounts.objects.exists()


def counted(campaign, *contributions):
    """The kept counts, which are those that are counted anew."""
    kept = []
    for contribution in contributions:
        row = ContributionCounts.objects.filter(contribution=contribution).first()
        kept.append((row.supports, row.answers) if row else (0, 0))
    anew = {row.pk: (row.support_count, row.reply_count) for row in with_counts(Contribution.objects.all())}
    assert kept == [anew[contribution.pk] for contribution in contributions]
    return kept
