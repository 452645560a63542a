"""The admin of organisations: validate or refuse a profile, through the services."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from budget.journal.forms import SavedByService
from budget.journal.permissions import ActsPolicy
from budget.partners import services
from budget.partners.forms import DecisionForm
from budget.partners.models import Partner
from budget.rules.clock import now

register_permission_policy(Partner, ActsPolicy(Partner, view=["view_partner"], change=["validate_partner"]))


class DecidesOnPartner(SavedByService, EditView):
    def save_through(self, instance):
        values = self.form.cleaned_data
        decide = {"validate": services.validate_partner, "refuse": services.refuse_partner}
        return decide[values["decision"]](
            partner=instance, actor=self.request.user, reason=values["reason"], now=now()
        )


class PartnerViewSet(ModelViewSet):
    model = Partner
    icon = "group"
    menu_label = _("Partners")
    menu_order = 120
    add_to_admin_menu = True
    list_display = ["name", "reference", "kind", "state", "requested_at"]
    list_filter = ["state", "kind"]
    search_fields = ["name", "reference"]
    search_backend_name = None
    ordering = ["-requested_at"]
    copy_view_enabled = False
    inspect_view_enabled = True
    edit_view_class = DecidesOnPartner
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name", read_only=True), FieldPanel("kind", read_only=True)]),
                    FieldPanel("registration_number", read_only=True),
                    FieldPanel("summary", read_only=True),
                    FieldPanel("represented_by", read_only=True),
                    FieldPanel("state", read_only=True),
                ],
                heading=_("The profile"),
            ),
            MultiFieldPanel([FieldPanel("decision"), FieldPanel("reason")], heading=_("The decision")),
        ],
        base_form_class=DecisionForm,
    )
