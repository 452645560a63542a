"""Walking through the site as people do: one browser per person, and a look at every screen.

A look is three things: axe-core finds nothing, nothing is wider than the window, and, where PASSERELLE_SHOTS names a
folder, a screenshot is left in it.
"""

import os
import re
from pathlib import Path

from django.conf import settings
from django.test import Client

from tests.browser import complaints, overflow

ADMIN = "/admin/"
IS_STILL = """() => [...document.querySelectorAll(".messages, .messages *")].every(
    one => one.getAnimations().every(motion => motion.playState !== "running"))"""
PASSWORD = "riviere-tranquille-7"


class Walk:
    """One journey. `walk.person()` opens somebody's browser, `walk.look(page, "receipt")` looks.

    `also`: a second width at which every screen is looked at, so that a long journey is made once. The workspace is
    Wagtail's: it is looked at as wide as the person's own window.
    """

    def __init__(self, new_page, *, width, also=None, story="journey"):
        self._new_page, self._width, self._story = new_page, width, story
        self._widths = [width] if also is None else [width, also]
        self._looks = 0
        self._without_scripts = set()
        self._mirror = None

    def person(self, *, has_javascript=True, width=None):
        """A browser of one's own, in French, as wide as the journey unless told."""
        page = self._new_page(width=width or self._width, java_script_enabled=has_javascript)
        if not has_javascript:
            self._without_scripts.add(page)
        return page

    def look(self, page, name):
        """Refuse a screen that axe-core complains about, or that is wider than the window."""
        self._looks += 1
        own = page.viewport_size
        others = [width for width in self._widths if width != own["width"] and ADMIN not in page.url]
        found = {}
        for width in [*others, own["width"]]:
            if others:
                page.set_viewport_size({**own, "width": width})
            if ADMIN in page.url:
                page.wait_for_function(IS_STILL)  # Wagtail's messages glide in
            self._keep(page, name, width)
            seen = self._copy(page, own | {"width": width}) if page in self._without_scripts else page
            found[f"{name}, {width} px, {page.url}"] = (complaints(seen), overflow(seen))
        assert found == dict.fromkeys(found, ([], 0))

    def _copy(self, page, size):
        """The same screen where axe-core can run: what the browser without scripts received, and still no script."""
        html = re.sub(r"</?noscript>|<script.*?</script>", "", page.content(), flags=re.DOTALL)
        copy = self._mirror = self._mirror or self._new_page(width=self._width)
        copy.set_viewport_size(size)
        copy.unroute_all()
        copy.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        copy.goto(page.url)
        return copy

    def _keep(self, page, name, width):
        folder = os.environ.get("PASSERELLE_SHOTS")
        if folder:
            path = Path(folder) / f"{self._story}-{width}" / f"{self._looks:02d}-{name}.png"
            page.screenshot(path=path, full_page=ADMIN not in page.url)


def sign_in(page, person, mailoutbox, walk=None):
    """From the sign-in form to the page one was sent from, with the code of the mail; `walk` looks on the way."""
    page.fill("input[name=email]", person.email)
    send(page, "input[name=email]")
    _copy_code(page, mailoutbox, walk)


def sign_up(page, mailoutbox, walk, *, email, name):
    """From the sign-in form to a new account, and to the page one was sent from."""
    page.click("main a[href*='/compte/inscription/']")
    walk.look(page, "sign-up")
    page.fill("input[name=email]", email)
    page.fill("input[name=display_name]", name)
    send(page, "input[name=email]")
    _copy_code(page, mailoutbox)


def _copy_code(page, mailoutbox, walk=None):
    page.wait_for_selector("input[name=code]")
    if walk:
        walk.look(page, "sign-in-code")
    page.fill("input[name=code]", mailed_code(mailoutbox))
    send(page, "input[name=code]")


def sign_in_to_workspace(page, person):
    """The door of the Wagtail admin, with a password that the person has just been given."""
    person.set_password(PASSWORD)
    person.save()
    page.goto("/admin/login/")
    page.fill("input[name=username]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")


def let_in(page, person):
    """A page whose browser is signed in already: the doors are tried elsewhere. Returns the page."""
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": session.key, "value": session.value, "domain": "localhost", "path": "/"}]
    )
    return page


def reach(page, selector, *, at_most=60):
    """Press Tab until what has the focus matches `selector`."""
    for _stop in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached in {at_most} steps from the top of {page.url}")


def send(page, field):
    """Press the main button of the form that holds `field`, or its last one."""
    form = page.locator(f"main form:has({field})")
    main = form.locator("button.button--main")
    (main if main.count() else form.locator("button")).last.click()


def mailed_code(mailoutbox):
    """The code of the last mail, alone on its line."""
    return re.search(r"^ {4}(\S+)$", mailoutbox[-1].body, re.MULTILINE)[1]
