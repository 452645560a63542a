"""Twenty people at the same second: no two references alike, one support per person, no circle."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from budget.contributions.choices import Channel, EdgeKind, Nature
from budget.contributions.models import Contribution, LineageEdge, Support
from budget.contributions.services import (
    ContributionError,
    bring_table,
    confirm_import,
    contribute,
    draw_edge,
    lineage,
    support,
)
from tests.budget.contributions.sheets import csv_file
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 20


def race(*acts):
    """Start every act at the same moment, each on its own connection; returns what each gave, refusals included."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return act()
        except ContributionError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def campaign():
    campaign = CampaignFactory()
    PhaseFactory(campaign=campaign)
    return campaign


def everyone_speaks(campaign):
    def speak():
        return contribute(
            campaign=campaign, nature=Nature.IDEA, channel=Channel.WEB, text="Un banc.", now=NOON
        )

    return race(*[speak] * CROWD)


def test_without_the_lock_several_people_get_the_same_reference(campaign, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    refused = [outcome for outcome in everyone_speaks(campaign) if isinstance(outcome, ContributionError)]
    assert {refusal.field for refusal in refused} == {"reference"}


def test_with_the_lock_nobody_does(campaign):
    said = everyone_speaks(campaign)
    assert sorted(contribution.reference for contribution in said) == [
        f"C{n:02d}" for n in range(1, CROWD + 1)
    ]
    assert Contribution.objects.count() == CROWD


def test_many_clicks_make_one_support(campaign, salome):
    idea = ContributionFactory(campaign=campaign)
    given = race(*[lambda: support(contribution=idea, user=salome, now=NOON)] * CROWD)
    assert {row.pk for row in given} == {Support.objects.get().pk}


CONFIRMED = [["nature", "canal", "texte"], ["idée", "papier", "Un pré."], ["idée", "papier", "Un banc."]]


def everyone_confirms(campaign):
    batch = bring_table(
        campaign=campaign, file_name="avril.csv", data=csv_file(CONFIRMED), actor=None, now=NOON
    )

    def confirm():
        try:
            return confirm_import(batch=batch, actor=None, now=NOON)
        except IntegrityError as refused:
            return refused

    return race(*[confirm] * 4)


def test_two_confirmations_at_once_import_once_and_only_thanks_to_the_lock(campaign, monkeypatch):
    given = everyone_confirms(campaign)
    assert [batch.imported_count for batch in given] == [2] * 4
    assert list(Contribution.objects.order_by("pk").values_list("reference", flat=True)) == ["C01", "C02"]
    with monkeypatch.context() as off:
        off.setattr(QuerySet, "select_for_update", lambda self, **options: self)
        given = everyone_confirms(campaign)
    refused = [outcome for outcome in given if isinstance(outcome, IntegrityError)]
    assert refused or Contribution.objects.count() > 4


def two_merges_cross(campaign):
    """Each of two contributions joins the other, at the same moment."""
    one, other = ContributionFactory.create_batch(2, campaign=campaign)

    def merge(source, target):
        return lambda: draw_edge(source=source, target=target, kind=EdgeKind.MERGED, actor=None, now=NOON)

    return race(merge(one, other), merge(other, one))


def test_without_the_lock_two_merges_close_a_circle(campaign, monkeypatch):
    """Both look for a way back before either is written: neither sees one."""
    looked, find = Barrier(2), lineage.path_between

    def look(*ends):
        found = find(*ends)
        looked.wait(timeout=30)
        return found

    monkeypatch.setattr(lineage, "_lock", lambda: None)
    monkeypatch.setattr(lineage, "path_between", look)
    assert [type(outcome) for outcome in two_merges_cross(campaign)] == [LineageEdge, LineageEdge]


def test_with_the_lock_the_second_merge_is_refused_and_the_circle_shown(campaign):
    outcomes = two_merges_cross(campaign)
    assert {type(outcome) for outcome in outcomes} == {LineageEdge, ContributionError}
    assert LineageEdge.objects.count() == 1


def two_supports_at_once(campaign, salome):
    """One person, two tabs, a limit of one support."""
    campaign.phases.update(supports_per_person=1)
    one, other = ContributionFactory.create_batch(2, campaign=campaign)

    def give(idea):
        return lambda: support(contribution=idea, user=salome, now=NOON)

    return {type(outcome) for outcome in race(give(one), give(other))}


def test_without_the_lock_two_supports_at_once_pass_the_limit(campaign, salome, monkeypatch):
    """Both have counted before either is written."""
    counted, write = Barrier(2), QuerySet.bulk_create

    def write_together(self, *args, **options):
        if self.model is Support:
            counted.wait(timeout=30)
        return write(self, *args, **options)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    monkeypatch.setattr(QuerySet, "bulk_create", write_together)
    assert two_supports_at_once(campaign, salome) == {Support}
    assert Support.objects.count() == 2


def test_with_the_lock_the_second_is_refused(campaign, salome):
    assert two_supports_at_once(campaign, salome) == {Support, ContributionError}
    assert Support.objects.count() == 1
