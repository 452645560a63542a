"""The admin of the strategic plan: everything is saved through the services."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from budget.journal.forms import SavedByService
from budget.journal.permissions import ActsPolicy
from budget.plan import services
from budget.plan.forms import AmendmentForm
from budget.plan.models import Amendment, Axis, Objective
from budget.rules.clock import now

register_permission_policy(
    Axis, ActsPolicy(Axis, view=["view_axis"], add=["add_objective"], change=["add_objective"])
)
register_permission_policy(
    Objective,
    ActsPolicy(Objective, view=["view_objective"], add=["add_objective"], change=["add_objective"]),
)
register_permission_policy(Amendment, ActsPolicy(Amendment, view=["view_amendment"], add=["add_amendment"]))


class AddsAxis(SavedByService, CreateView):
    def save_through(self, instance):
        return services.add_axis(
            code=instance.code,
            title=instance.title,
            title_en=instance.title_en,
            actor=self.request.user,
            now=now(),
        )


class CorrectsAxis(SavedByService, EditView):
    def save_through(self, instance):
        return services.correct_axis(
            axis=instance,
            title=instance.title,
            title_en=instance.title_en,
            actor=self.request.user,
            now=now(),
        )


class AddsObjective(SavedByService, CreateView):
    def save_through(self, instance):
        return services.add_objective(
            axis=instance.axis,
            code=instance.code,
            text=instance.text,
            text_en=instance.text_en,
            actor=self.request.user,
            now=now(),
        )


class CorrectsObjective(SavedByService, EditView):
    def save_through(self, instance):
        return services.correct_objective(
            objective=instance,
            text=instance.text,
            text_en=instance.text_en,
            actor=self.request.user,
            now=now(),
        )


class AdoptsAmendment(SavedByService, CreateView):
    def save_through(self, instance):
        values = self.form.cleaned_data
        return services.adopt_amendment(
            objective=values["objective"],
            added=values["added"],
            sources=values["sources"],
            text=values["text"],
            actor=self.request.user,
            now=now(),
        )


class AxisViewSet(ModelViewSet):
    model = Axis
    icon = "list-ol"
    menu_label = _("Axes")
    list_display = ["code", "title"]
    ordering = ["code"]
    copy_view_enabled = False
    add_view_class, edit_view_class = AddsAxis, CorrectsAxis
    panels = [FieldPanel("code"), FieldPanel("title"), FieldPanel("title_en")]


class ObjectiveViewSet(ModelViewSet):
    model = Objective
    icon = "list-ul"
    menu_label = _("Objectives")
    list_display = ["code", "text", "axis"]
    list_filter = ["axis"]
    ordering = ["code"]
    copy_view_enabled = False
    add_view_class, edit_view_class = AddsObjective, CorrectsObjective
    panels = [FieldPanel("axis"), FieldPanel("code"), FieldPanel("text"), FieldPanel("text_en")]


class AmendmentViewSet(ModelViewSet):
    model = Amendment
    icon = "edit"
    menu_label = _("Amendments")
    list_display = ["objective", "version", "added", "accepted_at"]
    list_filter = ["objective"]
    ordering = ["-accepted_at"]
    copy_view_enabled = False
    inspect_view_enabled = True
    add_view_class = AdoptsAmendment
    edit_handler = ObjectList(
        [
            FieldPanel("objective"),
            FieldPanel("added"),
            FieldPanel("campaign"),
            FieldPanel("references"),
            FieldPanel("text"),
        ],
        base_form_class=AmendmentForm,
    )


class PlanGroup(ViewSetGroup):
    menu_label = _("Strategic plan")
    menu_icon = "list-ul"
    menu_order = 130
    items = (AxisViewSet, ObjectiveViewSet, AmendmentViewSet)
