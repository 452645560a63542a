"""Tables as CSV that no spreadsheet takes for formulas.

A cell a person may have typed is data, never an instruction: what a spreadsheet would read as the start of a formula is
given a leading apostrophe. The files are UTF-8 with a byte order mark (spreadsheets then show accents), every cell is
quoted, lines end as RFC 4180 wants.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_STARTS = "=+-@|%"
_BLANKS = " \t\r\n\v\f\x00\u00a0\u1680\u202f\u205f\u3000\ufeff\u200b\u2060"
_CONTROLS = "\t\r\n\v\f\x00"


def safe_cell(value: object) -> str:
    """One cell: None as nothing, booleans as yes or no, numbers as they are, anything else as harmless text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if _looks_like_a_formula(text) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as CSV text, safe for spreadsheets. The header is ours and is written as it is."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return "\ufeff" + buffer.getvalue()


def _looks_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might take this for a formula: after blanks, in full-width or in plain characters."""
    if text[:1] and text[0] in _CONTROLS:
        return True
    start = text.lstrip(_BLANKS)[:1]
    return bool(start) and unicodedata.normalize("NFKC", start)[:1] in _STARTS
