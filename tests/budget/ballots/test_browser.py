"""The booth in a real browser: with scripts the receipt secret never leaves it, without them everything works."""

import re
import secrets

import pytest

from budget.ballots.models import BallotIntake
from budget.roll.models import Attendance
from budget.rules import receipt
from tests.factories.votes import make_vote

pytestmark = pytest.mark.django_db(transaction=True)
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}-[0-9A-Z]")


@pytest.fixture
def vote(live_server):
    return make_vote(slug="bp2026")


def watch(page):
    """The bodies of what the page sends, as they leave."""
    sent = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    return sent


def enter(page, mailoutbox):
    page.goto("/en/vote/bp2026/")
    page.fill("input[name=email]", "salome@rivelune.example")
    page.click("form.form button")
    page.fill("input[name=code]", re.search(r": (\d{6})", mailoutbox[-1].body)[1])
    page.check("input[name=district][value=TAN]")
    page.click("form.form button")


def fill(page):
    """From the city-wide page to the receipt; returns the receipt code shown."""
    page.check("input[value=P02]")
    page.click(".budget-meter button")
    page.check("input[value=P21]")
    page.click(".budget-meter button")
    page.wait_for_selector("form[data-booth]")
    shown = page.text_content("[data-secret]")
    page.wait_for_timeout(300)
    page.click("form[data-booth] > .actions button")
    page.wait_for_selector("[data-receipt-page]")
    page.wait_for_timeout(300)
    assert shown
    return page.text_content("[data-receipt-code]")


def handles_of(code, vote):
    secret = receipt.parse_secret(code)
    return {receipt.handle(secret, vote.uid, section) for section in ("VIL", "TAN")}


def stored():
    return {bytes(handle) for handle in BallotIntake.objects.values_list("handle", flat=True)}


@pytest.mark.parametrize("width", [390, 1280])
def test_a_whole_vote_without_javascript(new_page, vote, mailoutbox, width):
    page = new_page(width=width, java_script_enabled=False)
    page.goto("/en/vote/bp2026/")
    page.fill("input[name=email]", "salome@rivelune.example")
    page.click("form.form button")
    page.fill("input[name=code]", re.search(r": (\d{6})", mailoutbox[-1].body)[1])
    page.check("input[name=district][value=TAN]")
    page.click("form.form button")
    page.check("input[value=P02]")
    page.click(".budget-meter button")
    page.click(".budget-meter button")
    page.click("form[data-booth] > .actions button")
    code = page.text_content("[data-receipt-code]")
    assert (CODE.fullmatch(code) is not None, stored()) == (True, handles_of(code, vote))
    with page.expect_download() as download:
        page.click("[data-receipt-file] button")
    assert code in download.value.path().read_text()


def test_with_scripts_the_secret_is_made_in_the_browser_and_never_sent(new_page, vote, mailoutbox):
    page = new_page(width=390)
    sent = watch(page)
    enter(page, mailoutbox)
    code = fill(page)
    assert stored() == handles_of(code, vote)
    assert Attendance.objects.count() == 2
    with page.expect_download() as download:
        page.click("[data-receipt-file] button")
    assert code in download.value.path().read_text()
    assert page.url.endswith("/cast/")
    page.goto("/en/vote/bp2026/check/")
    page.fill("input[name=code]", code.lower())
    page.click("form[data-check] button")
    page.wait_for_selector("text=Recorded")
    page.wait_for_timeout(300)
    page.click("form[data-carry] button >> nth=0")
    page.wait_for_selector("form[data-replace]")
    page.wait_for_timeout(300)
    page.click(".budget-meter button")
    page.wait_for_selector("text=Your ballot is replaced")
    assert BallotIntake.objects.filter(rev=1).count() == 1
    secret = receipt.parse_secret(code)
    assert [body for body in sent if secret in body.replace("-", "") or code in body] == []


def test_the_browser_derives_the_same_keys_as_the_server(new_page, vote):
    page = new_page()
    page.goto("/en/vote/bp2026/check/")
    vectors = [receipt.generate_secret(secrets.token_bytes) for _one in range(200)]
    derived = page.evaluate(
        """async ([secrets, uid]) => {
            const booth = await import("/static/js/booth.js");
            return Promise.all(secrets.map(async (s, i) => [booth.formatSecret(s), booth.parseSecret(booth.formatSecret(s).toLowerCase()),
                await booth.sectionKeys(s, uid, "VIL", i % 51)]));
        }""",
        [vectors, str(vote.uid)],
    )
    expected = [
        [
            receipt.format_secret(secret),
            secret,
            {k: v.hex() for k, v in receipt.section_keys(secret, vote.uid, "VIL", n % 51)._asdict().items()},
        ]
        for n, secret in enumerate(vectors)
    ]
    assert derived == expected


def test_secrets_made_by_the_browser_are_codes_the_server_accepts(new_page, vote):
    page = new_page()
    page.goto("/en/vote/bp2026/check/")
    made = page.evaluate(
        """async () => { const booth = await import("/static/js/booth.js");
            return Array.from({length: 200}, () => booth.formatSecret(booth.makeSecret())); }"""
    )
    assert len({receipt.parse_secret(code) for code in made}) == 200
    assert {character for code in made for character in code.replace("-", "")} == set(receipt.ALPHABET)


def test_what_has_the_focus_is_never_under_the_meter(new_page, vote, mailoutbox):
    page = new_page(width=390, height=640)
    enter(page, mailoutbox)
    page.wait_for_selector("input[data-cents]")
    covered, stops = [], 0
    for _tab in range(30):
        page.keyboard.press("Tab")
        stops += 1
        bottom, top, is_act = page.evaluate(
            """() => [document.activeElement.getBoundingClientRect().bottom,
                document.querySelector(".budget-meter").getBoundingClientRect().top,
                Boolean(document.activeElement.closest(".budget-meter"))]"""
        )
        if is_act:
            break
        covered += [bottom - top] if bottom > top + 1 else []
    assert covered == []
    assert stops <= 2 * 5 + 4  # two stops a project, and the head of the page
