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


def words(text):
    return [{"type": "text", "value": f"<p>{text}</p>"}]


def page_of(kind, state):
    opens_at, closes_at = WINDOWS[state]
    campaign_page = pages.CampaignPageFactory()
    phase = PhaseFactory(campaign=campaign_page.campaign, kind=kind, opens_at=opens_at, closes_at=closes_at)
    return pages.phase_page(
        campaign_page,
        kind,
        phase,
        **{f"body_{s}": words(f"Le texte {s}.") for s in PhaseState},
        **{f"summary_{s}": f"Le résumé {s}." for s in PhaseState},
    )


def shown_states(client, page, text="Le texte", summary="Le résumé"):
    html = client.get(page.url).content.decode()
    return (
        [s for s in PhaseState if f"{text} {s}." in html],
        [s for s in PhaseState if f"{summary} {s}." in html],
    )


@pytest.mark.parametrize("kind", PhaseKind)
@pytest.mark.parametrize("state", PhaseState)
def test_a_phase_page_says_what_its_phase_calls_for(client, kind, state):
    page = page_of(kind, state)

    assert shown_states(client, page) == ([state], [state])


@pytest.mark.parametrize("kind", PhaseKind)
@pytest.mark.parametrize("state", PhaseState)
def test_it_says_so_in_english_too(client, kind, state):
    page = pages.translated(
        page_of(kind, state),
        **{f"body_{s}": words(f"The text {s}.") for s in PhaseState},
        **{f"summary_{s}": f"The summary {s}." for s in PhaseState},
    )

    assert page.url.startswith("/en/")
    assert shown_states(client, page, "The text", "The summary") == ([state], [state])


@pytest.mark.parametrize(
    "make",
    [
        pages.StandardPageFactory,
        pages.NewsIndexPageFactory,
        pages.PartnersPageFactory,
        pages.CouncilsPageFactory,
        pages.CampaignPageFactory,
    ],
)
def test_the_other_pages_show_their_body(client, make):
    page = make(body=words("Bonjour à toutes et à tous."))
    english = pages.translated(page, body=words("Hello everyone."))

    assert "Bonjour à toutes et à tous." in client.get(page.url).content.decode()
    assert "Hello everyone." in client.get(english.url).content.decode()


def test_the_home_page_opens_with_the_phase_of_the_moment(client):
    campaign_page = pages.CampaignPageFactory()
    phase = PhaseFactory(campaign=campaign_page.campaign, kind=PhaseKind.IDEATION, title="Proposer")
    pages.phase_page(campaign_page, "ideation", phase, summary_open="Écrivez comme vous parlez.")

    response = client.get("/fr/")

    card = response.context["card"]
    assert (card["days"], card["title"], card["text"]) == (7, "Proposer", "Écrivez comme vous parlez.")
    assert card["url"] == f"/fr/{campaign_page.slug}/ideation-{phase.pk}/"


def test_a_site_without_a_campaign_still_has_a_home_page(client):
    response = client.get("/fr/")

    assert response.status_code == 200
    assert response.context["card"] is None


def test_an_article_is_listed_the_newest_first(client):
    index = pages.NewsIndexPageFactory()
    pages.NewsPageFactory(parent=index, title="Le premier", published_on=NOON.date() - 2 * DAY)
    pages.NewsPageFactory(parent=index, title="Le second")

    articles = client.get(index.url).context["articles"]

    assert [article["title"] for article in articles] == ["Le second", "Le premier"]


def test_without_articles_the_index_leads_to_those_of_the_other_language(client):
    index = pages.NewsIndexPageFactory()
    pages.NewsPageFactory(parent=index)
    english = pages.translated(index)

    assert f'href="{index.url}"' in client.get(english.url).content.decode().split("<main")[1]


def test_a_long_page_lists_its_sections(client):
    sections = [
        {"type": "section", "value": {"title": f"Partie {n}", "text": "<p>…</p>", "name": ""}} for n in "abc"
    ]
    page = pages.StandardPageFactory(body=sections)

    html = client.get(page.url).content.decode()

    assert all(f'<a href="#partie-{n}">' in html and f'<h2 id="partie-{n}">' in html for n in "abc")


def test_the_campaign_page_tells_each_step_and_unfolds_the_open_one(client):
    campaign_page = pages.CampaignPageFactory()
    for kind, state in (
        ("information", PhaseState.AFTER),
        ("vote", PhaseState.OPEN),
        ("results", PhaseState.BEFORE),
    ):
        opens_at, closes_at = WINDOWS[state]
        phase = PhaseFactory(
            campaign=campaign_page.campaign, kind=kind, opens_at=opens_at, closes_at=closes_at
        )
        pages.phase_page(campaign_page, kind, phase, **{f"summary_{s}": f"{kind} {s}." for s in PhaseState})

    html = client.get(campaign_page.url).content.decode()

    assert [words in html for words in ("information after.", "vote open.", "results before.")] == [True] * 3
    assert html.count("<details") == 3
    assert '<details id="vote" open>' in html
