"""The admin of moderation: one list for every channel."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from budget.contributions import permissions, services
from budget.contributions.choices import ContributionState
from budget.contributions.models import Contribution
from budget.journal.forms import SavedByService
from budget.rules.clock import now


class ModerationPolicy(ModelPermissionPolicy):
    """Moderators decide; those who may view contributions read the list. Nobody adds or deletes here."""

    def user_has_permission(self, user, action):
        if action == "change":
            return permissions.may_moderate(user, now=now())
        return action == "view" and super().user_has_permission(user, "view")


# Before any viewset asks for the policy of this model.
register_permission_policy(Contribution, ModerationPolicy(Contribution))


class ModerationForm(WagtailAdminModelForm):
    """Publish or hide, with a reason. The words themselves are shown and cannot be changed."""

    PUBLISH, HIDE = "publish", "hide"

    said = forms.CharField(label=_("What was said"), required=False, disabled=True, widget=forms.Textarea)
    origin = forms.CharField(label=_("Origin"), required=False, disabled=True)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(PUBLISH, _("Publish")), (HIDE, _("Hide"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        help_text=_("To hide, name the article of the charter: readers and the author see it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Contribution
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        contribution = self.instance
        self.initial["said"] = "\n\n".join(filter(None, [contribution.title, contribution.text]))
        self.initial["origin"] = contribution.provenance
        waits = contribution.state in (ContributionState.RECEIVED, ContributionState.HIDDEN)
        self.initial["decision"] = self.PUBLISH if waits else self.HIDE


class Moderates(SavedByService):
    def save_through(self, instance):
        act = getattr(services, self.form.cleaned_data["decision"])
        reason = self.form.cleaned_data["reason"]
        return act(contribution=instance, actor=self.request.user, now=now(), reason=reason)


class ContributionViewSet(ModelViewSet):
    model = Contribution
    icon = "comment"
    menu_label = _("Moderation")
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
    edit_view_class = type("Edit", (Moderates, EditView), {})

    def get_form_class(self, for_update=False):
        return ModerationForm
