"""What people typed is kept when something is wrong, and the screen says what to do."""

import pytest
from django.urls import reverse

from tests.journeys.walk import Walk, let_in, send

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = pytest.mark.parametrize("width", [390, 1280])


@WIDTHS
def test_a_contribution_without_its_text_keeps_its_title(new_page, rivelune, salome, width):
    walk = Walk(new_page, width=width, story="errors")
    page = let_in(walk.person(), salome)
    page.goto(reverse("contributions:create", args=["bp2026"]))
    page.fill("input[name=title]", "Un banc devant l’école")
    page.select_option("select[name=district]", label="Les Tanneries")
    send(page, "textarea[name=text]")

    page.wait_for_selector("[aria-invalid]")
    assert invalid(page) == ["text"]
    assert page.input_value("input[name=title]") == "Un banc devant l’école"
    assert page.locator("select[name=district] option:checked").inner_text() == "Les Tanneries"
    page.click("main a[href='#id_text']")
    assert page.evaluate("document.activeElement.name") == "text"
    walk.look(page, "contribution-without-text")


@WIDTHS
def test_a_project_with_a_cost_in_letters_keeps_everything(new_page, rivelune, idris, width):
    walk = Walk(new_page, width=width, story="errors")
    page = let_in(walk.person(), idris)
    page.goto(reverse("projects:submit", args=["bp2026"]))
    page.check(f"input[name=partner][value='{rivelune.partner.pk}']")
    typed = {"title": "Un atelier ouvert", "summary": "On y répare ensemble.", "cost_cents": "vingt mille"}
    for name, words in typed.items():
        page.fill(f"[name={name}]", words)
    page.select_option("select[name=theme]", label="Nature et climat")
    page.select_option("select[name=envelope]", label="Les Tanneries")
    send(page, "input[name=cost_cents]")

    page.wait_for_selector("[aria-invalid]")
    assert invalid(page) == ["cost_cents"]
    assert {name: page.input_value(f"[name={name}]") for name in typed} == typed
    assert page.is_checked(f"input[name=partner][value='{rivelune.partner.pk}']")
    walk.look(page, "project-with-a-bad-cost")

    page.fill("[name=cost_cents]", "25000")  # the envelope of the district holds 20 000 €
    send(page, "input[name=cost_cents]")
    page.wait_for_selector("[aria-invalid]")
    assert invalid(page) == ["cost_cents"]
    assert page.input_value("[name=cost_cents]") == "25000"
    walk.look(page, "project-above-its-envelope")


@WIDTHS
def test_an_address_that_does_not_exist_leads_home(new_page, rivelune, width):
    walk = Walk(new_page, width=width, story="errors")
    page = walk.person()

    answer = page.goto("/fr/nulle-part/")

    assert answer.status == 404
    assert page.locator("main a[href='/fr/']").count() == 1
    walk.look(page, "404")


def invalid(page):
    """The names of the fields that are marked as wrong."""
    return page.locator("main [aria-invalid=true]").evaluate_all("all => all.map(one => one.name)")
