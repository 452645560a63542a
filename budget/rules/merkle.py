"""The journal of ballots: Merkle trees (RFC 9162, section 2.1) and the chain of batch heads.

Leaves come already hashed with the 0x00 prefix (``receipt.leaf``); inner nodes are SHA256(0x01 || left || right).

A batch head is::

    head = SHA256(0x03 || prev_head || vote_uid || seq || n || root)

with prev_head 32 bytes (32 zero bytes for batch 0), vote_uid the 16 bytes of the UUID in network order, seq and n
(the number of leaves) unsigned 64-bit big-endian integers, root 32 bytes. Batch 0 holds no ballot: its n is 0 and
its root is ``opening_root``, which commits the rules, the size of the roll and the key of the box.
"""

import hashlib
import uuid
from collections.abc import Sequence

FIRST_PREV_HEAD = bytes(32)


def root(leaves: Sequence[bytes]) -> bytes:
    """Root of the tree over ``leaves`` in the order given (32 bytes); SHA256("") for no leaf."""
    level = _checked(leaves)
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The sibling hashes that lead from leaf ``index`` to the root, nearest first.

    Raises IndexError when there is no such leaf.
    """
    level = _checked(leaves)
    if not 0 <= index < len(level):
        raise IndexError("no such leaf")
    proof = []
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            proof.append(level[sibling])
        level = _level_above(level)
        index //= 2
    return proof


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether ``proof`` shows ``leaf`` at ``index`` of the tree of ``size`` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position % 2 or position == last:
            reached = _node(sibling, reached)
            while position % 2 == 0 and position:
                position //= 2
                last //= 2
        else:
            reached = _node(reached, sibling)
        position //= 2
        last //= 2
    return last == 0 and reached == root


def opening_root(rules_sha256: bytes, roll_size: int, box_pubkey: bytes = b"") -> bytes:
    """Root of batch 0: SHA256(0x02 || rules_sha256 || roll_size as 64-bit big-endian || box_pubkey)."""
    if len(rules_sha256) != 32:
        raise ValueError("rules_sha256 is 32 bytes long")
    return hashlib.sha256(b"\x02" + rules_sha256 + _uint64(roll_size) + box_pubkey).digest()


def batch_head(prev_head: bytes, vote_uid: uuid.UUID, seq: int, n: int, root: bytes) -> bytes:
    """Head of batch ``seq`` (32 bytes); the encoding is that of the module's description."""
    if len(prev_head) != 32 or len(root) != 32:
        raise ValueError("a head and a root are 32 bytes long")
    parts = (b"\x03", prev_head, vote_uid.bytes, _uint64(seq), _uint64(n), root)
    return hashlib.sha256(b"".join(parts)).digest()


def _checked(leaves: Sequence[bytes]) -> list[bytes]:
    if any(len(leaf) != 32 for leaf in leaves):
        raise ValueError("a leaf is 32 bytes long")
    return list(leaves)


def _level_above(level: list[bytes]) -> list[bytes]:
    """Pairs become nodes; a last one without a partner moves up unchanged."""
    above = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
    return above + level[-1:] if len(level) % 2 else above


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _uint64(number: int) -> bytes:
    if not 0 <= number < 2**64:
        raise ValueError("not an unsigned 64-bit integer")
    return number.to_bytes(8, "big")
