"""What staff fill in at the desk of questions: a service and a date, an answer, a sameness, a revision."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from budget.campaigns.models import BaseDocumentRevision
from budget.contributions.choices import PUBLIC_STATES, Nature
from budget.contributions.models import AnsweringService, Contribution

DAYS_TO_ANSWER = 14


class AssignForm(forms.Form):
    """The service is chosen in the list that staff keep; the one already named stays a choice."""

    service = forms.ChoiceField(
        label=_("Service"), error_messages={"required": _("Say which service answers.")}
    )
    due_on = forms.DateField(
        label=_("Answer due on"),
        widget=AdminDateInput,
        error_messages={"required": _("Give the day by which it is answered: it is public.")},
    )

    def __init__(self, *args, contribution, today, **kwargs):
        super().__init__(*args, **kwargs)
        line = getattr(contribution, "registration", None)
        names = list(
            AnsweringService.objects.filter(is_in_use=True)
            .order_by("position", "name")
            .values_list("name", flat=True)
        )
        if line and line.service not in names:
            names.insert(0, line.service)
        self.fields["service"].choices = [("", _("Choose a service")), *((name, name) for name in names)]
        self.initial.setdefault("service", line.service if line else "")
        self.initial.setdefault("due_on", line.due_on if line else today + timedelta(days=DAYS_TO_ANSWER))


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Published as it is. Everyone who asked is told."),
        error_messages={"required": _("Write the answer: it is published as it is.")},
    )

    def __init__(self, *args, contribution, today, **kwargs):
        super().__init__(*args, **kwargs)
        line = getattr(contribution, "registration", None)
        self.initial.setdefault("answer", line.answer if line else "")


class JoinForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("The same question as"),
        queryset=None,
        empty_label=_("Choose a question"),
        error_messages={"required": _("Choose the question that asks the same.")},
    )

    def __init__(self, *args, contribution, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = (
            Contribution.objects.filter(
                campaign=contribution.campaign_id,
                nature=Nature.QUESTION,
                state__in=PUBLIC_STATES,
                registration__isnull=False,
            )
            .exclude(pk=contribution.pk)
            .order_by("reference")
        )


class AbsorbForm(forms.Form):
    revision = forms.ModelChoiceField(
        label=_("Since revision"),
        queryset=None,
        empty_label=_("Choose a revision"),
        error_messages={"required": _("Choose the revision that holds the answer.")},
    )

    def __init__(self, *args, contribution, today, **kwargs):
        super().__init__(*args, **kwargs)
        revisions = BaseDocumentRevision.objects.filter(campaign=contribution.campaign_id)
        self.fields["revision"].queryset = revisions.order_by("-number")
        self.fields["revision"].label_from_instance = lambda one: f"{one.number}, {one.note}"[:120]
