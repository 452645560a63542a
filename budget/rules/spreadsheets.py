"""Tables that people send: CSV from any spreadsheet, XLSX and ODS, as lines of plain text.

The same table gives the same lines in the three formats, numbered as the spreadsheet numbers its rows. A formula is
text, never a value. Sizes are checked before anything is unpacked, so that a small file cannot become a huge one.
"""

import csv
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from xml.etree import ElementTree

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 60
_SEPARATORS = ";,\t|"
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\n\t"}
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class UnreadableError(ValueError):
    """A file that cannot be read as a table. `code` says why: too_big, too_many_rows, bomb, damaged, locked, old_format,
    unknown_kind, encoding or empty."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Table:
    """The first line that holds something, then the others: (number of the row in the file, its cells)."""

    header: list[str]
    lines: list[tuple[int, list[str]]]


def read_table(data: bytes) -> Table:
    """The first sheet of a file, whatever its name says. Raises UnreadableError."""
    if len(data) > MAX_BYTES:
        raise UnreadableError("too_big")
    try:
        found = list(islice(_rows(data), MAX_ROWS + 2))
    except UnreadableError:
        raise
    except (csv.Error, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError) as fault:
        raise UnreadableError("damaged") from fault
    if not found:
        raise UnreadableError("empty")
    if len(found) > MAX_ROWS + 1:
        raise UnreadableError("too_many_rows")
    (_number, header), *lines = found
    return Table(header, lines)


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with its number."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("old_format")
    if not data.startswith(b"PK"):
        yield from _csv_rows(data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check_archive(archive)
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            yield from _xlsx_rows(data)
        elif "content.xml" in names:
            with archive.open("content.xml") as content:
                yield from _ods_rows(content)
        else:
            raise UnreadableError("unknown_kind")


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse what is locked or would fill the memory; headers may lie, so what is packed is measured."""
    left = MAX_UNPACKED
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise UnreadableError("locked")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError("damaged")
        left -= max(member.file_size, _unpacked_size(archive, member, left))
        if left < 0:
            raise UnreadableError("bomb")


def _unpacked_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> int:
    """The true size of a member, or more than `limit` as soon as it is passed."""
    if member.compress_type == zipfile.ZIP_STORED:
        return member.compress_size
    file = archive.fp
    if file is None:
        raise UnreadableError("damaged")
    file.seek(member.header_offset + 26)
    name, extra = struct.unpack("<HH", file.read(4))
    file.seek(name + extra, io.SEEK_CUR)
    packed, size, inflate = file.read(member.compress_size), 0, zlib.decompressobj(-15)
    while packed and size <= limit and not inflate.eof:
        size += len(inflate.decompress(packed, 1 << 20))
        packed = inflate.unconsumed_tail
    return size


def _csv_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    if "\x00" in text or data.startswith(b"%PDF"):
        raise UnreadableError("unknown_kind")
    first, _end, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest
    else:
        separator = _separator(text)
    yield from _cut(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, or the Windows code page of Western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("encoding")


def _separator(text: str) -> str:
    """The separator that cuts the first line into most columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _cut(rows: Iterable[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
    """Rows as text, without the empty ones nor what lies beyond any table of ours."""
    for number, row in enumerate(rows, 1):
        cells = _trimmed([_text(value) for value in row[:MAX_COLUMNS]])
        if cells:
            yield number, cells


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        whole = value.time() == time(0)
        return value.date().isoformat() if whole else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    formula = getattr(value, "text", None)  # an array formula of openpyxl
    said = formula if isinstance(formula, str) else str(value)
    return said.replace("\r\n", "\n").translate(_CONTROLS).strip()


def _xlsx_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not shown:
            raise UnreadableError("empty")
        shown[0].reset_dimensions()
        yield from _cut(shown[0].iter_rows(max_col=MAX_COLUMNS, values_only=True))


def _ods_rows(content) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first table of content.xml, repeated ones as many times as there can be lines."""
    number = 0
    for _event, element in ElementTree.iterparse(content):  # noqa: S314 - bounded above, expat limits entities
        if element.tag == f"{_TABLE}table":
            return
        if element.tag != f"{_TABLE}table-row":
            continue
        cells, times = _trimmed(_ods_cells(element)), _repeated(element, "rows")
        if cells:
            for more in range(1, min(times, MAX_ROWS + 2) + 1):
                yield number + more, cells
        number += times
        element.clear()


def _ods_cells(row) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        left = MAX_COLUMNS - len(cells)
        cells += [_ods_text(cell)] * min(_repeated(cell, "columns"), left)
        if len(cells) >= MAX_COLUMNS:
            break
    return cells


def _repeated(element, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _ods_text(cell) -> str:
    formula = cell.get(f"{_TABLE}formula")
    if formula:
        return "=" + formula.partition("=")[2]
    if cell.get(f"{_OFFICE}value-type") == "date":
        return _text(datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")))
    if cell.get(f"{_OFFICE}value-type") == "float":
        return _text(float(cell.get(f"{_OFFICE}value", "nan")))
    return "\n".join(_paragraph(part) for part in cell.findall(f"{_TEXT}p")).strip()


def _paragraph(part) -> str:
    """The words of a paragraph, with the blanks that ODS writes as elements."""
    said = part.text or ""
    for child in part:
        if child.tag == f"{_TEXT}s":
            said += " " * min(int(child.get(f"{_TEXT}c", "1")), 100)
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            said += "\n" if child.tag.endswith("break") else "\t"
        else:
            said += _paragraph(child)
        said += child.tail or ""
    return said
