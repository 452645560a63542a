"""Components: documented, styled, closed to the page's context, and drawn in both languages."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from budget.templatetags.front import STYLE_SHEETS
from tests.templates import samples
from tests.templates.gallery import examples

ROOT = Path(__file__).resolve().parent.parent.parent
COMPONENTS = ROOT / "templates" / "components"
NAMES = sorted(
    path.relative_to(COMPONENTS).as_posix()
    for path in COMPONENTS.rglob("*.html")
    if path.relative_to(COMPONENTS).parts[0] != "blocks"
)


def draw(name, language="fr", **changes):
    """The HTML of a component's example, in one language, with some parameters changed."""
    with translation.override(language):
        parameters = examples()[name] | changes
        return get_template(f"components/{name}").render(
            parameters, RequestFactory().get("/fr/liste/?q=ombre")
        )


def test_every_component_has_an_example():
    assert sorted(examples()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_component_begins_by_documenting_its_parameters(name):
    source = (COMPONENTS / name).read_text(encoding="utf-8")
    comment = re.match(r"\{# (.+?) #\}|\{% comment %\}\n(.+?)\{% endcomment %\}", source, re.DOTALL)
    assert comment is not None
    assert len(comment[1] or comment[2]) > 30


@pytest.mark.parametrize("name", NAMES)
def test_a_component_has_its_style_sheet(name):
    family = name.split("/")[0].removesuffix(".html")
    assert f"css/components/{family}.css" in STYLE_SHEETS


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_component_is_drawn_in_both_languages(name, language):
    html = draw(name, language)
    assert html.strip()
    assert [mark for mark in ("{{", "{%", "%(", " style=", "None") if mark in html] == []


def test_every_sheet_listed_exists_and_none_is_forgotten():
    on_disk = {
        path.relative_to(ROOT / "static").as_posix() for path in (ROOT / "static" / "css").rglob("*.css")
    }
    assert on_disk == {*STYLE_SHEETS, "css/print.css"}


def test_includes_are_closed_to_the_context():
    pattern = re.compile(r"\{% include [^%]*%\}")
    open_includes = [
        (path.relative_to(ROOT).as_posix(), tag)
        for folder in ("components", "navigation")
        for path in (ROOT / "templates" / folder).rglob("*.html")
        for tag in pattern.findall(path.read_text(encoding="utf-8"))
        if not tag.endswith(" only %}")
    ]
    assert open_includes == []


def test_a_note_taken_at_a_table_and_a_post_written_online_share_their_anatomy():
    written = draw(
        "contribution.html", contribution=samples.contribution(channel="web", provenance="Même badge")
    )
    spoken = draw(
        "contribution.html", contribution=samples.contribution(channel="workshop", provenance="Même badge")
    )
    badge = re.compile(r'<span class="badge.*?</span>', re.DOTALL)
    assert badge.sub("", written, count=1) == badge.sub("", spoken, count=1)


def test_a_hidden_contribution_says_why_and_keeps_its_text_to_itself():
    hidden = samples.contribution(hidden_words="Texte masqué le 3 juin : article 6 de la charte.")
    html = draw("contribution.html", contribution=hidden)
    assert "article 6 de la charte" in html
    assert "chauves-souris" not in html


def test_supporting_posts_a_form_that_carries_its_token():
    html = draw("contribution.html", signin_url="", support_url="/soutenir/", is_supported=True)
    assert '<form method="post" action="/soutenir/"><input type="hidden" name="csrfmiddlewaretoken"' in html
    assert 'aria-pressed="true"' in html


def test_the_words_typed_by_people_are_escaped():
    html = draw("contribution.html", contribution=samples.contribution(text="<script>alert(1)</script>"))
    assert "<script>alert" not in html


def test_the_current_phase_is_named_in_words():
    html = draw("timeline.html")
    assert html.count('aria-current="step"') == 1
    assert "Nous sommes ici" in html or "We are here" in html


def test_the_meter_says_what_is_too_much():
    over = draw(
        "budget-meter.html",
        "en",
        left_cents=-1_500_000,
        over_cents=1_500_000,
        spent_cents=91_500_000,
        chosen=4,
    )
    assert "budget-meter--over" in over
    assert "€15,000 too much" in over
    assert "4 projects, €915,000 of €900,000" in over


def test_a_meter_without_a_choice_offers_the_whole_envelope():
    html = draw("budget-meter.html", "en", costs=[], chosen=0, left_cents=90_000_000, spent_cents=0)
    assert "no project yet, €900,000 to share" in html


def test_a_ballot_card_says_what_it_exceeds_only_when_it_does():
    fits = draw("ballot/card.html", "en", card=samples.ballot_card(exceeds_cents=0))
    exceeds = draw("ballot/card.html", "en")
    assert re.search(r"ballot-card__note[^>]*>Exceeds by €15,000 what you have left<", exceeds)
    assert re.search(r"ballot-card__note[^>]* hidden><", fits)


def test_the_error_summary_links_to_each_field_in_the_same_words():
    form = samples.filled_form()
    html = draw("form/errors.html", "en", form=form)
    assert "Two points to correct" in html
    assert re.findall(r'<a href="#(\w+)">', html) == ["id_title", "id_land"]


def test_a_field_in_error_is_described_by_its_hint_then_its_error():
    html = draw("form/field.html")
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'aria-invalid="true"' in html


def test_a_group_of_choices_is_one_field_with_hints():
    html = draw("form/choices.html")
    assert (
        '<fieldset class="field field--error" id="id_land" tabindex="-1" aria-describedby="id_land-error">'
        in html
    )
    assert "Le service du foncier vérifiera avec vous." in html


def test_optional_fields_say_so_and_required_ones_do_not():
    form = samples.IdeaForm()
    assert "(optional)" in draw("form/field.html", "en", field=form["district"])
    assert "(optional)" not in draw("form/field.html", "en", field=form["title"])


def test_the_filters_tick_what_is_chosen_and_search_first():
    html = draw("filters.html", "en")
    assert html.index('type="text" name="q"') < html.index('name="theme"')
    assert re.search(r'value="nat"[^>]* checked', html)
    assert "Filter, 1 chosen" in html


def test_the_pages_of_a_list_keep_the_search():
    html = draw("pagination.html", "en")
    assert 'href="?q=ombre&amp;page=3"' in html
    assert '<span aria-current="page">2</span>' in html


def test_a_result_gives_its_numbers_in_text():
    html = draw("result-row.html")
    assert [words for words in ("624 en ligne", "318 sur papier", "45 sur borne") if words not in html] == []
    assert 'width="416.00"' in html  # 624 votes of 1,500, on a bar 1,000 wide


def test_the_graph_is_a_picture_with_a_title_and_the_list_carries_the_same_words():
    graph = draw("lineage/graph.html")
    assert 'role="img" aria-labelledby="graph-1"' in graph
    assert draw("lineage.html").count('class="lineage__item') == 3


def test_a_withdrawn_commitment_gives_its_reason():
    html = draw("table/commitments.html", "en")
    assert "Reason: carnet de commandes complet" in html


def test_a_late_question_says_so_before_anything_else():
    html = draw("question-row.html")
    assert html.index("En retard de 29 jours") < html.index("Où en est la salle promise")
