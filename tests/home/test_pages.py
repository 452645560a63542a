"""Every page type answers in both languages, whatever the state of its phase."""

from datetime import timedelta

import pytest

from budget.campaigns.choices import PhaseKind, PhaseState
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import PhaseFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WINDOWS = {
    PhaseState.BEFORE: (NOON + DAY, NOON + 9 * DAY),
    PhaseState.OPEN: (NOON - DAY, NOON + 9 * DAY),
    PhaseState.AFTER: (NOON - 9 * DAY, NOON - DAY),
}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    """Pages read the clock once: it is noon."""
    monkeypatch.setattr("home.models.base.clock.now", lambda: NOON)


def words(state):
    return [{"type": "text", "value": f"<p>Le texte {state}.</p>"}]


def page_of(kind, state):
    opens_at, closes_at = WINDOWS[state]
    campaign_page = pages.CampaignPageFactory()
    phase = PhaseFactory(campaign=campaign_page.campaign, kind=kind, opens_at=opens_at, closes_at=closes_at)
    return pages.phase_page(
        campaign_page,
        kind,
        phase,
        **{f"body_{s}": words(s) for s in PhaseState},
        **{f"summary_{s}": f"Le résumé {s}." for s in PhaseState},
    )


@pytest.mark.parametrize("kind", PhaseKind)
@pytest.mark.parametrize("state", PhaseState)
def test_a_phase_page_says_what_its_phase_calls_for(client, kind, state):
    page = page_of(kind, state)
    html = client.get(page.url).content.decode()
    shown = [s for s in PhaseState if f"Le texte {s}." in html]
    assert shown == [state]
    assert [s for s in PhaseState if f"Le résumé {s}." in html] == [state]
