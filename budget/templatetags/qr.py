"""Squares to scan with a phone."""

import segno
from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def qr(address):
    """The square that opens `address`, as a drawing of black on white in any scheme; its words stand beside it."""
    square = segno.make(address, error="m", micro=False)
    return mark_safe(
        square.svg_inline(border=3, omitsize=True, light="#fff", svgclass="qr__square", lineclass=None)
    )
