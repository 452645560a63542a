"""Forms of the Wagtail admin: each act calls one service, which says what is wrong in words."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from budget.contributions.models import Contribution
from budget.projects.choices import CommitmentState, ProjectState
from budget.projects.models import Commitment, Project


class ProjectActForm(WagtailAdminModelForm):
    """What staff do with a project: receive it, hand it to a service, join it to another."""

    act = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            ("", _("Choose")),
            ("receive", _("It is admissible")),
            ("begin", _("Its assessment begins")),
            ("merge", _("Join it to another project")),
        ],
    )
    into = forms.ModelChoiceField(label=_("Join it to"), queryset=Project.objects.none(), required=False)
    consent = forms.ModelChoiceField(
        label=_("Contribution in which the authors agreed"),
        queryset=Contribution.objects.none(),
        to_field_name="reference",
        required=False,
        widget=forms.TextInput(),
        help_text=_("Its reference, for example A6-T3-N1."),
    )
    reason = forms.CharField(
        label=_("Reason, or name of the service"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta:
        model = Project
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        project = self.instance
        self.fields["into"].queryset = (
            Project.objects.filter(campaign=project.campaign_id)
            .exclude(pk=project.pk)
            .exclude(state__in=(ProjectState.DRAFT, ProjectState.MERGED, ProjectState.WITHDRAWN))
            .order_by("reference")
        )
        self.fields["consent"].queryset = Contribution.objects.filter(campaign=project.campaign_id)


class CommitmentForm(WagtailAdminModelForm):
    """A promise keyed for a partner."""

    class Meta:
        model = Commitment
        fields = ["partner", "project", "objective", "quantity", "due_on", "evidence"]


class CommitmentActForm(WagtailAdminModelForm):
    """What became of a promise."""

    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=[
            ("", _("Choose")),
            *((state.value, state.label) for state in CommitmentState if state != CommitmentState.PROPOSED),
        ],
    )
    evidence = forms.CharField(label=_("Evidence"), required=False, max_length=250)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=250)

    class Meta:
        model = Commitment
        fields = []
