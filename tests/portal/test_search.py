"""Pages are found as soon as they are published, in French, with or without accents."""

import pytest
from wagtail.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home_page(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        home = Page.objects.filter(depth=2).first()
        home.title = "Les ateliers d'été sur les berges"
        home.save()
    return home


@pytest.mark.parametrize("words", ["ateliers", "atelier", "été", "ete", "BERGE"])
def test_a_page_is_found_by_its_words(home_page, words):
    assert [page.pk for page in Page.objects.all().search(words)] == [home_page.pk]


def test_the_beginning_of_a_word_is_enough_in_the_workspace(home_page):
    assert [page.pk for page in Page.objects.all().autocomplete("atel")] == [home_page.pk]
