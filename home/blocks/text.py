"""Words: lead, paragraphs, titled sections, quotations that say where they come from."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.fields import check_placeholders

#: What the rich text of the pages may hold. Titles inside a text begin one level under those of the sections.
TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]

BANKS = [
    ("web", _("Online")),
    ("workshop", _("At a table")),
    ("council", _("In a neighbourhood council")),
    ("paper", _("On paper")),
    ("stand", _("At a stand")),
    ("phone", _("By phone")),
    ("mail", _("By mail")),
]


class LineBlock(blocks.CharBlock):
    """One line in which placeholders are filled in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, validators=(check_placeholders,), **kwargs)


class WordingBlock(blocks.TextBlock):
    """A plain text in which placeholders are filled in."""

    def __init__(self, *args, rows=3, **kwargs):
        super().__init__(*args, rows=rows, validators=(check_placeholders,), **kwargs)


class RichWordingBlock(blocks.RichTextBlock):
    """A rich text in which placeholders are filled in."""

    def __init__(self, *args, features=TEXT_FEATURES, **kwargs):
        super().__init__(*args, features=features, validators=(check_placeholders,), **kwargs)


class LeadBlock(WordingBlock):
    class Meta:
        icon = "openquote"
        label = _("Lead")
        template = "components/blocks/lead.html"


class TextBlock(RichWordingBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "components/blocks/text.html"


class SectionValue(blocks.StructValue):
    @property
    def anchor(self):
        """What stands after # in the address of this section."""
        return self.get("name") or slugify(self.get("title", ""))


class SectionBlock(blocks.StructBlock):
    """A titled part of a long page, with an address of its own."""

    title = LineBlock(label=_("Title"), max_length=160)
    text = RichWordingBlock(label=_("Text"))
    name = blocks.RegexBlock(
        regex=r"^[a-z0-9-]+$",
        required=False,
        label=_("Name in the address"),
        help_text=_("Small letters, figures and hyphens; made from the title if left empty."),
        error_messages={"invalid": _("Use small letters without accents, figures and hyphens.")},
    )

    class Meta:
        icon = "title"
        label = _("Section")
        template = "components/blocks/section.html"
        value_class = SectionValue


class QuoteBlock(blocks.StructBlock):
    """What someone said or wrote, and where: a quotation without provenance is not published."""

    quote = blocks.TextBlock(label=_("Quotation"), rows=2, help_text=_("Without quotation marks."))
    provenance = blocks.CharBlock(
        label=_("Provenance"),
        max_length=200,
        help_text=_("Who, where, when: “Table 1, council of Les Tanneries”."),
    )
    reference = blocks.CharBlock(
        label=_("Reference of the contribution"),
        required=False,
        max_length=20,
        help_text=_("C07 or A1-T2-N2: the quotation then leads to its thread."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "components/blocks/quote.html"
