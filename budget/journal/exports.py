"""Printed things: a typst document and its data make a tagged PDF. No system library, no system font."""

import json

import segno
import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

#: Where the documents live; they import `frame.typ` for the page, the type and the colours.
DOCUMENTS = settings.BASE_DIR / "templates" / "pdf"
PDF_STANDARD = "ua-1"


def pdf(document, data, *, language, made_at):
    """The bytes of `templates/pdf/<document>.typ` filled with `data`: PDF/UA-1, tagged, in `language`.

    `data` (anything JSON holds, and dates) reads as `data` in the document. The same arguments give the same bytes;
    `made_at` (aware) is the only date written in the file.
    """
    inputs = {"data": json.dumps({**data, "language": language}, cls=DjangoJSONEncoder)}
    return typst.compile(
        DOCUMENTS / f"{document}.typ",
        root=DOCUMENTS,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=PDF_STANDARD,
        timestamp=int(made_at.timestamp()),
    )


def qr_svg(address):
    """A QR code of an absolute address, as the SVG text that `qr()` of frame.typ draws."""
    return segno.make(address, error="m", micro=False).svg_inline(border=2, scale=4)
