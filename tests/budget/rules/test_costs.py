"""Money as people type it, and as it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules import costs

REASONS = ("empty", "not_a_number", "negative", "bad_grouping", "too_many_decimals", "too_large")


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("62000", 62_000_00),
        ("62 000", 62_000_00),
        ("62 000 €", 62_000_00),
        ("62\u202f000\u00a0€", 62_000_00),
        ("62000,50 €", 62_000_50),
        ("62 000,5", 62_000_50),
        ("62.000,50", 62_000_50),
        ("62.000", 62_000_00),
        ("62,000", 62_000_00),
        ("€62,000.50", 62_000_50),
        ("€ 1,234,567", 1_234_567_00),
        ("1.234.567", 1_234_567_00),
        ("1'234'567.05", 1_234_567_05),
        ("1’234", 1_234_00),
        ("0,05", 5),
        (",5", 50),
        ("12.", 12_00),
        ("0", 0),
        ("1500 EUR", 1_500_00),
        ("1500 euros", 1_500_00),
        ("12 euro", 12_00),
        ("  9 ", 9_00),
        ("007", 7_00),
    ],
)
def test_amounts_are_read(typed, cents):
    assert costs.parse_cents(typed) == cents


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (" € ", "empty"),
        ("-5", "negative"),
        ("\u22125 000", "negative"),
        ("--5", "not_a_number"),
        ("beaucoup", "not_a_number"),
        ("12k", "not_a_number"),
        ("1e5", "not_a_number"),
        ("€5€x", "not_a_number"),
        ("٣", "not_a_number"),
        ("62 00", "bad_grouping"),
        ("6 2000", "bad_grouping"),
        ("1.23.456", "bad_grouping"),
        ("1,234.567.890", "bad_grouping"),
        ("1 234.567,8.9", "bad_grouping"),
        ("5,1234", "too_many_decimals"),
        ("1,234.567", "too_many_decimals"),
        ("9" * 20, "too_large"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_reason(typed, code):
    with pytest.raises(costs.CostError) as refused:
        costs.parse_cents(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (0, "0\u00a0€", "€0"),
        (62_000_00, "62\u202f000\u00a0€", "€62,000"),
        (1_234_567_05, "1\u202f234\u202f567,05\u00a0€", "€1,234,567.05"),
        (-5_00, "\u22125\u00a0€", "\u2212€5"),
    ],
)
def test_amounts_are_shown_in_both_languages(cents, french, english):
    assert costs.format_cents(cents) == french
    assert costs.format_cents(cents, "en") == english


@given(st.integers(0, costs.MAX_CENTS), st.sampled_from(["fr", "en"]))
def test_what_is_shown_can_be_typed_back(cents, language):
    assert costs.parse_cents(costs.format_cents(cents, language)) == cents


@given(st.text("0123456789 ,.-€'eur\u00a0", max_size=14))
def test_any_typing_gives_an_amount_or_a_reason(typed):
    try:
        answer = costs.parse_cents(typed)
    except costs.CostError as error:
        answer = error.code
    assert answer in REASONS or 0 <= answer <= costs.MAX_CENTS
