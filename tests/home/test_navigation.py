"""The frame of every screen: menu, act of the open vote, foot, languages."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation

from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.campaigns.choices import PhaseKind
from home.models import FrameLink, SiteSettings
from home.models.navigation import frame
from portal.context_processors import navigation
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import PhaseFactory
from tests.factories.votes import make_vote

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def request_of(path="/fr/ailleurs/"):
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


def link(home, label, place="header", **target):
    return FrameLink.objects.create(home=home, label=label, place=place, **target)


@pytest.fixture
def campaign_page():
    page = pages.CampaignPageFactory()
    PhaseFactory(campaign=page.campaign, kind=PhaseKind.IDEATION)
    return page


def labels(entries):
    return [(entry["label"], entry["url"]) for entry in entries]


def test_links_go_to_pages_and_to_screens_of_the_current_campaign(campaign_page):
    home = pages.home_page()
    page = pages.StandardPageFactory(slug="comprendre")
    link(home, "Comprendre", page=page, sort_order=0)
    link(home, "Projets", destination="projects", sort_order=1)
    link(home, "Mentions", place="legal", page=page)

    with translation.override("fr"):
        found = frame(request_of())

    assert labels(found["entries"]) == [
        ("Comprendre", "/fr/comprendre/"),
        ("Projets", f"/fr/{campaign_page.slug}/projets/"),
    ]
    assert labels(found["footer"]["legal"]) == [("Mentions", "/fr/comprendre/")]


def test_each_language_has_its_own(campaign_page):
    link(pages.home_page("en"), "Projects", destination="projects")

    with translation.override("en"):
        found = frame(request_of("/en/elsewhere/"))

    assert labels(found["entries"]) == [("Projects", f"/en/{campaign_page.slug}/projets/")]


def test_a_page_that_is_not_published_leaves_the_menu(campaign_page):
    page = pages.StandardPageFactory(live=False)
    link(pages.home_page(), "Brouillon", page=page)

    with translation.override("fr"):
        assert frame(request_of())["entries"] == []


def test_words_alone_may_stand_in_the_foot(campaign_page):
    home = pages.home_page()
    home.on_site_title = "Sur place"
    home.save()
    link(home, "Au {contact_phone}", place="on_site")
    SiteSettings.objects.create(site=home.get_site(), contact_phone="03 53 01 18 00")

    with translation.override("fr"):
        columns = frame(request_of())["footer"]["columns"]

    assert columns == [
        {
            "title": "Sur place",
            "links": [
                {
                    "place": "on_site",
                    "label": "Au 03\u00a053\u00a001\u00a018\u00a000",
                    "url": "",
                    "is_current": False,
                }
            ],
        }
    ]


def test_the_entry_of_the_screen_one_is_on_is_marked(campaign_page):
    link(pages.home_page(), "Projets", destination="projects")

    with translation.override("fr"):
        here = frame(request_of(f"/fr/{campaign_page.slug}/projets/P06/"))["entries"]
        there = frame(request_of("/fr/compte/"))["entries"]

    assert [here[0]["is_current"], there[0]["is_current"]] == [True, False]


def with_vote(campaign_page, state=VoteState.OPEN, opens_at=NOON - DAY, closes_at=NOON + DAY):
    phase = PhaseFactory(
        campaign=campaign_page.campaign, kind=PhaseKind.VOTE, opens_at=opens_at, closes_at=closes_at
    )
    vote = make_vote(state=VoteState.FROZEN, slug="bp", phase=phase, opens_at=opens_at, closes_at=closes_at)
    for next_state in (VoteState.OPEN, state) if state != VoteState.FROZEN else ():
        Vote.objects.filter(pk=vote.pk).update(state=next_state)


def test_the_vote_button_is_there_while_a_vote_takes_ballots(campaign_page):
    with_vote(campaign_page)

    with translation.override("fr"):
        assert frame(request_of())["vote_url"] == "/fr/vote/bp/"


@pytest.mark.parametrize(
    "vote",
    [
        {"state": VoteState.FROZEN},
        {"state": VoteState.SUSPENDED},
        {"state": VoteState.CLOSED},
        {"opens_at": NOON + DAY, "closes_at": NOON + 2 * DAY},
        {"opens_at": NOON - 2 * DAY, "closes_at": NOON},
    ],
)
def test_and_only_then(campaign_page, vote):
    with_vote(campaign_page, **vote)

    with translation.override("fr"):
        assert frame(request_of())["vote_url"] == ""


def test_a_screen_takes_two_queries_for_its_frame(campaign_page, django_assert_num_queries):
    home = pages.home_page()
    for number in range(20):
        link(home, f"Lien {number}", page=pages.StandardPageFactory(), sort_order=number)
    frame(request_of())

    with translation.override("fr"), django_assert_num_queries(2):
        navigation(request_of())


def test_no_session_for_a_visitor(client, campaign_page):
    response = client.get(campaign_page.url)

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "") or not response.cookies


def test_the_other_language_keeps_the_page(client, campaign_page):
    english = pages.translated(campaign_page, title="Participatory budget", slug=campaign_page.slug)

    html = client.get(campaign_page.url).content.decode()

    assert f'<link rel="alternate" hreflang="en" href="{english.url}">' in html
    assert english.url == f"/en/{campaign_page.slug}/"


def test_without_a_translation_it_leads_to_the_home_page_of_that_language(client):
    page = pages.StandardPageFactory()

    html = client.get(page.url).content.decode()

    assert '<link rel="alternate" hreflang="en" href="/en/">' in html


def test_an_unpublished_translation_does_not_count(client):
    page = pages.StandardPageFactory()
    pages.translated(page).unpublish()

    assert '<link rel="alternate" hreflang="en" href="/en/">' in client.get(page.url).content.decode()


def test_the_breadcrumb_goes_from_the_home_page_down(client, campaign_page):
    page = pages.phase_page(campaign_page, "vote")

    crumbs = client.get(page.url).context["crumbs"]

    assert [(str(crumb["title"]), crumb.get("url")) for crumb in crumbs[1:]] == [
        (campaign_page.title, campaign_page.url),
        (page.title, None),
    ]
    assert crumbs[0]["url"] == "/fr/"
