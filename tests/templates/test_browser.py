"""Components in a real browser: accessible, never wider than the screen, helped by scripts and whole without them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.urls("tests.templates.urls"), pytest.mark.django_db(transaction=True)]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def complaints(page):
    """What axe finds, in short."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


def test_every_component_is_accessible_by_day_and_by_night(new_page):
    found = {}
    for width, scheme in [(1280, "light"), (390, "dark")]:
        page = new_page(width=width, color_scheme=scheme)
        page.goto("/composants/")
        found[width, scheme] = complaints(page)
    assert found == {seen: [] for seen in found}


def test_no_component_is_wider_than_the_smallest_screen(new_page):
    page = new_page(width=320)
    page.goto("/composants/")
    assert page.evaluate(OVERFLOW) == 0


def test_the_meter_follows_the_boxes_and_the_notes_follow_the_meter(new_page):
    page = new_page(width=390)
    page.goto("/isoloir/")
    left, spent = page.locator(".budget-meter__left"), page.locator(".budget-meter__spent")
    page.get_by_label("camion").first.check()
    assert re.sub(r"\D", "", left.inner_text()) == "300000"
    assert page.locator(".ballot-card__note:visible").count() == 1
    page.get_by_label("camion").last.check()
    assert page.locator(".budget-meter--over").count() == 1
    assert re.sub(r"\D", "", left.inner_text()) == "200000"
    assert page.locator(".budget-meter__parts rect").count() == 2
    assert spent.inner_text().startswith("2")


def test_without_scripts_no_useless_button_shows(new_page):
    page = new_page(width=390, java_script_enabled=False)
    page.goto("/composants/")
    assert page.locator("[data-receipt-actions]:visible").count() == 0


def test_the_receipt_can_be_printed_and_copied(new_page):
    page = new_page(width=390)
    page.goto("/composants/")
    assert page.locator("[data-receipt-actions]:visible [data-print]").count() == 2
    assert page.locator("[data-copy]:visible").count() == 1
