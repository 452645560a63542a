"""What staff settle before the debate: the charter, when moderators read, the services that answer."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from budget.contributions import services
from budget.contributions.models import AnsweringService, CharterArticle, ModerationRule
from budget.journal.forms import SavedByService
from budget.journal.permissions import ActsPolicy
from budget.rules.clock import now

# Before any viewset asks for the policies of these models.
for _model in (CharterArticle, ModerationRule, AnsweringService):
    register_permission_policy(
        _model,
        ActsPolicy(
            _model,
            add=["manage_campaign"],
            change=["manage_campaign"],
            view=["manage_campaign", "moderate_contribution"],
        ),
    )


def _views(save, name):
    """The create and edit views of a model that `save` writes."""

    def save_through(self, instance):
        return save(**{name: instance}, actor=self.request.user, now=now())

    mixin = type("Saves", (SavedByService,), {"save_through": save_through})
    return type("Add", (mixin, CreateView), {}), type("Edit", (mixin, EditView), {})


class CharterViewSet(ModelViewSet):
    model = CharterArticle
    icon = "list-ol"
    menu_label = _("Charter")
    list_display = ["__str__", BooleanColumn("is_in_use", label=_("In force"))]
    ordering = ["position", "code"]
    copy_view_enabled = False
    add_view_class, edit_view_class = _views(services.save_article, "article")
    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("position"), FieldPanel("is_in_use")]),
        MultiFieldPanel([FieldPanel("title"), FieldPanel("text")], heading=_("In French")),
        MultiFieldPanel([FieldPanel("title_en"), FieldPanel("text_en")], heading=_("In English")),
    ]


class RuleViewSet(ModelViewSet):
    model = ModerationRule
    icon = "time"
    menu_label = _("When moderators read")
    list_display = ["campaign", "nature", "phase_kind", "moment"]
    list_filter = ["campaign"]
    ordering = ["campaign", "phase_kind", "nature"]
    copy_view_enabled = False
    add_view_class, edit_view_class = _views(services.save_rule, "rule")
    panels = [
        FieldPanel("campaign"),
        FieldRowPanel([FieldPanel("nature"), FieldPanel("phase_kind")]),
        FieldPanel("moment"),
    ]


class ServiceViewSet(ModelViewSet):
    model = AnsweringService
    icon = "group"
    menu_label = _("Services that answer")
    list_display = ["name", BooleanColumn("is_in_use", label=_("In force"))]
    ordering = ["position", "name"]
    copy_view_enabled = False
    add_view_class, edit_view_class = _views(services.save_service, "service")
    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("position"), FieldPanel("is_in_use")])]
