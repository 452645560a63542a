"""Several editors publish the base document at the same second: no two revisions have the same number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from budget.campaigns.services import publish_base_document
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 8


def everyone_publishes(campaign):
    """The number each publication got, or None where the database refused it."""
    gate = Barrier(CROWD)

    def publish(number):
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            words = {"title": "Le socle", "lines": [f"Texte {number}"], "note": f"Note {number}."}
            return publish_base_document(campaign=campaign, actor=None, now=NOON, **words).number
        except IntegrityError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(publish, range(CROWD)))


def test_the_lock_gives_each_a_number_and_without_it_the_constraint_refuses(monkeypatch):
    assert sorted(everyone_publishes(CampaignFactory())) == list(range(1, CROWD + 1))

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    assert None in everyone_publishes(CampaignFactory())
