"""One way to write data as bytes, and one way to shuffle: what is hashed must read the same everywhere.

``canonical_json`` follows RFC 8785 (JSON Canonicalization Scheme) for the data this project hashes: objects,
lists, strings, integers, booleans and null. Fractions of numbers never occur (money is integer cents), so
floats are refused rather than formatted.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

MAX_INTEGER = 2**53 - 1  # beyond it a JavaScript verifier would silently round


class CanonicalError(ValueError):
    """The data holds something that has no canonical form (float, huge integer, key that is no string)."""


def canonical_json(value: object) -> bytes:
    """UTF-8 bytes of ``value``: keys sorted by UTF-16 code units, no spaces, RFC 8785 escapes.

    Raises CanonicalError for floats, integers beyond ±(2**53 - 1), keys that are not strings, lone
    surrogates and any other type.
    """
    try:
        return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError as error:
        raise CanonicalError("a string holds a lone surrogate") from error


def sha256_of(value: object) -> str:
    """Hexadecimal SHA-256 of the canonical JSON of ``value``."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def seeded_order(ids: Iterable[str], seed: str | bytes, purpose: str) -> list[str]:
    """``ids`` in an order that looks random and that anyone who knows ``seed`` can repeat.

    Sorted by SHA-256(purpose || 0x00 || seed || 0x00 || id): the order of two ids never depends on the others,
    so removing one leaves the rest in place. Different purposes give unrelated orders.
    """
    salt = seed.encode() if isinstance(seed, str) else bytes(seed)
    prefix = purpose.encode() + b"\x00" + salt + b"\x00"
    return sorted(ids, key=lambda item: hashlib.sha256(prefix + item.encode()).digest())


def _ordered(value: object) -> object:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise CanonicalError("an integer is too large for canonical JSON")
        return value
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
    raise CanonicalError(f"{type(value).__name__} has no canonical form")


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise CanonicalError("the keys of an object are strings")
    return key.encode("utf-16-be", "surrogatepass")
