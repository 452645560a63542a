"""The receipt: fixed vectors that every other implementation must reproduce, then properties."""

import hashlib
import uuid

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from budget.rules import receipt

VOTE = uuid.UUID("6f1f3c2e-8a54-4d0b-9a7e-2f6b1d9c0e11")
OTHER_VOTE = uuid.UUID("00000000-0000-4000-8000-000000000001")
SECRET = "0123456789ABCDEFGHJK"

secrets = st.binary(min_size=13, max_size=13).map(lambda raw: receipt.generate_secret(lambda n: raw[:n]))


def test_vector_of_one_whole_ballot():
    keys = receipt.section_keys(SECRET, VOTE, "city")
    canonical = receipt.canonical_ballot(VOTE, "city", "web", [("P12", 1), ("P03", 1)])
    cc = receipt.content_commitment(keys.nonce, canonical)
    leaf = receipt.leaf(keys.rk, cc)
    assert canonical == (
        b'{"channel":"web","choices":[["P03",1],["P12",1]],"section":"city","v":1,'
        b'"vote":"6f1f3c2e-8a54-4d0b-9a7e-2f6b1d9c0e11"}'
    )
    assert keys.handle.hex() == "49dad05f4e4608e923af5966cd9c66783a9c25d2c3f98c7df10c0bb7af89c446"
    assert keys.nonce.hex() == "d438bac8b715db110a0211e2228ad903"
    assert keys.rk.hex() == "03b0e33602619e28a0c89755de52c926866e5cafbd507f988debc5cd822f4822"
    assert cc.hex() == "7d0c9776794aeb41f8e8be7869bc5ee474e857d0f072fc49a8ad6d14f1380e07"
    assert leaf.hex() == "ef823ccaf72d3b38490ce701148dd420467e1fb777b0e6137eddc29e0e1396e6"
    assert receipt.tracker(leaf) == "XY13SJQQ5MXKGJ8C"


def test_vector_of_a_replacement():
    keys = receipt.section_keys(SECRET, VOTE, "city", rev=1)
    assert keys.handle == receipt.section_keys(SECRET, VOTE, "city").handle
    assert keys.nonce.hex() == "954aec1992e100e57ee234e11ba25370"
    assert (
        receipt.pre(SECRET, VOTE, "city", 1).hex()
        == "243bf380059c8f8a14dfc78b6bcbcbbac74828fe5089d0f8388717b30bee74a7"
    )
    assert keys.rk == receipt.rk(receipt.pre(SECRET, VOTE, "city", 1))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (bytes(13), "0000-0000-0000-0000-0000-1"),
        (b"\xff" * 13, "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-1"),
        (bytes(range(13)), "000G-40R4-0M30-E209-185G-P"),
    ],
)
def test_vectors_of_the_shown_code(raw, shown):
    assert receipt.format_secret(receipt.generate_secret(lambda n: raw[:n])) == shown


@given(secrets, st.sampled_from(["handle|city", "nonce|north|3", "replace|é|0"]))
def test_derivation_is_hkdf_sha256(secret, info):
    oracle = HKDF(algorithm=SHA256(), length=32, salt=VOTE.bytes, info=b"pb/v1/" + info.encode())
    assert receipt.derive(secret, VOTE, info) == oracle.derive(secret.encode())


@given(secrets)
def test_a_code_is_read_however_it_is_typed(secret):
    shown = receipt.format_secret(secret)
    assert receipt.parse_secret(shown) == secret
    assert receipt.parse_secret(shown.lower().replace("-", " ")) == secret
    assert receipt.parse_secret(f"  {shown.replace('0', 'o').replace('1', 'l')}\n") == secret
    assert receipt.parse_secret(shown.replace("0", "O").replace("1", "I").replace("-", "\u2013")) == secret


@given(secrets, st.integers(0, 20), st.sampled_from(receipt.ALPHABET))
def test_one_wrong_character_is_always_noticed(secret, place, wrong):
    code = list(receipt.format_secret(secret).replace("-", ""))
    if code[place] == wrong:
        return
    code[place] = wrong
    with pytest.raises(receipt.ReceiptError) as refused:
        receipt.parse_secret("".join(code))
    assert refused.value.code == "wrong_check"


def test_most_swapped_neighbours_are_noticed():
    code = receipt.format_secret(SECRET).replace("-", "")
    missed = 0
    for place in range(20):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        missed += receipt.check_character(swapped[:20]) == swapped[20]
    assert missed == 1  # 33 is not prime: a few pairs escape, every single wrong character is caught


def test_the_check_character_follows_the_published_algorithm():
    """ISO/IEC 7064 hybrid systems, written as the standard does: the running product ends at 1."""
    product = 32
    for character in SECRET:
        product = ((product + receipt.ALPHABET.index(character)) % 32 or 32) * 2 % 33
    assert (product + receipt.ALPHABET.index(receipt.check_character(SECRET))) % 32 == 1


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "wrong_length"),
        ("0123-4567-89AB-CDEF-GHJK", "wrong_length"),
        ("0123-4567-89AB-CDEF-GHJK-00", "wrong_length"),
        ("0123-4567-89AB-CDEF-GHJU-0", "unknown_character"),
        ("bonjour", "unknown_character"),
    ],
)
def test_what_is_no_code_is_refused_with_a_reason(typed, code):
    with pytest.raises(receipt.ReceiptError) as refused:
        receipt.parse_secret(typed)
    assert refused.value.code == code


@given(secrets, st.integers(0, 50), st.sampled_from(["city", "north"]))
def test_keys_of_votes_sections_and_revisions_are_unrelated(secret, rev, section):
    keys = receipt.section_keys(secret, VOTE, section, rev)
    assert (len(keys.handle), len(keys.nonce), len(keys.rk)) == (32, 16, 32)
    elsewhere = receipt.section_keys(secret, OTHER_VOTE, section, rev)
    assert not set(keys) & set(elsewhere)
    assert not set(keys) & set(receipt.section_keys(secret, VOTE, section + "2", rev))


@given(st.dictionaries(st.text("P0123456789", min_size=1), st.integers(0, 9)).map(lambda d: list(d.items())))
def test_the_order_of_clicks_leaves_no_trace(choices):
    forward = receipt.canonical_ballot(VOTE, "city", "web", choices)
    assert receipt.canonical_ballot(VOTE, "city", "web", choices[::-1]) == forward


def test_a_blank_ballot_has_a_leaf_like_any_other():
    canonical = receipt.canonical_ballot(VOTE, "city", "paper", [])
    assert b'"choices":[]' in canonical
    cc = receipt.content_commitment(bytes(16), canonical)
    assert receipt.leaf(bytes(32), cc) == hashlib.sha256(bytes(33) + cc).digest()


@pytest.mark.parametrize(
    "choices", [[("P1", 1), ("P1", 1)], [("P1", 1), ("P1", 2)], [("P1", 1.0)], [("P1", True)], [("P1", "1")]]
)
def test_ballots_that_are_none_are_refused(choices):
    with pytest.raises(ValueError, match=r"twice|integer"):
        receipt.canonical_ballot(VOTE, "city", "web", choices)


@pytest.mark.parametrize(
    "call",
    [
        lambda: receipt.leaf(b"short", bytes(32)),
        lambda: receipt.leaf(bytes(32), b"short"),
        lambda: receipt.content_commitment(b"short", b"{}"),
        lambda: receipt.tracker(b"short"),
        lambda: receipt.nonce(SECRET, VOTE, "city", 51),
        lambda: receipt.generate_secret(lambda n: b"short"),
    ],
)
def test_wrong_sizes_are_refused(call):
    with pytest.raises(ValueError, match=r"bytes|revision"):
        call()
