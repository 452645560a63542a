"""The journal: RFC 9162 trees against the recursive definition of the text, and the batch heads."""

import hashlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.rules import merkle

VOTE = uuid.UUID("6f1f3c2e-8a54-4d0b-9a7e-2f6b1d9c0e11")
#: Leaves and root of the Certificate Transparency reference tests (inputs hashed with 0x00).
CT_INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
CT_ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}

leaf_lists = st.integers(1, 40).map(lambda n: [hashlib.sha256(bytes([i])).digest() for i in range(n)])


def tree_hash(leaves):
    """MTH of RFC 9162, word for word: split at the largest power of two smaller than n."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:])).digest()


@pytest.mark.parametrize("size", CT_ROOTS)
def test_roots_of_the_certificate_transparency_vectors(size):
    leaves = [hashlib.sha256(b"\x00" + bytes.fromhex(data)).digest() for data in CT_INPUTS[:size]]
    assert merkle.root(leaves).hex() == CT_ROOTS[size]


def test_the_empty_tree():
    assert merkle.root([]) == hashlib.sha256(b"").digest()


@given(leaf_lists)
def test_the_root_is_that_of_the_recursive_definition(leaves):
    assert merkle.root(leaves) == tree_hash(leaves)


@given(leaf_lists, st.data())
def test_every_leaf_is_proved_and_no_other(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, size = merkle.root(leaves), len(leaves)
    proof = merkle.inclusion_proof(leaves, index)
    assert merkle.verify_inclusion(leaves[index], index, size, proof, root) is True
    assert merkle.verify_inclusion(bytes(32), index, size, proof, root) is False
    assert merkle.verify_inclusion(leaves[index], index, size, proof, bytes(32)) is False
    assert merkle.verify_inclusion(leaves[index], index, size, [*proof, bytes(32)], root) is False
    assert merkle.verify_inclusion(leaves[index], size, size, proof, root) is False
    if proof:
        assert merkle.verify_inclusion(leaves[index], index, size, proof[:-1], root) is False


def test_vector_of_a_chain_of_heads():
    rules = hashlib.sha256(b"rules").digest()
    opening = merkle.opening_root(rules, 1200)
    first = merkle.batch_head(merkle.FIRST_PREV_HEAD, VOTE, 0, 0, opening)
    second = merkle.batch_head(first, VOTE, 1, 50, merkle.root([bytes(32)] * 50))
    by_hand = hashlib.sha256(
        b"\x03"
        + bytes(32)
        + VOTE.bytes
        + (0).to_bytes(8, "big")
        + (0).to_bytes(8, "big")
        + hashlib.sha256(b"\x02" + rules + (1200).to_bytes(8, "big")).digest()
    ).digest()
    assert first == by_hand
    assert second.hex() == "099fc4a7e562fe8de7897499ebb1d8ce5afe2ba3e1bceeabc80111f91d1c6ce7"


@pytest.mark.parametrize(
    "call",
    [
        lambda: merkle.root([b"short"]),
        lambda: merkle.batch_head(b"short", VOTE, 0, 0, bytes(32)),
        lambda: merkle.batch_head(bytes(32), VOTE, -1, 0, bytes(32)),
        lambda: merkle.batch_head(bytes(32), VOTE, 0, 2**64, bytes(32)),
        lambda: merkle.opening_root(b"short", 0),
    ],
)
def test_wrong_sizes_are_refused(call):
    with pytest.raises(ValueError, match=r"bytes|64-bit"):
        call()


def test_there_is_no_proof_for_a_leaf_that_is_not_there():
    with pytest.raises(IndexError):
        merkle.inclusion_proof([bytes(32)], 1)
