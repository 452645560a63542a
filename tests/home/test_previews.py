"""An editor sees the page as it will be before, while and after its phase, whatever the day."""

from datetime import timedelta

import pytest

from budget.campaigns.choices import PhaseState
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import PhaseFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page_open_in(days):
    campaign_page = pages.CampaignPageFactory()
    phase = PhaseFactory(
        campaign=campaign_page.campaign, opens_at=NOON + days * DAY, closes_at=NOON + (days + 10) * DAY
    )
    return pages.phase_page(
        campaign_page,
        "ideation",
        phase,
        **{f"body_{s}": [{"type": "text", "value": f"<p>Le texte {s}.</p>"}] for s in PhaseState},
    )


@pytest.mark.parametrize("days", [-20, -5, 5])
@pytest.mark.parametrize("state", PhaseState)
def test_each_state_can_be_previewed_at_any_time(days, state):
    page = page_open_in(days)

    response = page.make_preview_request(preview_mode=state.value)

    html = response.content.decode()
    assert [s for s in PhaseState if f"Le texte {s}." in html] == [state]


def test_the_modes_are_the_three_states():
    page = page_open_in(5)

    assert [mode for mode, _label in page.preview_modes] == ["before", "open", "after"]
    assert page.default_preview_mode == "open"


def test_a_preview_of_today_s_state_is_at_the_present_moment():
    page = page_open_in(-5)

    response = page.make_preview_request(preview_mode="open")

    assert response.context_data["now"] == NOON


@pytest.mark.parametrize("state", PhaseState)
def test_before_the_vote_opens_its_button_is_shown_in_the_preview_alone_with_a_note(client, state):
    campaign_page = pages.CampaignPageFactory()
    phase = PhaseFactory(
        campaign=campaign_page.campaign, kind="vote", opens_at=NOON + DAY, closes_at=NOON + 10 * DAY
    )
    act = {"type": "act", "value": {"label": "Je vote ici", "page": None, "destination": "vote"}}
    page = pages.phase_page(campaign_page, "vote", phase, **{f"acts_{s}": [act] for s in PhaseState})

    shown = page.make_preview_request(preview_mode=state.value).content.decode()

    assert ("Je vote ici" in shown) == ("Ceci est un aperçu" in shown) == (state == PhaseState.OPEN)
    assert "Je vote ici" not in client.get(page.get_url()).content.decode()


def test_a_draft_is_previewed_with_its_own_words():
    page = page_open_in(5)
    page.summary_after = "Un brouillon."

    assert "Un brouillon." in page.make_preview_request(preview_mode="after").content.decode()
