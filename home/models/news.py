from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from home.blocks.body import BodyBlock
from home.fields import BodyField
from home.models.base import BasePage

PAGE_SIZE = 12


class NewsIndexPage(BasePage):
    """The articles, newest first."""

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        articles = NewsPage.objects.live().child_of(self).order_by("-published_on", "-pk")
        page = Paginator(articles, PAGE_SIZE).get_page(request.GET.get("page"))
        context.update(page_obj=page, articles=[article.as_card() for article in page])
        if not context["articles"]:
            context["elsewhere"] = self._elsewhere(context["pages"])
        return context

    def _elsewhere(self, pages):
        """The address of the articles in another language, or ""."""
        others = (page for page, is_translation in pages.translations.values() if is_translation)
        return next((page.url for page in others if page.locale_id != self.locale_id), "")


class NewsPage(BasePage):
    """An article, dated and signed by the team. A correction is said at the foot of the page, with the first wording."""

    published_on = models.DateField(_("date"))
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Decorative: what it shows is in the text."),
    )
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    correction = models.TextField(
        _("correction"), blank=True, help_text=_("What was corrected, with the first wording.")
    )

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("published_on")]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("published_on"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("correction"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def as_card(self):
        """The article as components/news-card.html shows it."""
        return {
            "title": self.title,
            "url": self.url,
            "published_on": self.published_on,
            "intro": self.intro,
            "image_url": "",
        }
