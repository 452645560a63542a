"""A printed document: tagged, in its language, the same twice."""

import io
from datetime import UTC, datetime

import pypdf
import pytest

from budget.journal import exports

MADE_AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
DOCUMENT = """
#import "frame.typ": *
#show: frame.with(title: data.title, foot: "Rivelune")
= #data.title
#qr(data.qr, "Code QR")
#write-lines(2)
"""


@pytest.fixture
def document(tmp_path, monkeypatch):
    (tmp_path / "frame.typ").write_text((exports.DOCUMENTS / "frame.typ").read_text())
    (tmp_path / "sheet.typ").write_text(DOCUMENT)
    monkeypatch.setattr(exports, "DOCUMENTS", tmp_path)
    return {"title": "L’été « au bord de l’eau » #oui", "qr": exports.qr_svg("https://rivelune.example/fr/")}


def test_a_document_is_tagged_and_says_its_language_and_title(document):
    reader = pypdf.PdfReader(io.BytesIO(exports.pdf("sheet", document, language="fr", made_at=MADE_AT)))
    root = reader.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "fr")
    assert "/StructTreeRoot" in root
    assert reader.metadata.title == document["title"]
    assert "#oui" in reader.pages[0].extract_text()  # words are never read as typst


def test_the_same_words_make_the_same_file(document):
    first, second = (exports.pdf("sheet", document, language="fr", made_at=MADE_AT) for _ in range(2))
    assert first == second
