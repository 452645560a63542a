"""The admin of the question register."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from budget.contributions import permissions, services
from budget.contributions.choices import Nature
from budget.contributions.models import Contribution, RegisteredQuestion
from budget.journal.forms import SavedByService
from budget.rules.clock import now


class RegisterPolicy(ModelPermissionPolicy):
    """Those who assign questions and those who answer them."""

    def user_has_permission(self, user, action):
        return action != "delete" and permissions.may_register_question(user, now=now())


# Before any viewset asks for the policy of this model.
register_permission_policy(RegisteredQuestion, RegisterPolicy(RegisteredQuestion))


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
