"""The assessor's verdict."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.projects.choices import Criterion, Finding, RefusalCode, Verdict
from budget.projects.forms.fields import EurosField


class AssessmentForm(forms.Form):
    """An assessor's verdict: criteria, cost, verdict, reasons, signature."""

    service = forms.CharField(
        label=_("Service"),
        max_length=120,
        error_messages={"required": _("Name the service that assessed the project.")},
    )
    cost_cents = EurosField(
        label=_("Cost found by the service"),
        help_text=_("Taxes and studies included; it is what people vote on."),
    )
    upkeep_cents = EurosField(
        label=_("Upkeep per year"),
        required=False,
        help_text=_("0 if there is none."),
    )
    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=Verdict.choices,
        widget=forms.RadioSelect(),
        error_messages={"required": _("Choose a verdict.")},
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the works will have to respect."),
    )
    refusal_code = forms.ChoiceField(
        label=_("Reason for a refusal"), required=False, choices=[("", _("No refusal")), *RefusalCode.choices]
    )
    reason = forms.CharField(
        label=_("The reason in plain words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Its authors will read it first, then everyone."),
    )
    way_forward = forms.CharField(
        label=_("A way forward"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Another place, another budget, a project to join."),
    )
    signed_as = forms.CharField(
        label=_("Signature"),
        max_length=160,
        help_text=_("A name or a function, and the service: it is public."),
        error_messages={"required": _("Sign: a name or a function, and the service.")},
    )

    #: What each verdict needs; nothing else is asked of it.
    NEEDED = {
        "upkeep_cents": _("needed to be on the ballot"),
        "conditions": _("needed for a verdict with conditions"),
        "refusal_code": _("needed for a refusal"),
        "reason": _("needed for a refusal"),
        "way_forward": _("needed for a refusal"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in self.NEEDED.items():
            self.fields[name].needed_when = words
        for criterion in Criterion:
            self.fields[f"finding_{criterion}"] = forms.ChoiceField(
                label=criterion.label,
                required=False,
                choices=[("", _("Not examined")), *Finding.choices],
            )
            self.fields[f"comment_{criterion}"] = forms.CharField(
                label=gettext("Comment: %(criterion)s") % {"criterion": criterion.label},
                required=False,
                max_length=500,
            )

    def clean(self):
        """Everything a verdict lacks at once, in the words of the service, which goes on refusing one by one."""
        values = super().clean()
        if values.get("verdict") == Verdict.FIT_WITH_CONDITIONS:
            self._require("conditions", _("Write the conditions: the authors and the voters will read them."))
        if values.get("verdict") == Verdict.REFUSED:
            self._require("refusal_code", _("Choose the reason for the refusal."))
            self._require("reason", _("Explain the refusal in plain words: its authors will read it."))
            self._require(
                "way_forward",
                _("Write a way forward: another place, another budget, a project to join."),
            )
        return values

    def _require(self, name, message):
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)

    @property
    def criteria_fields(self):
        """[(finding, comment)] as bound fields, in the order of the criteria."""
        return [(self[f"finding_{criterion}"], self[f"comment_{criterion}"]) for criterion in Criterion]

    def verdict_values(self):
        """The cleaned values as `assess_project` takes them."""
        values = {
            key: value
            for key, value in self.cleaned_data.items()
            if "finding_" not in key and "comment_" not in key
        }
        values["criteria"] = {
            str(criterion): {
                "finding": self.cleaned_data[f"finding_{criterion}"],
                "comment": self.cleaned_data[f"comment_{criterion}"],
            }
            for criterion in Criterion
            if self.cleaned_data[f"finding_{criterion}"] or self.cleaned_data[f"comment_{criterion}"]
        }
        return values
