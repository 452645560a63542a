"""The public forms of the journey, each as a small function that fills it in and sends it."""

from tests.journeys.walk import send


def write_contribution(page, *, title, text, nature="idea"):
    """From the form of a new contribution; returns its reference."""
    page.check(f"input[name=nature][value={nature}]")
    page.fill("input[name=title]", title)
    page.fill("textarea[name=text]", text)
    send(page, "textarea[name=text]")
    page.wait_for_selector("main article.contribution--lead")
    return reference_of(page)


def reference_of(page):
    """The last part of the address of a contribution or a project: C1, P02."""
    return page.url.split("#")[0].split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def write_project(page, *, title, summary, euros, district, sources="", partner=None):
    """From the form of a project; returns its reference."""
    if partner is not None:
        page.check(f"input[name=partner][value='{partner.pk}']")
    page.fill("input[name=title]", title)
    page.fill("textarea[name=summary]", summary)
    page.select_option("select[name=theme]", label="Nature et climat")
    page.fill("input[name=sources]", sources)
    page.select_option("select[name=envelope]", label=district)
    page.fill("input[name=cost_cents]", str(euros))
    send(page, "input[name=cost_cents]")
    page.wait_for_selector("#lineage")
    return reference_of(page)


def capture_note(page, *, table, text, nature="idea", target=""):
    """From the capture form, which comes back for the next note."""
    page.check(f"input[name=table][value='{table.pk}']")
    page.check(f"input[name=nature][value={nature}]")
    page.fill("input[name=target]", target)
    page.fill("textarea[name=text]", text)
    send(page, "textarea[name=text]")
    page.wait_for_url(f"**/notes/?table={table.pk}*")


def answer(page, *, text, nature):
    """From the page of a contribution, the form of an answer."""
    page.check(f"input[name=nature][value={nature}]")
    page.fill("textarea[name=text]", text)
    send(page, "textarea[name=text]")
    page.wait_for_url("**#*")


def sign_verdict(page, *, verdict, euros, signed_as, upkeep=0, refusal_code="", **reasons):
    """From the grid of an assessor; `reasons`: reason, way_forward."""
    page.fill("input[name=cost_cents]", str(euros))
    page.fill("input[name=upkeep_cents]", str(upkeep))
    page.check(f"input[name=verdict][value={verdict}]")
    if refusal_code:
        page.select_option("select[name=refusal_code]", refusal_code)
    for name, words in reasons.items():
        page.fill(f"textarea[name={name}]", words)
    page.fill("input[name=service]", "Espaces verts")
    page.fill("input[name=signed_as]", signed_as)
    with page.expect_navigation():
        send(page, "input[name=signed_as]")


def plain(text):
    """Words without the spaces and the quotes of typography."""
    return " ".join(text.replace("’", "'").split())
