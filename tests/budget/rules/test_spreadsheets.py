"""Reading the tables that people send: the same lines in every format, and nothing that fills the memory."""

import io
import struct
import zipfile
from datetime import date, datetime

import pytest

from budget.rules.spreadsheets import MAX_ROWS, UnreadableError, read_table
from tests.budget.contributions.sheets import csv_file, ods_file, xlsx_file, zipped

ROWS = [["Nature", "Texte", "Lieu"], ["idée", "Un pré,\n« là »", ""], ["", "", ""], ["pour", "=1+1", "a;b"]]
LINES = [(2, ["idée", "Un pré,\n« là »"]), (4, ["pour", "=1+1", "a;b"])]


@pytest.mark.parametrize(
    "data",
    [
        *(csv_file(ROWS, separator=mark) for mark in ";,\t|"),
        *(csv_file(ROWS, encoding=name) for name in ("utf-8-sig", "cp1252", "utf-16")),
        xlsx_file(ROWS),
        ods_file(ROWS),
    ],
)
def test_the_same_lines_whatever_the_file(data):
    table = read_table(data)
    assert (table.header, table.lines) == (ROWS[0], LINES)


def test_dates_and_numbers_are_read_as_one_writes_them():
    row = [datetime(2026, 3, 12), datetime(2026, 3, 12, 18, 30), date(2026, 3, 12), 3.0, 2.5, True]
    (_number, cells), *_rest = read_table(xlsx_file([["a", "b", "c", "d", "e", "f"], row])).lines
    assert cells == ["2026-03-12", "2026-03-12 18:30", "2026-03-12", "3", "2.5", "True"]


def test_a_separator_said_in_the_first_line_is_believed():
    assert read_table(b"sep=|\r\na;b|c\r\nd|e\r\n").header == ["a;b", "c"]


def test_control_characters_go():
    assert read_table(b"a;b\n\x0bun\x07;deux\n").lines == [(2, ["un", "deux"])]


def bomb(lie=False):
    """A member of 60 MB in 60 kB; with `lie`, its headers say 10 bytes."""
    data = bytearray(zipped({"content.xml": b"<a>" + b" " * 60_000_000}))
    if lie:
        for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            at = data.index(signature) + offset
            data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def locked():
    data = bytearray(zipped({"content.xml": "<a/>"}))
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1
    return bytes(data)


def endless(cell):
    """A cell repeated over every column of every row of a sheet: seventeen thousand million cells in 1 kB."""
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    good = ods_file([["a"]])
    content = zipfile.ZipFile(io.BytesIO(good)).read("content.xml").decode()
    return zipped({"content.xml": content.replace("</table:table>", row + "</table:table>")})


CELL = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n;;\n", "empty"),
        (b"x" * (5 * 2**20 + 1), "too_big"),
        (b"a\n" + b"x\n" * (MAX_ROWS + 1), "too_many_rows"),
        (bomb(), "bomb"),
        (bomb(lie=True), "bomb"),
        (endless(CELL), "too_many_rows"),
        (locked(), "locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_format"),
        (b"%PDF-1.7\n", "unknown_kind"),
        (b"GIF89a\x00\x01", "unknown_kind"),
        (zipped({"word/document.xml": "<a/>"}), "unknown_kind"),
        (b"PK\x03\x04rien", "damaged"),
        (zipped({"content.xml": "<a"}), "damaged"),
        (zipped({"xl/workbook.xml": "<a/>"}), "damaged"),
        (b"\xff\xfea", "encoding"),
        (b"a\x81b", "encoding"),
    ],
)
def test_what_cannot_be_read_says_why(data, code):
    with pytest.raises(UnreadableError) as fault:
        read_table(data)
    assert fault.value.code == code


def test_entities_do_not_multiply():
    """The “billion laughs”: the parser of the standard library refuses, or nothing comes of it."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    content = f'<!DOCTYPE x [<!ENTITY a0 "ha">{names}]><x>&a11;</x>'
    with pytest.raises(UnreadableError):
        read_table(zipped({"content.xml": content}))
