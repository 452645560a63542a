"""What a strict content policy and our components ask of every template."""

import re

from tests.architecture.sources import ROOT, lines_that, name_of, page_templates

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")"
)
ELSEWHERE = re.compile(r"(?:src|srcset|action)=[\"'](?:https?:)?//|<link[^>]+href=[\"'](?:https?:)?//")
INCLUDE = re.compile(r"{%\s*include\b(?!(?:(?!%}).)*\sonly\s*%})")
LEADING_COMMENT = re.compile(r"\A\s*(?:{%[^%]*%}\s*)*?(?:{#|{%\s*comment)")


def found(pattern, templates):
    return [line for path in templates for line in lines_that(path, pattern)]


def test_no_inline_style_and_no_inline_script():
    assert found(INLINE, page_templates()) == []


def test_no_file_of_another_host():
    assert found(ELSEWHERE, page_templates()) == []


def test_every_include_says_what_it_passes():
    assert found(INCLUDE, page_templates()) == []


def test_every_component_says_what_it_takes():
    components = sorted((ROOT / "templates" / "components").rglob("*.html"))

    assert [name_of(path) for path in components if not LEADING_COMMENT.match(path.read_text())] == []


def test_a_component_stays_short():
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in page_templates()}

    assert {name: n for name, n in lengths.items() if "/components/" in name and n > 60} == {}
