"""Two moderators, one item: the lock keeps one decision, and the second person is told."""

from threading import Barrier

import pytest
from django.db.models import QuerySet

from budget.contributions.choices import ContributionState
from budget.contributions.models import ModerationDecision
from budget.contributions.services import StaleError, deciding, fingerprint, hide, publish
from tests.cast import NOON
from tests.concurrency.test_contributions import race
from tests.factories.moderation import ArticleFactory, QueueItemFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_decisions():
    """One moderator publishes what another hides: what each gave."""
    said = QueueItemFactory(
        contribution__state=ContributionState.RECEIVED, contribution__published_at=None
    ).contribution
    one, other = UserFactory.create_batch(2, groups=["Modération"])
    act = {"contribution": said, "seen": fingerprint(said), "now": NOON}
    article = ArticleFactory()
    return lambda: race(lambda: publish(actor=one, **act), lambda: hide(actor=other, article=article, **act))


def test_without_the_lock_both_decide(two_decisions, monkeypatch):
    both_have_read, seen_by = Barrier(2), deciding.fingerprint

    def fingerprint_then_wait(contribution):
        found = seen_by(contribution)
        both_have_read.wait(timeout=30)
        return found

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    monkeypatch.setattr(deciding, "fingerprint", fingerprint_then_wait)
    outcomes = two_decisions()
    assert [type(outcome).__name__ for outcome in outcomes] == ["Contribution", "Contribution"]
    assert ModerationDecision.objects.count() == 2


def test_with_the_lock_the_second_is_told_and_nothing_is_lost(two_decisions):
    outcomes = two_decisions()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Contribution", "StaleError"]
    refused = next(outcome for outcome in outcomes if isinstance(outcome, StaleError))
    assert "vient de décider" in refused.message
    assert ModerationDecision.objects.count() == 1
