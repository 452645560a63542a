"""Two people submit at the same moment: each project has its own reference."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from budget.projects import services
from budget.projects.models import Project
from budget.projects.services.submitting import next_reference
from tests.factories.campaigns import EnvelopeFactory, PhaseFactory
from tests.factories.people import UserFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 8


def _at_once(act):
    """Run `act(n)` in PEOPLE threads, each with its own connection; their results in order."""

    def run(n):
        try:
            return act(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, range(PEOPLE)))


def test_without_the_lock_everyone_reads_the_same_next_reference():
    campaign = ProjectFactory(reference="P15").campaign
    together = Barrier(PEOPLE)

    def read(_):
        with transaction.atomic():
            together.wait(timeout=20)
            found = next_reference(campaign)
            together.wait(timeout=20)
            return found

    assert _at_once(read) == ["P16"] * PEOPLE


def test_with_it_eight_people_submit_at_once_and_get_eight_references(now):
    phase = PhaseFactory()
    envelope = EnvelopeFactory(campaign=phase.campaign)
    people = UserFactory.create_batch(PEOPLE)
    together = Barrier(PEOPLE)

    def submit(n):
        together.wait(timeout=20)
        return services.submit_project(
            campaign=phase.campaign,
            actor=people[n],
            title=f"Projet de {n}",
            summary="En même temps.",
            envelope=envelope,
            cost_cents=1_000_000,
            now=now,
        ).reference

    expected = [f"P{n:02d}" for n in range(1, PEOPLE + 1)]
    assert sorted(_at_once(submit)) == expected
    assert sorted(Project.objects.values_list("reference", flat=True)) == expected
