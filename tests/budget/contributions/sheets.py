"""One table as the three kinds of file that people send."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

from openpyxl import Workbook

_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Feuille1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
_END = """<table:table-row table:number-rows-repeated="1048570"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>"""


def csv_file(rows, *, encoding="utf-8", separator=";"):
    """The rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_file(rows):
    """The rows as a workbook of Excel."""
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def ods_file(rows):
    """The rows as a spreadsheet of LibreOffice, with the million empty rows it writes at the end."""
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return zipped({"content.xml": _CONTENT.format(rows=body + _END)})


def _cell(words):
    if str(words).startswith("="):
        return f'<table:table-cell table:formula="of:{escape(words)}"><text:p>0</text:p></table:table-cell>'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(words).split("\n"))
    return f"<table:table-cell>{paragraphs}</table:table-cell>"


def zipped(members):
    """{name: words} as a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    return file.getvalue()
