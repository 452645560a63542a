"""Words that change: by their author for a while, by way of correction, by the moderators."""

from datetime import timedelta

import pytest

from budget.contributions.choices import Channel, ContributionState, Revision
from budget.contributions.models import Contribution, Support
from budget.contributions.services import ContributionError, revise
from budget.journal.models import JournalEntry
from tests.factories.contributions import AnswerFactory, ContributionFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def idea(salome):
    return ContributionFactory(author=salome, title="Un banc", text="Un banc au soleil.")


def edit(idea, actor, now, **changes):
    words = {"title": idea.title, "text": "Un banc à l’ombre.", "kind": Revision.EDIT, **changes}
    return revise(contribution=idea, actor=actor, now=now, **words)


def versions(idea):
    return list(idea.versions.order_by("replaced_at", "id").values_list("kind", "title", "text"))


def test_its_author_changes_it_and_the_former_words_stay(idea, salome, now):
    edit(idea, salome, now + 29 * MINUTE)
    idea.refresh_from_db()
    assert (idea.text, idea.state) == ("Un banc à l’ombre.", ContributionState.PUBLISHED)
    assert versions(idea) == [("edit", "Un banc", "Un banc au soleil.")]
    line = JournalEntry.objects.get()
    assert (line.action, line.actor, line.detail) == ("contribution.edited", salome, {})


def test_the_same_words_again_change_nothing(idea, salome, now):
    edit(idea, salome, now, text=" Un banc au soleil. ")
    assert (versions(idea), JournalEntry.objects.count()) == ([], 0)


def test_too_late_answered_supported_or_not_theirs(idea, salome, idris, now):
    refused = []
    for actor, moment in ((salome, now + 30 * MINUTE), (idris, now)):
        with pytest.raises(ContributionError) as refusal:
            edit(idea, actor, moment)
        refused.append(refusal.value.message)
    own_answer = AnswerFactory(target=idea, author=salome)
    Support.objects.create(contribution=idea, user=salome, given_at=now)
    edit(idea, salome, now, text="Deux bancs.")
    own_answer.delete()
    answer = AnswerFactory(target=idea, author=idris)
    for remove in (answer.delete, None):
        with pytest.raises(ContributionError) as refusal:
            edit(idea, salome, now)
        refused.append(refusal.value.message)
        if remove:
            remove()
            Support.objects.create(contribution=idea, user=idris, given_at=now)
    too_late = (
        "Ces mots ne peuvent plus être modifiés : le délai est passé, ou quelqu’un y a répondu ou les a "
        "soutenus. Écrivez une précision en dessous, ou retirez-les."
    )
    not_theirs = "Seule la personne qui a écrit ces mots peut les modifier."
    assert refused == [too_late, not_theirs, too_late, too_late]
    assert Contribution.objects.get(pk=idea.pk).text == "Deux bancs."


def test_what_is_too_long_or_empty_is_refused_as_it_was_when_said(idea, salome, now):
    for text in ("  ", "x" * 2_001):
        with pytest.raises(ContributionError) as refusal:
            edit(idea, salome, now, text=text)
        assert refusal.value.field == "text"


def test_a_correction_is_for_staff_and_for_the_follow_code(marius, salome, now):
    said = ContributionFactory(channel=Channel.PAPER, title="", text="Un ban.")
    with pytest.raises(ContributionError):
        edit(said, salome, now, kind=Revision.CORRECTION)
    edit(said, marius, now, kind=Revision.CORRECTION, text="Un banc.")
    edit(said, None, now + MINUTE, kind=Revision.CORRECTION, text="Un banc vert.")
    assert versions(said) == [("correction", "", "Un ban."), ("correction", "", "Un banc.")]


def test_a_redaction_leaves_no_readable_words_anywhere(idea, salome, marius, now):
    edit(idea, salome, now, text="Le banc de M. X, au soleil.")
    act = {"kind": Revision.REDACTION, "text": "Le banc de […], au soleil."}
    for actor, reason in ((salome, "Article 3"), (marius, " ")):
        with pytest.raises(ContributionError):
            edit(idea, actor, now, reason=reason, **act)
    edit(idea, marius, now + MINUTE, reason="Article 3", sealed="gAAAA", **act)
    assert versions(idea) == [("edit", "", ""), ("redaction", "", "")]
    assert list(idea.versions.order_by("id").values_list("sealed", "reason")) == [
        ("", ""),
        ("gAAAA", "Article 3"),
    ]
    line = JournalEntry.objects.latest("id")
    assert (line.action, line.reason, line.detail) == ("contribution.redacted", "Article 3", {})


def test_withdrawn_words_do_not_change(idea, marius, now):
    idea.state = ContributionState.WITHDRAWN
    idea.save()
    with pytest.raises(ContributionError):
        edit(idea, marius, now, kind=Revision.CORRECTION)
