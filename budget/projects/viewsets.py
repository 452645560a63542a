"""The admin of projects and commitments: lists to read, acts that go through services."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from budget.journal.forms import SavedByService
from budget.journal.permissions import ActsPolicy
from budget.projects import services
from budget.projects.choices import CommitmentState
from budget.projects.forms import CommitmentActForm, CommitmentForm, ProjectActForm
from budget.projects.models import Commitment, Project
from budget.rules.clock import now

register_permission_policy(
    Project,
    ActsPolicy(Project, view=["view_project"], change=["merge_project", "assess_project", "manage_campaign"]),
)
register_permission_policy(
    Commitment,
    ActsPolicy(Commitment, view=["view_commitment"], add=["add_commitment"], change=["change_commitment"]),
)


class ActsOnProject(SavedByService, EditView):
    def save_through(self, instance):
        values = self.form.cleaned_data
        common = {"actor": self.request.user, "now": now()}
        if values["act"] == "receive":
            return services.receive_project(project=instance, **common)
        if values["act"] == "begin":
            return services.begin_assessment(project=instance, service=values["reason"], **common)
        return services.merge_projects(
            source=instance,
            into=values["into"] or instance,
            consent=values["consent"],
            reason=values["reason"],
            **common,
        )


class AddsCommitment(SavedByService, CreateView):
    def save_through(self, instance):
        values = self.form.cleaned_data
        return services.commit_means(actor=self.request.user, now=now(), **values)


class ActsOnCommitment(SavedByService, EditView):
    def save_through(self, instance):
        values = self.form.cleaned_data
        common = {"commitment": instance, "actor": self.request.user, "now": now()}
        acts = {
            CommitmentState.CONFIRMED: (services.confirm_commitment, ["evidence"]),
            CommitmentState.KEPT: (services.keep_commitment, ["evidence"]),
            CommitmentState.LATE: (services.report_commitment_late, ["reason"]),
            CommitmentState.WITHDRAWN: (services.withdraw_commitment, ["reason"]),
        }
        act, names = acts[values["state"]]
        return act(**common, **{name: values[name] for name in names})


def _read_only(*names):
    return [FieldPanel(name, read_only=True) for name in names]


class ProjectViewSet(ModelViewSet):
    model = Project
    icon = "doc-full"
    menu_label = _("Projects")
    list_display = ["reference", "title", "state", "envelope", "submitted_at"]
    list_filter = ["campaign", "state"]
    search_fields = ["reference", "title"]
    search_backend_name = None
    ordering = ["-campaign_id", "reference"]
    copy_view_enabled = False
    inspect_view_enabled = True
    edit_view_class = ActsOnProject
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                _read_only("title", "summary", "state", "cost_cents", "submitted_by", "partner"),
                heading=_("The project"),
            ),
            MultiFieldPanel(
                [FieldPanel("act"), FieldPanel("into"), FieldPanel("consent"), FieldPanel("reason")],
                heading=_("What to do"),
            ),
        ],
        base_form_class=ProjectActForm,
    )


class CommitmentViewSet(ModelViewSet):
    model = Commitment
    icon = "clipboard-list"
    menu_label = _("Commitments")
    list_display = [
        "partner",
        "quantity",
        "project",
        "objective",
        "due_on",
        "state",
    ]
    list_filter = ["state", "partner"]
    ordering = ["due_on"]
    copy_view_enabled = False
    exclude_form_fields = []
    add_view_class, edit_view_class = AddsCommitment, ActsOnCommitment
    add_handler = ObjectList(
        [
            FieldPanel("partner"),
            FieldRowPanel([FieldPanel("project"), FieldPanel("objective")]),
            FieldRowPanel([FieldPanel("quantity"), FieldPanel("due_on")]),
            FieldPanel("evidence"),
        ],
        base_form_class=CommitmentForm,
    )
    acts_handler = ObjectList(
        [
            MultiFieldPanel(
                _read_only("partner", "project", "objective", "quantity", "due_on"), heading=_("The promise")
            ),
            MultiFieldPanel(
                [FieldPanel("state"), FieldPanel("evidence"), FieldPanel("reason")],
                heading=_("What became of it"),
            ),
        ],
        base_form_class=CommitmentActForm,
    )

    def get_form_class(self, for_update=False):
        return self._handler(for_update).get_form_class()

    def get_add_view_kwargs(self, **kwargs):
        return super().get_add_view_kwargs(panel=self._handler(False), **kwargs)

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(panel=self._handler(True), **kwargs)

    def _handler(self, for_update):
        return (self.acts_handler if for_update else self.add_handler).bind_to_model(Commitment)


class ProjectGroup(ViewSetGroup):
    menu_label = _("Projects")
    menu_icon = "doc-full"
    menu_order = 140
    items = (ProjectViewSet, CommitmentViewSet)
