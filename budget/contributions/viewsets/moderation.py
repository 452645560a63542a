"""Everything said, in one list for every channel; each line opens the moderators' desk."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from budget.contributions import permissions
from budget.contributions.models import Contribution
from budget.rules.clock import now


class ModerationPolicy(ModelPermissionPolicy):
    """Moderators decide; those who may view contributions read the list. Nobody adds or deletes here."""

    def user_has_permission(self, user, action):
        if action == "change":
            return permissions.may_moderate(user, now=now())
        return action == "view" and super().user_has_permission(user, "view")


# Before any viewset asks for the policy of this model.
register_permission_policy(Contribution, ModerationPolicy(Contribution))


class OpensTheDesk(EditView):
    """Choosing a contribution of the list opens its page of the moderators' desk."""

    def dispatch(self, request, *args, **kwargs):
        return redirect("moderation:item", kwargs["pk"])


class ContributionViewSet(ModelViewSet):
    model = Contribution
    icon = "comment"
    menu_label = _("All contributions")
    add_to_admin_menu = False
    list_display = [
        "reference",
        Column("headline", label=_("Words")),
        "nature",
        "channel",
        "state",
        "received_at",
    ]
    list_filter = ["campaign", "state", "nature", "channel", "district"]
    search_fields = ["reference", "title", "text"]
    search_backend_name = None
    ordering = ["received_at", "id"]
    copy_view_enabled = False
    edit_view_class = OpensTheDesk
    form_fields = []
