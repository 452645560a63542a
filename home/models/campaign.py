from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from home.blocks.body import BodyBlock
from home.fields import BodyField
from home.models.base import BasePage
from home.models.edition import edition_at


class CampaignPage(BasePage):
    """An edition from start to finish. Its address is the campaign's, so that the domain's screens live under it."""

    campaign = models.ForeignKey(
        "budget.Campaign", on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign")
    )
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "home.IdeationPage",
        "home.WorkshopsPage",
        "home.AssessmentPage",
        "home.VotePage",
        "home.ResultsPage",
        "home.DeliveryPage",
        "home.StepPage",
        "home.StandardPage",
        "home.BaseDocumentPage",
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("campaign"), FieldPanel("body")]

    class Meta:
        verbose_name = _("campaign page")
        verbose_name_plural = _("campaign pages")

    def clean(self):
        super().clean()
        if self.campaign_id and self.slug and self.slug != self.campaign.slug:
            raise ValidationError(
                {
                    "slug": _("The address of this page is that of the campaign: “%(slug)s”.")
                    % {"slug": self.campaign.slug}
                }
            )

    def find_edition(self, now):
        return edition_at(now, campaign=self.campaign_id)
