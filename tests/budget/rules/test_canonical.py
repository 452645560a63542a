"""What is hashed reads the same everywhere: RFC 8785 for our kinds of data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules.canonical import CanonicalError, canonical_json, seeded_order, sha256_of

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_no_space_is_left():
    assert (
        canonical_json({"b": [1, {"z": None, "a": True}], "a": "é"})
        == '{"a":"é","b":[1,{"a":true,"z":null}]}'.encode()
    )


def test_keys_are_sorted_by_utf16_code_units_as_rfc_8785_says():
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(json.loads(canonical_json(value)).values()) == [2, 4, 6, 7, 1, 5, 3]


def test_control_characters_are_escaped_as_rfc_8785_says():
    assert canonical_json('€$\u000f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


@pytest.mark.parametrize("value", [1.0, 2**53, {1: "a"}, b"bytes", {"a": {2, 3}}, "\ud800"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(CanonicalError):
        canonical_json(value)


@given(plain)
def test_the_bytes_read_back_as_the_same_value(value):
    assert json.loads(canonical_json(value)) == value
    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


def test_the_hash_of_a_value_is_the_hash_of_its_bytes():
    assert sha256_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_a_seeded_order_can_be_repeated_by_anyone():
    assert seeded_order(["P1", "P2", "P3", "P4"], "seed", "display") == ["P2", "P3", "P4", "P1"]
    assert seeded_order(["P4", "P3", "P2", "P1"], b"seed", "display") == ["P2", "P3", "P4", "P1"]


@given(st.sets(st.text("P0123456789", min_size=1), min_size=1), st.binary(max_size=8))
def test_taking_one_away_leaves_the_others_in_place(ids, seed):
    order = seeded_order(ids, seed, "display")
    assert set(order) == ids
    assert seeded_order(ids - {order[0]}, seed, "display") == order[1:]
