"""Numbers as .pb files write them."""

import re
from decimal import Decimal
from fractions import Fraction

from budget.rules.tally.types import Score

_NUMBER = re.compile(r"[0-9]{1,18}(?:[.,][0-9]{0,9})?")
_SIGNED = re.compile(r"-?[0-9]{1,18}(?:[.,][0-9]{0,9})?")


def read_amount(text: str) -> Decimal | None:
    """An amount of money in whole units, decimal point or comma; None for anything else, negative ones included."""
    return Decimal(text.replace(",", ".")).normalize() if _NUMBER.fullmatch(text) else None


def read_score(text: str) -> Score | None:
    """A number of votes or points, possibly negative or with decimals; None for anything else."""
    if not _SIGNED.fullmatch(text):
        return None
    number = Fraction(text.replace(",", ".").rstrip("."))
    return int(number) if number.denominator == 1 else number


def decimals(amount: Decimal) -> int:
    """How many digits the amount has after its point."""
    return max(0, -amount.as_tuple().exponent)


def write_amount(minor: int, scale: int) -> str:
    """Whole units with as many decimals as the scale has, none when they are all zero."""
    whole, rest = divmod(minor, scale)
    if not rest:
        return str(whole)
    return f"{whole}.{rest:0{len(str(scale)) - 1}}"


def write_score(score: Score) -> str | None:
    """An exact decimal, or None when the number has no finite one."""
    number = Fraction(score)
    if number.denominator == 1:
        return str(number.numerator)
    for places in range(1, 10):
        scaled = number * 10**places
        if scaled.denominator == 1:
            sign = "-" if scaled < 0 else ""
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            return f"{sign}{digits[:-places]}.{digits[-places:]}"
    return None
