"""Amounts of money as people type them, in French or in English, and as they are shown. Integer cents inside."""

import re

MAX_CENTS = 10**14  # a thousand billion: beyond it is a slip of the finger

_CURRENCY = re.compile(r"^(?:€|eur(?:os?)?)|(?:€|eur(?:os?)?)$", re.IGNORECASE)
_SPACES = "\u0020\u00a0\u202f\u2009\t"
_GROUPED = {
    separator: re.compile(rf"\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+")
    for separator in (" ", ",", ".", "'")
}


class CostError(ValueError):
    """Not an amount of money.

    ``code``: ``empty``, ``not_a_number``, ``negative``, ``bad_grouping``, ``too_many_decimals`` or ``too_large``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_cents(text: str) -> int:
    """Cents of an amount: ``62000``, ``62 000``, ``62 000,50 €``, ``62,000.50``, ``62.000,5``, ``€62,000``.

    Groups of thousands may be set off by spaces of any kind, apostrophes, commas or points. A single comma or point
    followed by exactly three digits sets off thousands (``62,000`` is sixty-two thousand, as ``62.000``); followed
    by one or two digits it is the decimal sign. Raises CostError.
    """
    amount = text.strip(_SPACES + "\n\r")
    amount = _CURRENCY.sub("", amount).strip(_SPACES)
    amount = re.sub(rf"[{_SPACES}]", " ", amount).replace("\u2019", "'").replace("\u2212", "-")
    if not amount:
        raise CostError("empty")
    if amount.startswith("-"):
        raise CostError("negative" if re.fullmatch(r"-[0-9 ,.']*[0-9][0-9 ,.']*", amount) else "not_a_number")
    if not re.fullmatch(r"[0-9 ,.']*[0-9][0-9 ,.']*", amount):
        raise CostError("not_a_number")
    whole, decimals = _split(amount)
    cents = int(_ungrouped(whole)) * 100 + int((decimals + "00")[:2])
    if cents > MAX_CENTS:
        raise CostError("too_large")
    return cents


def format_cents(cents: int, language: str = "fr") -> str:
    """``62 000 €`` or ``62 000,50 €`` in French (narrow no-break spaces), ``€62,000`` or ``€62,000.50`` in English.

    Cents are shown only when there are some.
    """
    sign = "\u2212" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    whole = f"{euros:,}"
    if language == "fr":
        decimals = f",{rest:02}" if rest else ""
        return sign + whole.replace(",", "\u202f") + decimals + "\u00a0€"
    decimals = f".{rest:02}" if rest else ""
    return f"{sign}€{whole}{decimals}"


def _split(amount: str) -> tuple[str, str]:
    """Whole part and decimals: the last comma or point is the decimal sign, unless it sets off thousands."""
    signs = [(amount.rfind(sign), sign) for sign in ",." if sign in amount]
    if not signs:
        return amount, ""
    place, sign = max(signs)
    whole, decimals = amount[:place], amount[place + 1 :]
    if len(signs) == 1 and (amount.count(sign) > 1 or (len(decimals) == 3 and decimals.isdigit())):
        return amount, ""
    if not re.fullmatch(r"\d*", decimals) or sign in whole:
        raise CostError("bad_grouping")
    if len(decimals) > 2:
        raise CostError("too_many_decimals")
    return whole or "0", decimals


def _ungrouped(whole: str) -> str:
    if whole.isdigit():
        return whole
    for separator, pattern in _GROUPED.items():
        if pattern.fullmatch(whole):
            return whole.replace(separator, "")
    raise CostError("bad_grouping")
