"""Forms of the projects: filters, the project itself, the assessor's verdict."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.campaigns.queries import districts, envelopes, themes
from budget.contributions.models import Contribution
from budget.partners.queries import partners_of
from budget.plan.queries import objectives
from budget.projects.choices import (
    Criterion,
    Finding,
    ProjectSort,
    RefusalCode,
    StateGroup,
    Verdict,
)
from budget.rules.costs import CostError, parse_cents

COST_ERRORS = {
    "empty": _("Write the cost in euros: for example 62000."),
    "negative": _("Write the cost in euros, above zero: for example 62000."),
    "too_many_decimals": _("Write the cost in euros, with two decimals at most: for example 62000.50."),
    "too_large": _("This amount is too large: check the number of zeros."),
}


class EurosField(forms.CharField):
    """An amount typed in euros, as people write it; cleaned to integer cents, or None when empty and optional."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        if not self.required and not (value or "").strip():
            return None
        try:
            return parse_cents(value or "")
        except CostError as fault:
            message = COST_ERRORS.get(
                fault.code, _("Write the cost in euros, without letters: for example 62000.")
            )
            raise forms.ValidationError(message, code=fault.code) from fault

    def prepare_value(self, value):
        """Cents come back as euros, without a needless decimal part; what was typed stays as it was."""
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, 100)
        return f"{whole}.{rest:02}" if rest else str(whole)


class ReferencesField(forms.CharField):
    """References of contributions, separated by commas or spaces; cleaned to public contributions of a campaign."""

    campaign = None

    def clean(self, value):
        text = super().clean(value)
        asked = list(dict.fromkeys(text.replace(",", " ").replace(";", " ").upper().split()))
        found = {
            c.reference: c for c in Contribution.objects.filter(campaign=self.campaign, reference__in=asked)
        }
        unknown = [
            reference for reference in asked if reference not in found or not found[reference].is_public
        ]
        if unknown:
            raise forms.ValidationError(
                gettext("No public contribution has the reference %(references)s.")
                % {"references": ", ".join(unknown)}
            )
        return [found[reference] for reference in asked]


class FilterForm(forms.Form):
    """The filters of the list, drawn by components/filters.html. It never refuses anything: see ProjectFilters."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput())
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    origin = forms.ChoiceField(label=_("Where it was said"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=ProjectSort.choices)

    def __init__(self, filters, groups):
        super().__init__(
            initial={
                "q": filters.text,
                **{name: getattr(filters, name) for name in ("theme", "district", "state", "origin", "sort")},
            }
        )
        self.filters = filters
        self.fields["theme"].choices = [("", _("Every theme")), *((t.code, t.label) for t in themes())]
        self.fields["district"].choices = [
            ("", _("Every district")),
            *((d.code, d.label) for d in districts()),
        ]
        self.fields["state"].choices = [
            ("", _("Every state")),
            *((g.value, f"{g.label} ({groups[g]})") for g in StateGroup if g in groups),
        ]
        self.fields["origin"].choices = [
            ("", _("Everywhere")),
            ("web", _("Online")),
            ("room", _("Around tables, at councils and stands")),
            ("post", _("On paper, by phone or by post")),
        ]

    def active(self):
        """[{label, url}] of the filters in use, each with the address of the list without it."""
        chosen = self.filters.chosen
        labels = {
            name: dict(self.fields[name].choices).get(value, value)
            for name, value in chosen.items()
            if name != "text"
        }
        if "text" in chosen:
            labels = {"text": gettext("“%(words)s”") % {"words": chosen["text"]}, **labels}
        if "state" in chosen:
            labels["state"] = StateGroup(chosen["state"]).label
        return [
            {"label": label, "url": "?" + self.filters.query_without(name)} for name, label in labels.items()
        ]


class ProjectForm(forms.Form):
    """A project as its authors write it. `sources` and `partner` are chosen once, when it is submitted."""

    partner = forms.ModelChoiceField(
        label=_("Who submits this project?"), queryset=None, required=False, empty_label=None
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=250,
        help_text=_("As you would say it to your neighbour."),
        error_messages={"required": _("Give your project a title.")},
    )
    summary = forms.CharField(
        label=_("In three sentences"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Describe your project in a few sentences.")},
    )
    description = forms.CharField(
        label=_("The project in detail"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For whom, how, with whom. Leave a blank line between paragraphs."),
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=None,
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a theme.")},
    )
    objective = forms.ModelChoiceField(
        label=_("Objective of the strategic plan"),
        queryset=None,
        required=False,
        empty_label=_("None in particular"),
    )
    sources = ReferencesField(
        label=_("Contributions it comes from"),
        required=False,
        max_length=300,
        help_text=_(
            "Their references, for example C13, A3-T3-N2. Their authors will see what became of them."
        ),
    )
    envelope = forms.ModelChoiceField(
        label=_("District"),
        queryset=None,
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a district, or the whole city.")},
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("A street, a square, a school; nothing if it is everywhere."),
    )
    cost_cents = EurosField(
        label=_("Estimated cost"),
        help_text=_("An order of magnitude. A city service will study it."),
    )
    upkeep_cents = EurosField(
        label=_("Upkeep per year"), required=False, help_text=_("If you have an idea of it.")
    )

    def __init__(self, *args, campaign, user, is_edit=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes()
        self.fields["theme"].label_from_instance = lambda theme: theme.label
        self.fields["objective"].queryset = objectives()
        self.fields["objective"].label_from_instance = lambda objective: f"{objective.code} {objective.label}"
        self.fields["envelope"].queryset = envelopes(campaign)
        self.fields["envelope"].label_from_instance = lambda envelope: envelope.district.label
        self.fields["sources"].campaign = campaign
        partners = partners_of(user)
        self._offer_voices(partners)
        if is_edit:
            del self.fields["partner"], self.fields["sources"]

    def _offer_voices(self, partners):
        """As oneself first, then each organisation; nothing to choose when there is none."""
        field = self.fields["partner"]
        field.queryset = partners
        if not partners:
            field.widget = forms.HiddenInput()
            return
        field.widget = forms.RadioSelect()
        field.choices = [
            ("", _("Myself")),
            *((p.pk, gettext("%(name)s, as its representative") % {"name": p.name}) for p in partners),
        ]
        field.error_messages["invalid_choice"] = _("Choose yourself or an organisation you represent.")


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
        help_text=_("Required to be on the ballot: 0 if there is none."),
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
        help_text=_("If the verdict has conditions: what the works will have to respect."),
    )
    refusal_code = forms.ChoiceField(
        label=_("Reason for a refusal"), required=False, choices=[("", _("No refusal")), *RefusalCode.choices]
    )
    reason = forms.CharField(
        label=_("The reason in plain words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Its authors will read it first, then everyone. Required for a refusal."),
    )
    way_forward = forms.CharField(
        label=_("A way forward"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Another place, another budget, a project to join. Required for a refusal."),
    )
    signed_as = forms.CharField(
        label=_("Signature"),
        max_length=160,
        help_text=_("A name or a function, and the service: it is public."),
        error_messages={"required": _("Sign: a name or a function, and the service.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            self.fields[f"finding_{criterion}"] = forms.ChoiceField(
                label=criterion.label,
                required=False,
                choices=[("", _("Not examined")), *Finding.choices],
                widget=forms.RadioSelect(),
            )
            self.fields[f"comment_{criterion}"] = forms.CharField(
                label=gettext("Comment: %(criterion)s") % {"criterion": criterion.label},
                required=False,
                max_length=500,
            )

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


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you withdraw it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is public. The page and its lineage stay."),
    )


def add_refusal(form, refusal):
    """Put a DomainError into a form, at the field it names where the form has it. Returns the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return form
