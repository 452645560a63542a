"""The booth, each screen as a small function that works with and without scripts."""

import re

from tests.journeys.walk import send


def ask_for_a_message(page, email):
    page.fill("input[name=email]", email)
    send(page, "input[name=email]")
    page.wait_for_url("**/identify/code/")


def link_in(mail):
    """The address of the link to the booth, in the mail to a voter."""
    return re.search(r"https?://\S+/identify/\S+", mail.body)[0]


def code_in(mail):
    """The six digits of a message to a voter."""
    return re.search(r"\b(\d{6})\b", mail.body)[1]


def open_ballot(page, *, district):
    page.check(f"input[name=district][value={district}]")
    send(page, "input[name=district]")
    page.wait_for_load_state("load")  # the meter listens from then on


def choose(page, *references):
    """Tick projects of a section and go on."""
    for reference in references:
        page.check(f"#b-{reference}")
    page.click(".budget-meter button")


def cast(page):
    """Put the ballot in the box; returns the code of the receipt."""
    page.click("form[data-booth] > .actions button")
    page.wait_for_selector("[data-receipt-page]")
    return page.inner_text("[data-receipt-code]")


def check(page, code):
    """Ask for a receipt code; returns how many ballots are found."""
    page.fill("input[name=code]", code)
    page.click("form[data-check] button")
    page.wait_for_selector("#found")
    return page.locator("section[aria-labelledby=found] .receipt").count()
