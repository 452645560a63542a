"""What the City's people do in the Wagtail admin, each as a small function."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localtime

from budget.rules.clock import now

DATE = "%Y-%m-%d %H:%M"


def write(page, field, words):
    """Write in a field of the page editor, on whichever tab it is."""
    area = page.locator(f"[name={field}]")
    tab = area.locator("xpath=ancestor::*[@role='tabpanel']").get_attribute("aria-labelledby")
    page.click(f"#{tab}")
    area.fill(words)


def preview(page, mode):
    """The words of the page as its preview shows them in a mode."""
    panel = page.locator("[data-side-panel=preview]")
    if not panel.is_visible():
        page.click("[data-side-panel-toggle=preview] >> visible=true")
    page.select_option("#id_preview_mode", mode)
    frame = page.frame_locator("#w-preview-iframe")
    page.wait_for_function(
        "mode => document.querySelector('#w-preview-iframe').src.includes(`mode=${mode}`)", arg=mode
    )
    frame.locator("main h1").wait_for()
    return frame.locator("main").inner_text()


def publish(page):
    """From the page editor, whose side panel may be open."""
    if page.locator("[data-side-panel=preview]").is_visible():
        page.click("[data-form-side-close-button] >> visible=true")
    page.click("footer .w-dropdown__toggle, .footer .w-dropdown__toggle >> visible=true")
    page.click("button[name=action-publish] >> visible=true")
    page.wait_for_selector(".messages .success")


def change_dates(page, phase, *, first_day, last_day):
    """Give a phase other dates; days are counted from now."""
    page.goto(reverse("phase:edit", args=[phase.pk]))
    for name, days in (("opens_at", first_day), ("closes_at", last_day)):
        page.fill(f"[name={name}]", localtime(now() + timedelta(days=days)).strftime(DATE))
    # By the keyboard: the calendar that opened may lie over the button.
    page.locator("form:has([name=opens_at]) button[type=submit] >> visible=true").press("Enter")
    page.wait_for_selector(".messages .success")


def prepare_vote(page, phase, *, slug):
    """Draft a knapsack vote on every envelope of the campaign."""
    page.select_option("[name=phase]", str(phase.pk))
    page.fill("[name=slug]", slug)
    page.select_option("[name=ballot_format]", "knapsack")
    page.click("form:has([name=slug]) button[type=submit]")
    page.wait_for_selector("a[href$='/freeze/']")


def act(page, name, reason=""):
    """One of the acts offered on the page of a vote: each has a page of its own."""
    page.click(f"main a[href$='/{name}/']")
    form = f"form[action$='/{name}/']"
    if reason:
        page.fill(f"{form} [name=reason]", reason)
    press(page, form)


def press(page, form):
    """Press a form's button, and wait for what the admin says of it."""
    page.click(f"{form} button[type=submit] >> visible=true")
    page.wait_for_selector(".messages .success")
