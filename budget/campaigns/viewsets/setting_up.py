"""The admin of campaigns: everything is saved through the services."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from budget.campaigns import services
from budget.campaigns.models import Campaign, District, Envelope, Phase, Theme
from budget.journal.forms import SavedByService
from budget.rules.clock import now


class SavesCampaign(SavedByService):
    def save_through(self, instance):
        return services.save_campaign(campaign=instance, actor=self.request.user, now=now())


class SavesPhase(SavedByService):
    def save_through(self, instance):
        return services.schedule_phase(phase=instance, actor=self.request.user, now=now())


class SavesEnvelope(SavedByService):
    def save_through(self, instance):
        return services.set_envelope(
            campaign=instance.campaign,
            district=instance.district,
            amount_cents=instance.amount_cents,
            note=instance.note,
            actor=self.request.user,
            now=now(),
        )


class SavesDistrict(SavedByService):
    def save_through(self, instance):
        return services.save_district(district=instance, actor=self.request.user, now=now())


class SavesTheme(SavedByService):
    def save_through(self, instance):
        return services.save_theme(theme=instance, actor=self.request.user, now=now())


def _views(mixin):
    """The create and edit views of a model whose saving is `mixin`."""
    return type("Add", (mixin, CreateView), {}), type("Edit", (mixin, EditView), {})


class CampaignViewSet(ModelViewSet):
    model = Campaign
    icon = "calendar-alt"
    menu_label = _("Campaigns")
    list_display = [
        "title",
        "code",
        BooleanColumn("is_current", label=_("Current edition")),
        BooleanColumn("is_public", label=_("Public")),
    ]
    copy_view_enabled = False
    add_view_class, edit_view_class = _views(SavesCampaign)
    panels = [
        MultiFieldPanel([FieldPanel("title"), FieldPanel("title_en")], heading=_("Title")),
        FieldRowPanel([FieldPanel("code"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("total_cents"), FieldPanel("currency"), FieldPanel("min_age")]),
        FieldRowPanel([FieldPanel("is_public"), FieldPanel("is_current")]),
    ]


class PhaseViewSet(ModelViewSet):
    model = Phase
    icon = "date"
    menu_label = _("Phases")
    list_display = ["title", "campaign", "kind", "opens_at", "closes_at"]
    list_filter = ["campaign", "kind"]
    ordering = ["campaign", "opens_at"]
    copy_view_enabled = False
    add_view_class, edit_view_class = _views(SavesPhase)
    panels = [
        FieldPanel("campaign"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("supports_per_person"),
    ]


class EnvelopeViewSet(ModelViewSet):
    model = Envelope
    icon = "folder-open-1"
    menu_label = _("Envelopes")
    list_display = ["district", "campaign", "amount_cents"]
    list_filter = ["campaign"]
    copy_view_enabled = False
    add_view_class, edit_view_class = _views(SavesEnvelope)
    panels = [FieldPanel("campaign"), FieldPanel("district"), FieldPanel("amount_cents"), FieldPanel("note")]


class DistrictViewSet(ModelViewSet):
    model = District
    icon = "site"
    menu_label = _("Districts")
    list_display = ["name", "code", "population", BooleanColumn("is_priority", label=_("Priority district"))]
    ordering = ["position"]
    copy_view_enabled = False
    add_view_class, edit_view_class = _views(SavesDistrict)
    exclude_form_fields = ["outline"]


class ThemeViewSet(ModelViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["name", "code"]
    ordering = ["position"]
    copy_view_enabled = False
    add_view_class, edit_view_class = _views(SavesTheme)
    exclude_form_fields = []


class CampaignGroup(ViewSetGroup):
    menu_label = _("Campaign")
    menu_icon = "calendar-alt"
    menu_order = 110
    items = (CampaignViewSet, PhaseViewSet, EnvelopeViewSet, DistrictViewSet, ThemeViewSet)
