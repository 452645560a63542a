from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from home.blocks.body import BodyBlock
from home.blocks.layout import ActsBlock
from home.fields import BodyField
from home.models.base import BasePage


class LongPage(BasePage):
    """A page to be read from one end to the other: its sections make a table of contents."""

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    @property
    def contents(self):
        """The titled sections of the page, for its table of contents: [{title, anchor}]."""
        return [
            {"title": block.value["title"], "anchor": block.value.anchor}
            for block in self.body
            if block.block_type == "section"
        ]


class StandardPage(LongPage):
    """A page that lasts: rules, accessibility, legal mentions, questions and answers."""

    acts = BodyField(ActsBlock(), verbose_name=_("call to act"), blank=True)

    parent_page_types = ["home.HomePage", "home.CampaignPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("acts")]

    class Meta(LongPage.Meta):
        abstract = False
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
