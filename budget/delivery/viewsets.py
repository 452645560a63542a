"""The admin of the winners' works: steps published, done, put off, each through its service."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from budget.delivery import services
from budget.delivery.choices import MilestoneState
from budget.delivery.models import Milestone
from budget.delivery.queries import only_by_code_for
from budget.journal.forms import SavedByService
from budget.rules.clock import now


class Add(SavedByService, CreateView):
    def save_through(self, instance):
        milestone = services.add_milestone(
            project=instance.project,
            actor=self.request.user,
            title=instance.title,
            text=instance.text,
            due_on=instance.due_on,
            is_done=instance.state == MilestoneState.DONE,
            now=now(),
        )
        self._name_the_rest(milestone.project)
        return milestone

    def _name_the_rest(self, project):
        """Who is not told: people whom only their follow code reaches, by what they said and where."""
        said = [f"{one.reference} ({one.provenance})" for one in only_by_code_for(project)]
        if said:
            words = _("Everyone upstream is told, but these are reached by their follow code only: %(list)s.")
            messages.info(self.request, words % {"list": ", ".join(said)})


class Edit(SavedByService, EditView):
    """A published step is done, or put off: nothing else about it changes."""

    def save_through(self, instance):
        before, actor = Milestone.objects.get(pk=instance.pk), self.request.user
        if (before.project_id, before.title, before.text) != (
            instance.project_id,
            instance.title,
            instance.text,
        ):
            raise services.DeliveryError(_("A published step keeps its words: publish another one instead."))
        if instance.state == MilestoneState.DONE:
            return services.mark_done(milestone=before, actor=actor, now=now())
        if instance.state == MilestoneState.LATE:
            return services.report_delay(
                milestone=before, actor=actor, reason=instance.reason, new_date=instance.due_on, now=now()
            )
        raise services.DeliveryError(
            _("Say what happened: the step is done, or late with its reason and its new date."), field="state"
        )


class MilestoneViewSet(ModelViewSet):
    model = Milestone
    icon = "date"
    menu_label = gettext_lazy("Milestones")
    menu_order = 180
    add_to_admin_menu = True
    list_display = ["title", "project", "due_on", "state"]
    list_filter = ["state", "project__campaign"]
    ordering = ["due_on"]
    copy_view_enabled = False
    add_view_class, edit_view_class = Add, Edit
    panels = [
        FieldPanel("project"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("due_on"),
        FieldPanel("state"),
        FieldPanel("reason"),
    ]
