"""The pages of the demonstration: the whole tree in both languages, once."""

import pytest
from django.db import transaction
from django.utils import translation
from wagtail.models import Page

from home.models import HomePage
from portal.demo import city, pages
from portal.demo.source import Source
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def source(django_db_setup, django_db_blocker):
    """The pages of the demonstration, loaded once for the tests of this file, each of which leaves them as they are."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr("budget.rules.clock.now", lambda: NOON)
        source = Source(now=NOON)
        with translation.override("fr"):
            city.load_districts(source)
            city.load_editions(source)
            pages.load_pages(source)
        yield source
        transaction.set_rollback(True)


def live_pages():
    return Page.objects.live().filter(depth__gt=1)


def test_every_page_answers_in_both_languages_and_leaves_no_placeholder_for_the_reader(client, source):
    answers = {page.url: client.get(page.url) for page in live_pages()}
    left = [url for url, r in answers.items() if "{" in r.content.decode().split("<main")[1]]

    assert {url: r.status_code for url, r in answers.items() if r.status_code != 200} == {}
    assert {url.split("/")[1] for url in answers} == {"fr", "en"}
    assert left == []


def test_each_page_has_its_translation_but_the_news(source):
    french = live_pages().filter(locale__language_code="fr").exclude(path__startswith=news_index().path)
    english = set(live_pages().filter(locale__language_code="en").values_list("translation_key", flat=True))

    assert [page.title for page in french if page.translation_key not in english] == []


def news_index():
    return Page.objects.get(slug="actualites", locale__language_code="fr")


def test_loading_again_changes_nothing(source):
    home = HomePage.objects.get(locale__language_code="fr")
    home.headline = "Corrigé par une éditrice"
    home.save()
    before = sorted(live_pages().values_list("url_path", flat=True))

    pages.load_pages(source)

    home.refresh_from_db()
    assert sorted(live_pages().values_list("url_path", flat=True)) == before
    assert home.headline == "Corrigé par une éditrice"
    assert home.links.count() == len({(link.place, link.label) for link in home.links.all()})
