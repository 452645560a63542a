from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from budget.campaigns import services
from budget.campaigns.choices import PhaseKind, PhaseState
from budget.campaigns.models import Campaign, Envelope, Phase
from budget.campaigns.queries import current_campaign, envelopes, is_phase_open, open_phases
from budget.campaigns.services import CampaignError
from budget.journal.models import JournalEntry
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory, EnvelopeFactory, PhaseFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_manager_makes_a_campaign_current_and_the_other_retires(ondine):
    old = CampaignFactory(is_current=True)
    new = services.save_campaign(
        campaign=Campaign(slug="bp2027", code="BP2027", title="Budget 2027", total_cents=1, is_current=True),
        actor=ondine,
        now=NOON,
    )
    assert current_campaign() == new
    old.refresh_from_db()
    assert old.is_current is False
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.object_ref, entry.actor_label) == ("campaign.created", str(new.pk), "Ondine")


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius"])
def test_nobody_else_may(name, request):
    with pytest.raises(CampaignError):
        services.save_campaign(
            campaign=Campaign(slug="x", code="X", title="X", total_cents=1),
            actor=request.getfixturevalue(name),
            now=NOON,
        )
    assert Campaign.objects.count() == 0


def test_two_phases_of_one_kind_may_not_overlap_by_a_second():
    phase = PhaseFactory(kind=PhaseKind.VOTE)
    touching = Phase(
        campaign=phase.campaign,
        kind=PhaseKind.VOTE,
        title="Encore",
        opens_at=phase.closes_at,
        closes_at=phase.closes_at + DAY,
    )
    services.schedule_phase(phase=touching, actor=None, now=NOON)
    overlapping = Phase(
        campaign=phase.campaign,
        kind=PhaseKind.VOTE,
        title="Trop tôt",
        opens_at=phase.opens_at - DAY,
        closes_at=phase.opens_at + timedelta(seconds=1),
    )
    with pytest.raises(CampaignError) as refusal:
        services.schedule_phase(phase=overlapping, actor=None, now=NOON)
    assert refusal.value.field == "opens_at"
    with pytest.raises(IntegrityError), transaction.atomic():
        overlapping.save()


def test_a_phase_closes_after_it_opens():
    backwards = Phase(
        campaign=CampaignFactory(), kind=PhaseKind.VOTE, title="Vote", opens_at=NOON, closes_at=NOON
    )
    with pytest.raises(CampaignError):
        services.schedule_phase(phase=backwards, actor=None, now=NOON)


def test_windows_are_half_open():
    phase = PhaseFactory(kind=PhaseKind.VOTE)
    moments = {
        phase.opens_at - timedelta(microseconds=1): PhaseState.BEFORE,
        phase.opens_at: PhaseState.OPEN,
        phase.closes_at - timedelta(microseconds=1): PhaseState.OPEN,
        phase.closes_at: PhaseState.AFTER,
    }
    for moment, state in moments.items():
        assert phase.state_at(moment) == state
        assert is_phase_open(phase.campaign, PhaseKind.VOTE, now=moment) is (state == PhaseState.OPEN)
        assert list(open_phases(phase.campaign, now=moment)) == ([phase] if state == PhaseState.OPEN else [])


def test_envelopes_stay_within_the_total_budget(ondine):
    campaign = CampaignFactory(total_cents=100_00)
    centre, rives = DistrictFactory(code="CEN"), DistrictFactory(code="RIV")
    services.set_envelope(campaign=campaign, district=centre, amount_cents=60_00, actor=ondine, now=NOON)
    with pytest.raises(CampaignError) as refusal:
        services.set_envelope(campaign=campaign, district=rives, amount_cents=40_01, actor=ondine, now=NOON)
    assert refusal.value.field == "amount_cents"
    services.set_envelope(campaign=campaign, district=centre, amount_cents=50_00, actor=ondine, now=NOON)
    services.set_envelope(campaign=campaign, district=rives, amount_cents=50_00, actor=ondine, now=NOON)
    assert [(e.district.code, e.amount_cents) for e in envelopes(campaign)] == [
        ("CEN", 50_00),
        ("RIV", 50_00),
    ]


def test_the_database_wants_one_envelope_per_district_and_money_in_it():
    envelope = EnvelopeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.create(campaign=envelope.campaign, district=envelope.district, amount_cents=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnvelopeFactory(amount_cents=0)


def test_the_journal_cannot_be_rewritten(ondine):
    services.save_campaign(
        campaign=Campaign(slug="x", code="X", title="X", total_cents=1), actor=ondine, now=NOON
    )
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        JournalEntry.objects.update(reason="autre chose")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        JournalEntry.objects.all().delete()
    assert JournalEntry.objects.get().reason == ""
