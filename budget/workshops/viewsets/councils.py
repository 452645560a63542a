"""The admin of neighbourhood councils: everything is saved through the services."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from budget.journal.forms import SavedByService
from budget.rules.clock import now
from budget.workshops import services
from budget.workshops.models import Council


class SavesCouncil(SavedByService):
    def save_through(self, instance):
        return services.save_council(council=instance, actor=self.request.user, now=now())


class CouncilViewSet(ModelViewSet):
    model = Council
    icon = "site"
    menu_label = _("Neighbourhood councils")
    list_display = ["name", "district", "rhythm", "partner"]
    ordering = ["code"]
    copy_view_enabled = False
    exclude_form_fields = []
    add_view_class = type("Add", (SavesCouncil, CreateView), {})
    edit_view_class = type("Edit", (SavesCouncil, EditView), {})
