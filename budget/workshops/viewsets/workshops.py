"""The admin of meetings: everything is saved through the services."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateTimeInput

from budget.journal.forms import SavedByService
from budget.rules.clock import now
from budget.workshops import services
from budget.workshops.choices import TeamRole, WorkshopState
from budget.workshops.models import Workshop


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 5}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class TeamField(forms.ModelMultipleChoiceField):
    """Some of those who may animate meetings."""

    def __init__(self, **kwargs):
        super().__init__(queryset=None, required=False, **kwargs)


#: The fields of the team, by role; a person has one.
ROLES = {"leads": TeamRole.LEAD, "recorders": TeamRole.RECORDER, "greeters": TeamRole.WELCOME}


class WorkshopForm(WagtailAdminModelForm):
    """A meeting with its tables. It moves forward with `move_to`, never back."""

    table_subjects = LinesField(
        label=_("Tables"), help_text=_("The subject of each table, one a line: the first is table 1.")
    )
    programme = LinesField(label=_("Programme"), help_text=_("One step a line: 18h30 welcome."))
    access = LinesField(label=_("Access"), help_text=_("One a line: step-free, induction loop, childcare."))
    leads = TeamField(
        label=_("Facilitators"), help_text=_("They prepare it, welcome people, note and publish.")
    )
    recorders = TeamField(label=_("Table recorders"), help_text=_("They write the tables’ notes."))
    greeters = TeamField(label=_("Welcome desk"), help_text=_("They read who comes and check people in."))
    move_to = forms.ChoiceField(label=_("Move it to"), required=False)

    class Meta:
        model = Workshop
        fields = [
            "campaign",
            "kind",
            "title",
            "starts_at",
            "ends_at",
            "venue",
            "address",
            "latitude",
            "longitude",
            "access_notes",
            "district",
            "council",
            "takes_registrations",
            "capacity",
            "attended",
        ]
        widgets = {"starts_at": AdminDateTimeInput, "ends_at": AdminDateTimeInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = self.instance
        for name in ("programme", "access"):
            self.initial[name] = getattr(meeting, name)
        if meeting.pk:
            self.initial["table_subjects"] = list(
                meeting.tables.order_by("number").values_list("subject", flat=True)
            )
        order = list(WorkshopState)
        later = order[order.index(WorkshopState(meeting.state)) + 1 :]
        self.fields["move_to"].choices = [("", "—"), *[(state, state.label) for state in later]]
        self._offer_team()

    def _offer_team(self):
        right = Q(groups__permissions__codename="capture_note") | Q(user_permissions__codename="capture_note")
        able = get_user_model().objects.filter(right).distinct()
        team = list(self.instance.team.all()) if self.instance.pk else []
        for name, role in ROLES.items():
            self.fields[name].queryset = able
            self.initial[name] = [member.user_id for member in team if member.role == role]

    def clean(self):
        filled = super().clean()
        seen = set()
        for name in ROLES:
            twice = seen & set(filled.get(name, ()))
            if twice:
                self.add_error(
                    name,
                    _("%(names)s: choose one role; facilitators do all of it.")
                    % {"names": ", ".join(sorted(str(person) for person in twice))},
                )
            seen |= set(filled.get(name, ()))
        return filled

    def team(self):
        """{user: role}, as `save_workshop` takes it."""
        return {person: role for name, role in ROLES.items() for person in self.cleaned_data[name]}


class SavesWorkshop(SavedByService):
    def save_through(self, instance):
        filled = self.form.cleaned_data
        instance.programme, instance.access = filled["programme"], filled["access"]
        act = {"actor": self.request.user, "now": now()}
        saved = services.save_workshop(
            workshop=instance,
            tables=filled["table_subjects"],
            team=self.form.team(),
            site=self.request.build_absolute_uri("/"),
            **act,
        )
        if filled["move_to"]:
            saved = services.advance_workshop(workshop=saved, to=filled["move_to"], **act)
        return saved


class WorkshopViewSet(ModelViewSet):
    model = Workshop
    icon = "group"
    menu_label = _("Workshops")
    list_display = ["reference", "title", "kind", "state", "starts_at", "registered", "waiting", "attended"]
    list_filter = ["campaign", "state", "kind", "district"]
    ordering = ["-starts_at"]
    copy_view_enabled = False
    add_view_class = type("Add", (SavesWorkshop, CreateView), {})
    edit_view_class = type("Edit", (SavesWorkshop, EditView), {})

    def get_form_class(self, for_update=False):
        return WorkshopForm
