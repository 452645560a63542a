"""The links of the menu and of the foot, and what every screen needs to draw them."""

from django.db import models
from django.db.models import Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from home.blocks.layout import DESTINATIONS
from home.fields import LineField
from home.models.site import SiteSettings


class LinkPlace(models.TextChoices):
    HEADER = "header", _("Head of the page")
    TAKE_PART = "take_part", _("Foot, first column")
    CHECK = "check", _("Foot, second column")
    ON_SITE = "on_site", _("Foot, third column")
    LEGAL = "legal", _("Last line")


class FrameLink(Orderable):
    """A link of the menu or of the foot: to a page, to a screen of the current campaign, or words alone."""

    home = ParentalKey("home.HomePage", on_delete=models.CASCADE, related_name="links")
    place = models.CharField(_("place"), max_length=10, choices=LinkPlace, default=LinkPlace.HEADER)
    label = LineField(_("words"), max_length=80)
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
    )
    destination = models.CharField(
        _("or screen of the campaign"),
        max_length=20,
        blank=True,
        choices=[(name, label) for name, (label, _address) in DESTINATIONS.items()],
    )

    panels = [FieldPanel("place"), FieldPanel("label"), FieldPanel("page"), FieldPanel("destination")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=True) | models.Q(destination=""),
                name="a_link_leads_to_one_place",
            )
        ]

    def __str__(self):
        return self.label


def frame_links(language):
    """The links of a language's home page, in order, each with its page; and the SiteSettings. One query, or two without links.

    The facts of the city travel with the links: every screen needs both.
    """
    city = SiteSettings.objects.filter(site__is_default_site=True)
    links = list(
        FrameLink.objects.filter(home__locale__language_code=language, home__live=True)
        .annotate(
            city=Subquery(
                city.values(facts=JSONObject(**{name: name for name in SiteSettings.facts_names()}))[:1]
            )
        )
        .select_related("home", "page")
        .order_by("sort_order", "pk")
    )
    if not links:
        return [], SiteSettings.of_default_site()
    return links, SiteSettings.from_facts(links[0].city or {})
