"""Two runs of the digests at the same second: one message per person."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import QuerySet

from budget.notices.models import NoticePreference, Notification
from budget.notices.services import notify, send_digest
from tests.cast import NOON
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def two_runs(preference):
    """How many notices each of two runs has sent."""
    gate = Barrier(2)

    def run(_number):
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return send_digest(preference_id=preference.pk, now=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, range(2)))


@pytest.fixture
def owed(salome):
    idea = ContributionFactory()
    notify(
        event="answer", obj=idea, people=[salome], title="Une réponse", url="/fr/", now=NOON, key="answer:1"
    )
    return NoticePreference.objects.get()


def test_without_the_lock_the_same_message_leaves_twice(owed, mailoutbox, monkeypatch):
    """Both have read what is owed before either has claimed it."""
    read, write = Barrier(2), QuerySet.update

    def claim_together(self, **values):
        if self.model is Notification:
            read.wait(timeout=30)
        return write(self, **values)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    monkeypatch.setattr(QuerySet, "update", claim_together)
    assert (two_runs(owed), len(mailoutbox)) == ([1, 1], 2)


def test_with_the_lock_it_leaves_once(owed, mailoutbox):
    assert (two_runs(owed), len(mailoutbox)) == ([0, 1], 1)
