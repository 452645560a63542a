"""The admin of the debate: one moderation list for every channel, and the question register."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from budget.contributions import permissions, services
from budget.contributions.choices import ContributionState, Nature
from budget.contributions.models import Contribution, RegisteredQuestion
from budget.journal.forms import SavedByService
from budget.rules.clock import now


class ModerationPolicy(ModelPermissionPolicy):
    """Moderators decide; those who may view contributions read the list. Nobody adds or deletes here."""

    def user_has_permission(self, user, action):
        if action == "change":
            return permissions.may_moderate(user, now=now())
        return action == "view" and super().user_has_permission(user, "view")


class RegisterPolicy(ModelPermissionPolicy):
    """Those who assign questions and those who answer them."""

    def user_has_permission(self, user, action):
        return action != "delete" and permissions.may_register_question(user, now=now())


# Before any viewset asks for the policy of these models.
register_permission_policy(Contribution, ModerationPolicy(Contribution))
register_permission_policy(RegisteredQuestion, RegisterPolicy(RegisteredQuestion))


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


class QuestionForm(WagtailAdminModelForm):
    """A line of the register. The question is chosen once."""

    class Meta:
        model = RegisteredQuestion
        fields = ["contribution", "service", "due_on", "answer"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        questions = Contribution.objects.filter(nature=Nature.QUESTION).order_by("-received_at")
        if self.instance.pk:
            questions = questions.filter(pk=self.instance.contribution_id)
            self.fields["contribution"].disabled = True
        else:
            questions = questions.filter(registration__isnull=True)
        self.fields["contribution"].queryset = questions
        self.fields["contribution"].label = _("Question")


class SavesQuestion(SavedByService):
    def save_through(self, instance):
        return services.save_question(question=instance, actor=self.request.user, now=now())


class QuestionViewSet(ModelViewSet):
    model = RegisteredQuestion
    icon = "help"
    menu_label = _("Question register")
    list_display = ["contribution", "service", "due_on", "answered_at"]
    list_filter = ["service", "contribution__campaign"]
    ordering = ["due_on"]
    copy_view_enabled = False
    add_view_class = type("Add", (SavesQuestion, CreateView), {})
    edit_view_class = type("Edit", (SavesQuestion, EditView), {})

    def get_form_class(self, for_update=False):
        return QuestionForm


class DebateGroup(ViewSetGroup):
    menu_label = _("Debate")
    menu_icon = "comment"
    menu_order = 120
    items = (ContributionViewSet, QuestionViewSet)
