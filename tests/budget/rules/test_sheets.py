"""No cell of ours is ever a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.sheets import csv_text, safe_cell

FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://evil.example","click")',
    "+33 6 00 00 00 00",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "|calc",
    "%0A=1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    " \uff1d1",
    "\x00=1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_would_run_is_given_an_apostrophe(formula):
    assert safe_cell(formula) == "'" + formula


@pytest.mark.parametrize("text", ["Cinq cours d’ombre", "a=b", "3 - 2", "", "« =1 »", "l'eau", "100 %"])
def test_ordinary_words_are_left_alone(text):
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), (True, "yes"), (False, "no"), (-12, "-12"), (1.5, "1.5"), (0, "0")]
)
def test_values_that_are_not_text(value, cell):
    assert safe_cell(value) == cell


def test_a_table_opens_as_it_was_written():
    text = csv_text(["id", "title"], [[1, 'Bancs ; "ombre"'], [2, "deux\nlignes"]])
    assert text == '\ufeff"id","title"\r\n"1","Bancs ; ""ombre"""\r\n"2","deux\nlignes"\r\n'


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=4)
)
def test_every_cell_comes_back_with_at_most_an_apostrophe_more(cells):
    text = csv_text(["c"] * len(cells), [cells])
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1]
    assert [
        cell.removeprefix("'") if cell != before else cell for cell, before in zip(read, cells, strict=True)
    ] == cells
    assert not any(cell[:1] in ("=", "+", "-", "@") for cell in read)
