"""The home page of a language, and the links of the frame around every page."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from home.blocks.body import BodyBlock
from home.blocks.layout import url_of
from home.fields import BodyField, LineField, WordingField
from home.models.base import BasePage
from home.models.facts import days_words


class HomePage(BasePage):
    """The first page, and the words of the frame: menu, foot. One for each language."""

    headline = LineField(_("large title"), max_length=160, blank=True)
    hero_card_title = LineField(
        _("title of the card"),
        max_length=160,
        blank=True,
        help_text=_("The name of the open phase if empty."),
    )
    timeline_title = LineField(_("title of the timeline"), max_length=120, blank=True)
    timeline_link = LineField(_("link to the campaign"), max_length=80, blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    motto = LineField(_("motto"), max_length=160, blank=True)
    about = WordingField(_("about the site"), blank=True)
    take_part_title = models.CharField(_("title of the first column"), max_length=60, blank=True)
    check_title = models.CharField(_("title of the second column"), max_length=60, blank=True)
    on_site_title = models.CharField(_("title of the third column"), max_length=60, blank=True)
    note = LineField(_("note of the last line"), max_length=200, blank=True)
    print_origin = LineField(_("line printed under every page"), max_length=200, blank=True)
    vote_label = models.CharField(_("words of the vote button"), max_length=40, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = None
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("body")]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("headline"), FieldPanel("hero_card_title")], heading=_("Opening")),
        MultiFieldPanel([FieldPanel("timeline_title"), FieldPanel("timeline_link")], heading=_("Timeline")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @classmethod
    def more_tabs(cls):
        return [
            (
                _("Menu and foot"),
                [
                    FieldPanel("vote_label"),
                    InlinePanel("links", heading=_("Links"), label=_("Link")),
                    MultiFieldPanel(
                        [
                            FieldPanel("motto"),
                            FieldPanel("about"),
                            FieldPanel("take_part_title"),
                            FieldPanel("check_title"),
                            FieldPanel("on_site_title"),
                            FieldPanel("note"),
                            FieldPanel("print_origin"),
                        ],
                        heading=_("Foot of the page"),
                    ),
                ],
            )
        ]

    def get_context(self, request, *args, **kwargs):
        """Adds `card`: the days left, and the act of the open phase, as components/hero.html takes it."""
        context = super().get_context(request, *args, **kwargs)
        context["card"] = self.card(context)
        return context

    def card(self, context):
        step = context["moment_step"]
        if step is None:
            return None
        facts, now = context["facts"], context["now"]
        days, words = days_words(step, now)
        card = {
            "days": days,
            "days_words": words,
            "title": facts.fill(self.hero_card_title)
            if self.hero_card_title and step.state == "now"
            else step.title,
            "text": facts.fill(step.summary),
        }
        links = [(facts.fill(act["label"]), url_of(act, context["edition"])) for act in step.acts]
        links = [link for link in links if link[1]] or (
            [(gettext("Read more"), step.url)] if step.url else []
        )
        for key, (label, url) in zip(("", "more_"), links, strict=False):
            card |= {f"{key}url": url, f"{key}label" if key else "url_label": label}
        return card
