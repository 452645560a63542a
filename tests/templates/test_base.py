"""The frame of every page, its navigation and the error pages."""

import re

import pytest
from django.template.loader import get_template, render_to_string
from django.utils import translation

NAV = {
    "site_name": "Rivelune décide",
    "city_name": "Ville de Rivelune",
    "home_url": "/en/",
    "entries": [
        {"label": "Ideas", "url": "/en/bp2026/contributions/", "is_current": True},
        {"label": "Workshops", "url": "/en/bp2026/ateliers/", "is_current": False},
    ],
    "vote_url": "/en/vote/bp2026/",
    "languages": [
        {"code": "fr", "label": "Français", "url": "/fr/bp2026/contributions/", "is_current": False},
        {"code": "en", "label": "English", "url": "/en/bp2026/contributions/", "is_current": True},
    ],
    "account": {"label": "Sign in", "url": "/en/compte/login/"},
    "footer": {
        "motto": "One decides better together.",
        "columns": [
            {"title": "Check", "links": [{"label": "Count again", "url": "/en/"}, {"label": "By phone"}]}
        ],
        "legal": [{"label": "Personal data", "url": "/en/data/"}],
    },
}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def frame(**nav):
    """The bare frame, with some of the navigation changed."""
    return render_to_string("base.html", {"site_nav": NAV | nav})


def test_the_page_begins_by_the_way_to_its_content():
    html = frame()
    assert html.startswith("<!doctype html>")
    assert '<html lang="en">' in html
    assert re.search(r'<body>\s*<a class="skip" href="#main">Skip to content</a>', html)
    assert '<main id="main"' in html


def test_one_entry_is_the_current_page():
    html = frame()
    assert re.findall(r'<a href="([^"]*)" aria-current="page">', html) == ["/en/bp2026/contributions/"]


def test_the_lantern_shows_while_a_vote_is_open_only():
    assert '<a class="button button--lantern" href="/en/vote/bp2026/">I vote</a>' in frame()
    assert "button--lantern" not in frame(vote_url=None)


def test_the_other_language_leads_to_this_very_page():
    html = frame()
    assert '<a href="/fr/bp2026/contributions/" lang="fr" hreflang="fr" rel="alternate">Français</a>' in html
    assert '<link rel="alternate" hreflang="fr" href="/fr/bp2026/contributions/">' in html
    assert 'hreflang="en"' not in html


def test_a_link_of_the_footer_without_an_address_is_plain_text():
    assert "<li>By phone</li>" in frame()


def test_nothing_is_asked_of_another_host_and_nothing_is_inline():
    html = frame()
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    assert re.findall(r"<script(?![^>]* src=)| style=| on\w+=", html) == []


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_an_error_page_stands_without_any_context(name):
    html = get_template(f"{name}.html").render()
    assert html.count("<h1>") == 1
    assert "Go to the home page" in html
