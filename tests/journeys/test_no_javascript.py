"""The debate and the projects without scripts: filter, write, answer, support."""

import pytest
from django.urls import reverse

from tests.factories.contributions import ContributionFactory
from tests.journeys import pages
from tests.journeys.walk import Walk, let_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_debate_without_scripts(new_page, rivelune, salome):
    ContributionFactory(campaign=rivelune.campaign, reference="C7", title="Un banc devant l’école")
    ContributionFactory(campaign=rivelune.campaign, reference="C8", title="Des fontaines à boire")
    walk = Walk(new_page, width=390, story="no-javascript")
    page = let_in(walk.person(has_javascript=False), salome)
    page.goto(reverse("contributions:list", args=["bp2026"]))
    open_filters(page)
    page.fill("form input[name=q]", "fontaines")
    with page.expect_navigation():
        page.press("form input[name=q]", "Enter")
    assert titles(page) == ["Des fontaines à boire"]
    walk.look(page, "filtered")

    page.click(".ideas a")
    page.click("main form[action*='/soutenir/'] button >> nth=0")
    assert page.locator("main form[action*='/soutenir/'] button[aria-pressed=true]").count() == 1
    pages.answer(page, text="Et une près du marché.", nature="for")
    assert page.locator("main >> text=Et une près du marché.").count() == 1
    walk.look(page, "answered")

    page.goto(reverse("contributions:create", args=["bp2026"]))
    pages.write_contribution(page, title="Un kiosque", text="Pour la musique du dimanche.")
    assert page.inner_text("h1") == "Un kiosque"
    walk.look(page, "written")


def open_filters(page):
    """On a phone the filters are folded."""
    folded = page.locator("details:has(input[name=q]):not([open]) > summary")
    if folded.count():
        folded.first.click()


def titles(page):
    return page.locator(".ideas :is(h2, h3)").all_inner_texts()
