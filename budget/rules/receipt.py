"""The voter's receipt: the secret S, what is derived from it, and the leaf a ballot becomes in the journal.

S is 100 random bits, written as 20 Crockford base-32 characters in groups of four, and one check character:
``ABCD-EFGH-JKMN-PQRS-TVWX-1``. The check character follows the hybrid system of ISO/IEC 7064 with modulus
(33, 32): the algorithm of MOD 37,36 on our 32 characters instead of 36, because MOD 37,36 can answer I, L, O
or U, which a person who copies by hand may not tell from 1, 0 and V. It catches every single wrong character.

Everything else is derived, so that the voter keeps one short code (bytes unless said otherwise)::

    d(x)   = HKDF-SHA256(ikm=S, salt=vote uid (16 bytes), info="pb/v1/" + x, 32 bytes)
    handle = d("handle|" + section)            key of the ballot, never published
    nonce  = d("nonce|" + section + "|" + rev), first 16 bytes
    pre    = d("replace|" + section + "|" + rev);  rk = SHA256(pre)
    cc     = SHA256("pb1c" || nonce || canonical ballot)
    leaf   = SHA256(0x00 || rk || cc)
    tracker = base-32 of the leaf, 16 characters

The ikm is the 20 upper-case ASCII characters of S, without dashes and without the check character.
"""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Sequence
from typing import NamedTuple

from budget.rules.canonical import canonical_json

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
SECRET_LENGTH = 20
MAX_REVISION = 50

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans("OIL", "011")
_SEPARATORS = dict.fromkeys(map(ord, " -\t\r\n\u00a0\u202f\u2010\u2011\u2012\u2013\u2014\u2212."))

Choice = tuple[str, int]


class ReceiptError(ValueError):
    """A typed receipt code is not one. ``code``: ``wrong_length``, ``unknown_character`` or ``wrong_check``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SectionKeys(NamedTuple):
    """What a voter's device sends beside the choices of one section; S itself never leaves it."""

    handle: bytes  # 32
    nonce: bytes  # 16
    rk: bytes  # 32


def generate_secret(randbytes: Callable[[int], bytes]) -> str:
    """A new secret of 20 characters; ``randbytes(n)`` gives n random bytes (``secrets.token_bytes``)."""
    raw = randbytes(13)
    if len(raw) != 13:
        raise ValueError("randbytes must return as many bytes as asked")
    return _base32(int.from_bytes(raw, "big") >> 4, SECRET_LENGTH)


def format_secret(secret: str) -> str:
    """The code as it is shown and printed: ``ABCD-EFGH-JKMN-PQRS-TVWX-1``."""
    return f"{grouped(secret)}-{check_character(secret)}"


def parse_secret(text: str) -> str:
    """The 20 characters of a code someone typed: any case, any spaces or dashes, O for 0, I or L for 1.

    Raises ReceiptError; a code without its check character is refused as ``wrong_length``.
    """
    characters = text.translate(_SEPARATORS).upper().translate(_LOOK_ALIKES)
    if any(character not in _VALUE for character in characters):
        raise ReceiptError("unknown_character")
    if len(characters) != SECRET_LENGTH + 1:
        raise ReceiptError("wrong_length")
    secret, check = characters[:-1], characters[-1]
    if check_character(secret) != check:
        raise ReceiptError("wrong_check")
    return secret


def check_character(secret: str) -> str:
    """The ISO/IEC 7064 hybrid (33, 32) check character of a string over the Crockford alphabet."""
    product = 32
    for character in secret:
        product = ((product + _VALUE[character]) % 32 or 32) * 2 % 33
    return ALPHABET[(1 - product) % 32]


def grouped(text: str) -> str:
    """``text`` in groups of four joined by dashes (secrets and trackers)."""
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def derive(secret: str, vote_uid: uuid.UUID, info: str) -> bytes:
    """HKDF-SHA256 (RFC 5869) of the secret for one vote and one purpose, 32 bytes."""
    extracted = hmac.digest(vote_uid.bytes, secret.encode("ascii"), "sha256")
    return hmac.digest(extracted, f"pb/v1/{info}".encode() + b"\x01", "sha256")


def handle(secret: str, vote_uid: uuid.UUID, section: str) -> bytes:
    """The ballot's key in the database (32 bytes): the same for every revision, never published."""
    return derive(secret, vote_uid, f"handle|{section}")


def nonce(secret: str, vote_uid: uuid.UUID, section: str, rev: int = 0) -> bytes:
    """16 bytes that hide the choices inside the content commitment."""
    return derive(secret, vote_uid, f"nonce|{section}|{_revision(rev)}")[:16]


def pre(secret: str, vote_uid: uuid.UUID, section: str, rev: int = 0) -> bytes:
    """32 bytes whose revelation authorises the replacement of revision ``rev``."""
    return derive(secret, vote_uid, f"replace|{section}|{_revision(rev)}")


def rk(preimage: bytes) -> bytes:
    """The replacement key published in the leaf: SHA-256 of ``pre``."""
    return hashlib.sha256(preimage).digest()


def section_keys(secret: str, vote_uid: uuid.UUID, section: str, rev: int = 0) -> SectionKeys:
    """Handle, nonce and replacement key of one section, as the browser computes them."""
    return SectionKeys(
        handle=handle(secret, vote_uid, section),
        nonce=nonce(secret, vote_uid, section, rev),
        rk=rk(pre(secret, vote_uid, section, rev)),
    )


def canonical_ballot(vote: uuid.UUID, section: str, channel: str, choices: Sequence[Choice]) -> bytes:
    """RFC 8785 JSON of one ballot: ``{"channel","choices":[["P12",1],…],"section","v":1,"vote"}``.

    ``choices`` are (option id, value) pairs: 1 for an approval, the points of a points ballot, the rank of a
    ranking. They are sorted by id, so that neither the order of clicks nor a repeated cast changes the leaf.
    Raises ValueError when an option is chosen twice or a value is no integer.
    """
    ordered = sorted(choices)
    if any(isinstance(value, bool) or not isinstance(value, int) for _, value in ordered):
        raise ValueError("the value of a choice is an integer")
    if len({option for option, _ in ordered}) != len(ordered):
        raise ValueError("an option is chosen twice")
    data = {"v": 1, "vote": str(vote), "section": section, "channel": channel, "choices": ordered}
    return canonical_json(data)


def content_commitment(nonce: bytes, canonical: bytes) -> bytes:
    """``cc``: binds the choices without showing them (32 bytes)."""
    _expect(nonce, 16, "nonce")
    return hashlib.sha256(b"pb1c" + nonce + canonical).digest()


def leaf(rk: bytes, cc: bytes) -> bytes:
    """The Merkle leaf of a ballot (32 bytes), already hashed with the 0x00 prefix of RFC 9162."""
    _expect(rk, 32, "rk")
    _expect(cc, 32, "cc")
    return hashlib.sha256(b"\x00" + rk + cc).digest()


def tracker(leaf: bytes) -> str:
    """The ballot's fingerprint, safe to show: the first 80 bits of the leaf as 16 Crockford characters."""
    _expect(leaf, 32, "leaf")
    return _base32(int.from_bytes(leaf[:10], "big"), 16)


def _base32(number: int, length: int) -> str:
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (length - 1), -1, -5))


def _revision(rev: int) -> int:
    if not 0 <= rev <= MAX_REVISION:
        raise ValueError(f"a revision is between 0 and {MAX_REVISION}")
    return rev


def _expect(value: bytes, length: int, name: str) -> None:
    if len(value) != length:
        raise ValueError(f"{name} is {length} bytes long")
