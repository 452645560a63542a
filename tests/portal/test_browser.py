"""Signing up, out and in again in a real browser, on the smallest screen and without JavaScript."""

import re

import pytest
from django.core.cache import cache

from tests.browser import complaints, overflow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def last_code(mailoutbox):
    return re.search(r"^ {4}(\S+)$", mailoutbox[-1].body, re.MULTILINE)[1]


@pytest.mark.parametrize("has_javascript", [True, False])
def test_a_newcomer_signs_up_then_out_then_in_again(new_page, mailoutbox, has_javascript):
    page = new_page(width=320, java_script_enabled=has_javascript)

    page.goto("/en/compte/inscription/")
    page.get_by_label("Your e-mail address").fill("nadia@rivelune.example")
    page.get_by_label("Name shown").fill("Nadia")
    page.locator("main").get_by_role("button", name="Create my account").click()
    page.get_by_label("The code you received").fill(last_code(mailoutbox))
    page.get_by_role("button", name="Go on").click()
    assert page.url.endswith("/en/compte/")

    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto("/en/compte/")
    page.get_by_label("Your e-mail address").fill("Nadia@rivelune.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code you received").fill("AAAA-AAAA")
    page.get_by_role("button", name="Go on").click()
    assert page.locator(".field__error").count() == 1
    page.get_by_label("The code you received").fill(last_code(mailoutbox).replace("-", ""))
    page.get_by_role("button", name="Go on").click()

    assert page.get_by_role("heading", level=1).inner_text() == "My account"


def test_the_doors_are_accessible_and_fit_the_smallest_screen(new_page, settings):
    settings.DEMO = True
    page = new_page(width=320)
    found = {}
    for path in ("connexion/", "inscription/"):
        page.goto(f"/fr/compte/{path}")
        found[path] = (complaints(page), overflow(page))
        page.locator("main form button[type=submit]").first.click()
        found[f"{path} with an error"] = (complaints(page), overflow(page))
    page.goto("/fr/demo/mail/")
    found["mail"] = (complaints(page), overflow(page))

    assert found == {seen: ([], 0) for seen in found}
