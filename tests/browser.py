"""A real Chromium for the journeys: the system's, found on the PATH or named by CHROMIUM."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium_path():
    """The path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def missing(reason):
    """Skip with a reason; with CI=true, fail: a machine that decides must have everything."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason} With CI=true this is an error.", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole session."""
    path = chromium_path()
    if path is None:
        missing("No Chromium on this machine: install chromium or set CHROMIUM to its path.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, live_server):
    """Opens pages, each in its own context: `new_page(width=390, java_script_enabled=False)`.

    At the end of the test, a script or a style that the content policy refused is a failure.
    """
    contexts, refused = [], []

    def open_page(*, width=1280, height=900, locale="fr-FR", **options):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": height}, locale=locale, **options
        )
        context.set_default_timeout(15_000)
        context.on(
            "console",
            lambda message: refused.append(message.text) if "Content Security" in message.text else None,
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert refused == []


@pytest.fixture
def page(new_page):
    """A page 1280 pixels wide, in French."""
    return new_page()


def complaints(page):
    """What axe-core finds on the page, in short; [] when all is well."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


def overflow(page):
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
