"""The page of a meeting: the editors' words before and after it, and the meeting's own facts."""

from datetime import timedelta

import pytest
from wagtail.models import Page

from budget.contributions.choices import Channel
from budget.workshops.choices import WorkshopState
from budget.workshops.models import Workshop
from home.models import WorkshopPage, WorkshopsPage
from tests.cast import NOON
from tests.factories import pages
from tests.factories.contributions import ContributionFactory
from tests.factories.workshops import AnnouncedFactory, TableFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def at(monkeypatch):
    """Move the clock."""

    def move(moment):
        monkeypatch.setattr("budget.rules.clock.now", lambda: moment)

    move(NOON)
    return move


@pytest.fixture
def page():
    workshop = AnnouncedFactory(
        reference="A7", title="La nuit", programme=["20h00 départ"], campaign__slug="bp2026"
    )
    TableFactory(workshop=workshop, number=1, subject="La lumière")
    words = {"summary_before": "Venez voir.", "summary_after": "Voici ce qui s’est dit."}
    return pages.workshop_page(workshop, title="La nuit sur les berges", **words)


def shown(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_one_thing_before_and_another_after(client, page, at):
    html = shown(client, page)
    for words in ("La nuit sur les berges", "Venez voir.", "Je viens", "La lumière", "départ"):
        assert words in html
    assert "Voici ce qui" not in html
    table = page.workshop.tables.get()
    ContributionFactory(campaign=page.workshop.campaign, channel=Channel.WORKSHOP, table=table, note_number=1)
    at(page.workshop.ends_at + DAY)
    html = shown(client, page)
    assert "Voici ce qui s’est dit." in html
    assert "Lire ce que les tables ont dit" in html
    assert [words for words in ("Venez voir.", "Je viens") if words in html] == []


def test_a_session_without_tables_shows_its_agenda(client, page, at):
    page.workshop.tables.all().delete()
    html = shown(client, page)
    assert "À l’ordre du jour" in html
    assert "Le déroulé" not in html


def test_before_the_announcement_it_gives_the_words_alone(client, page, at):
    Workshop.objects.update(state=WorkshopState.DRAFT)
    html = shown(client, page)
    assert "Venez voir." in html
    assert "départ" not in html


def test_a_preview_shows_the_other_moment(page, at, rf):
    request = rf.get("/")
    request.preview_mode = "after"
    assert page.moment(request) == page.workshop.ends_at + DAY
    request.preview_mode = "before"
    assert page.moment(request) == NOON


def test_it_stands_under_the_workshops_only(page):
    assert WorkshopPage.allowed_parent_page_models() == [WorkshopsPage]
    assert WorkshopsPage.allowed_subpage_models() == [WorkshopPage]


def test_queries_stay_the_same_whatever_its_tables_hold(client, page, at):
    counts = set()
    for start, end in ((2, 3), (3, 60)):
        for number in range(start, end):
            table = TableFactory(workshop=page.workshop, number=number)
            ContributionFactory(
                campaign=page.workshop.campaign, channel=Channel.WORKSHOP, table=table, note_number=1
            )
        for address in (
            [page.url, Page.objects.get(pk=pages.translated(page).pk).url] if start == 2 else [page.url]
        ):
            counts.add(count_queries(lambda address=address: client.get(address)))
    assert max(counts) <= 12
