"""Follow codes: what a person without an e-mail address leaves with.

Sixteen characters of an alphabet that nobody misreads, in groups of four: ``7K4Q-2MXR-9TDP-H3WN``. 30 letters and
digits, 16 of them: 78 bits. No 0 or O, no 1, I or L, no U (a V by hand). A code says nothing: no district, no date,
no number that follows another.
"""

import math
from collections.abc import Callable, Sequence

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
BITS = LENGTH * math.log2(len(ALPHABET))

_SEPARATORS = dict.fromkeys(map(ord, " -_.\t\r\n\u00a0\u202f\u2010\u2011\u2012\u2013\u2014\u2212"))


def new_code(choice: Callable[[Sequence[str]], str]) -> str:
    """A new code without dashes; ``choice`` picks one character at random (``secrets.choice``)."""
    return "".join(choice(ALPHABET) for _place in range(LENGTH))


def plain(typed: str) -> str:
    """What someone typed, in capitals, without spaces or dashes, cut after twice the length of a code."""
    return typed.translate(_SEPARATORS).upper()[: 2 * LENGTH]


def grouped(code: str) -> str:
    """A code as it is printed: ``7K4Q-2MXR-9TDP-H3WN``."""
    characters = plain(code)
    return "-".join(characters[start : start + 4] for start in range(0, len(characters), 4))
