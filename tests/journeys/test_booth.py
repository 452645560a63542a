"""The booth by the keyboard alone, and on the smallest screen with scripts."""

import re

import pytest
from django.urls import reverse

from budget.ballots.models import BallotIntake
from tests.factories.votes import make_vote
from tests.journeys import voting
from tests.journeys.walk import Walk, reach

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def vote(live_server):
    return make_vote(slug="bp2026")


def test_a_vote_by_the_keyboard_alone(new_page, vote, mailoutbox):
    page = new_page(width=1280)
    page.goto(reverse("ballots:vote", args=["bp2026"]))
    reach(page, "input[name=email]")
    page.keyboard.type("salome@rivelune.example")
    enter(page)
    reach(page, "input[name=code]")
    page.keyboard.type(voting.code_in(mailoutbox[-1]))
    reach(page, "input[name=district]")
    page.keyboard.press("Space")
    reach(page, "form.form button")
    enter(page)
    for _section in ("city", "district"):
        reach(page, "input[data-cents]")
        page.keyboard.press("Space")
        assert page.locator("input[data-cents]:checked").count() == 1
        reach(page, ".budget-meter button")
        enter(page)
    reach(page, "form[data-booth] > .actions button")
    enter(page)
    page.wait_for_selector("[data-receipt-page]")

    assert BallotIntake.objects.count() == 2


def test_the_meter_follows_the_choices_on_the_smallest_screen(new_page, vote, mailoutbox):
    walk = Walk(new_page, width=320, story="booth")
    page = walk.person()
    page.goto(reverse("ballots:vote", args=["bp2026"]))
    walk.look(page, "landing")
    voting.ask_for_a_message(page, "salome@rivelune.example")
    walk.look(page, "code")
    page.fill("input[name=code]", voting.code_in(mailoutbox[-1]))
    voting.open_ballot(page, district="TAN")
    left = page.locator(".budget-meter__left")
    assert left_in(left) == 900_000
    page.check("#b-P02")
    assert left_in(left) == 740_000
    walk.look(page, "one-choice")
    for reference in ("P06", "P05"):
        page.check(f"#b-{reference}")
    assert (left_in(left), page.locator(".budget-meter--over").count()) == (70_000, 1)
    walk.look(page, "too-much")
    page.click(".budget-meter button")
    assert page.locator("[role=alert]").count() == 1
    assert page.locator("#b-P05").is_checked()
    walk.look(page, "refused")
    page.uncheck("#b-P05")
    page.click(".budget-meter button")
    voting.choose(page, "P21")
    walk.look(page, "review")
    page.click("form[data-booth] > .actions button")
    page.wait_for_selector("[data-receipt-page]")
    walk.look(page, "receipt")


def enter(page):
    """Press Enter, and wait for the screen that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def left_in(meter):
    """The euros that the words of the meter hold."""
    return int(re.sub(r"\D", "", meter.inner_text()))
