"""The one body of every page: words, media, layout, and live blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.budget import (
    CalendarBlock,
    DistrictMapBlock,
    EnvelopesBlock,
    NewsBlock,
    PartnerWallBlock,
    ProjectCardsBlock,
    ResultsBlock,
    WorksBlock,
)
from home.blocks.crossing import CrossingBlock, FiguresBlock
from home.blocks.layout import AccordionBlock, ButtonBlock, CalloutBlock
from home.blocks.media import DownloadBlock, PictureBlock, VideoBlock
from home.blocks.text import LeadBlock, QuoteBlock, SectionBlock, TextBlock

WORDS, MEDIA, LIVE = _("Words"), _("Pictures and files"), _("Live from the campaign")


class BodyBlock(blocks.StreamBlock):
    """What editors compose pages with. Live blocks fill the width; the others follow each other in a column of text."""

    lead = LeadBlock(group=WORDS)
    text = TextBlock(group=WORDS)
    section = SectionBlock(group=WORDS)
    quote = QuoteBlock(group=WORDS)
    callout = CalloutBlock(group=WORDS)
    accordion = AccordionBlock(group=WORDS)
    button = ButtonBlock(group=WORDS)
    picture = PictureBlock(group=MEDIA)
    video = VideoBlock(group=MEDIA)
    download = DownloadBlock(group=MEDIA)
    crossing = CrossingBlock(group=LIVE)
    figures = FiguresBlock(group=LIVE)
    cards = ProjectCardsBlock(group=LIVE)
    calendar = CalendarBlock(group=LIVE)
    results = ResultsBlock(group=LIVE)
    works = WorksBlock(group=LIVE)
    envelopes = EnvelopesBlock(group=LIVE)
    district_map = DistrictMapBlock(group=LIVE)
    partner_wall = PartnerWallBlock(group=LIVE)
    news = NewsBlock(group=LIVE)

    class Meta:
        required = False
