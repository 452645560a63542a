"""What the city says about itself once, for every page: names, addresses, the facts behind the placeholders."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from budget.campaigns.models import label_of


@register_setting(icon="home", order=100)
class SiteSettings(BaseSiteSetting):
    """Facts of the city. Names exist in both languages; a page shows them through placeholders."""

    city_name = models.CharField(_("name of the city"), max_length=80, blank=True, help_text=_("“Rivelune”"))
    authority = models.CharField(
        _("authority"),
        max_length=120,
        blank=True,
        help_text=_("Shown under the name of the site: “Ville de Rivelune”."),
    )
    authority_en = models.CharField(_("authority in English"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address of the team"), blank=True)
    contact_phone = models.CharField(_("phone of the team"), max_length=40, blank=True)
    postal_address = models.CharField(_("postal address"), max_length=250, blank=True)
    publisher = models.CharField(_("publication director"), max_length=120, blank=True)
    host = models.CharField(_("hosting company"), max_length=250, blank=True)
    polling_places = models.PositiveSmallIntegerField(_("number of polling places"), null=True, blank=True)
    minutes_hours = models.PositiveSmallIntegerField(
        _("hours in which minutes are published"), default=48, help_text=_("Promised on the workshops' page.")
    )
    audit_on = models.DateField(_("day of the accessibility audit"), null=True, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("city_name"), FieldPanel("authority"), FieldPanel("authority_en")], heading=_("Names")
        ),
        MultiFieldPanel(
            [FieldPanel("contact_email"), FieldPanel("contact_phone"), FieldPanel("postal_address")],
            heading=_("Contact"),
        ),
        MultiFieldPanel([FieldPanel("publisher"), FieldPanel("host")], heading=_("Legal mentions")),
        MultiFieldPanel(
            [
                FieldPanel("polling_places"),
                FieldPanel("minutes_hours"),
                FieldPanel("audit_on"),
            ],
            heading=_("Facts that texts quote"),
        ),
    ]

    class Meta:
        verbose_name = _("facts of the city")

    @property
    def authority_label(self):
        return label_of(self, "authority")

    @classmethod
    def of_default_site(cls):
        """The settings, or empty ones before anybody has filled them in. One query, writes nothing."""
        return cls.objects.filter(site__is_default_site=True).first() or cls()

    @classmethod
    def facts_names(cls):
        """The names of the facts, without the site they belong to."""
        return [field.name for field in cls._meta.concrete_fields if field.name not in ("id", "site")]

    @classmethod
    def from_facts(cls, facts):
        """Settings from plain data (names to values, dates as ISO text)."""
        return cls(**{name: cls._meta.get_field(name).to_python(value) for name, value in facts.items()})
