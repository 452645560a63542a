from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from budget.workshops.queries import councils
from home.blocks.body import BodyBlock
from home.fields import BodyField
from home.models.base import BasePage


class CouncilsPage(BasePage):
    """The neighbourhood councils, and the next session of each."""

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("councils page")
        verbose_name_plural = _("councils pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["councils"] = councils(now=context["now"])
        return context
