import pytest

from budget.contributions import permissions
from budget.contributions.choices import Channel, ContributionState, EdgeKind
from budget.contributions.models import Contribution
from budget.contributions.services import ContributionError, draw_edge, hide, publish
from budget.journal.models import JournalEntry
from tests.cast import NOON
from tests.factories.contributions import AnswerFactory, ContributionFactory

pytestmark = pytest.mark.django_db


def test_a_moderator_publishes_what_was_received(marius):
    waiting = ContributionFactory(state=ContributionState.RECEIVED, published_at=None)
    published = publish(contribution=waiting, actor=marius, now=NOON)
    assert (published.state, published.published_at) == (ContributionState.PUBLISHED, NOON)
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.actor_label, entry.object_ref) == (
        "contribution.published",
        "Marius",
        waiting.reference,
    )


@pytest.mark.parametrize("channel", Channel)
def test_what_is_hidden_keeps_its_place_its_reason_and_its_answers(channel, marius):
    idea = ContributionFactory(channel=channel)
    answer = AnswerFactory(target=idea)
    hidden = hide(contribution=idea, actor=marius, now=NOON, reason=" Article 3 : un nom ")
    assert (hidden.state, hidden.hidden_reason) == (ContributionState.HIDDEN, "Article 3 : un nom")
    assert Contribution.objects.get(pk=answer.pk).target == hidden
    assert JournalEntry.objects.get().reason == "Article 3 : un nom"
    again = publish(contribution=hidden, actor=marius, now=NOON, reason="Recours accepté")
    assert (again.state, again.hidden_reason) == (ContributionState.PUBLISHED, "")


def test_what_is_shown_again_stands_where_its_lineage_says(marius):
    idea, other = ContributionFactory.create_batch(2)
    draw_edge(source=idea, target=other, kind=EdgeKind.MERGED, actor=None, now=NOON)
    hidden = hide(contribution=idea, actor=marius, now=NOON, reason="Article 3")
    assert publish(contribution=hidden, actor=marius, now=NOON).state == ContributionState.MERGED


def test_hiding_takes_a_reason(marius):
    idea = ContributionFactory()
    with pytest.raises(ContributionError) as refusal:
        hide(contribution=idea, actor=marius, now=NOON, reason="  ")
    assert refusal.value.field == "article"


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "ondine", "thelma"])
def test_nobody_but_a_moderator_decides(name, request):
    person = request.getfixturevalue(name)
    idea = ContributionFactory()
    waiting = ContributionFactory(state=ContributionState.RECEIVED, published_at=None)
    with pytest.raises(ContributionError):
        hide(contribution=idea, actor=person, now=NOON, reason="Article 3")
    with pytest.raises(ContributionError):
        publish(contribution=waiting, actor=person, now=NOON)
    assert sorted(Contribution.objects.values_list("state", flat=True)) == ["published", "received"]


@pytest.mark.parametrize("state", ContributionState)
def test_from_which_state_one_may_publish_or_hide(state, marius):
    idea = ContributionFactory(state=state, hidden_reason="Article 3")
    may_publish = state in (ContributionState.RECEIVED, ContributionState.HIDDEN)
    may_hide = state not in (ContributionState.HIDDEN, ContributionState.WITHDRAWN)
    for may, act in (
        (may_publish, lambda: publish(contribution=idea, actor=marius, now=NOON)),
        (may_hide, lambda: hide(contribution=idea, actor=marius, now=NOON, reason="Article 4")),
    ):
        Contribution.objects.filter(pk=idea.pk).update(state=state, hidden_reason="Article 3")
        if may:
            act()
        else:
            with pytest.raises(ContributionError):
                act()


def test_what_waits_is_read_by_its_author_and_by_moderators(salome, idris, marius):
    waiting = ContributionFactory(state=ContributionState.RECEIVED, published_at=None, author=salome)
    readers = [permissions.may_read(person, waiting, now=NOON) for person in (salome, idris, marius)]
    assert readers == [True, False, True]
    assert permissions.may_read(idris, ContributionFactory(), now=NOON) is True
