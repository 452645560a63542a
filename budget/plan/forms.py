"""The admin form of an amendment."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from budget.campaigns.queries import campaigns
from budget.contributions.models import Contribution
from budget.plan.models import Amendment


class AmendmentForm(WagtailAdminModelForm):
    """Words to add to an objective, and the references of the contributions they come from."""

    campaign = forms.ModelChoiceField(label=_("Campaign of the sources"), queryset=None)
    references = forms.CharField(
        label=_("Sources"), help_text=_("References, for example C01, A6-T2-N1."), max_length=300
    )
    text = forms.CharField(
        label=_("The wording that results"),
        required=False,
        max_length=300,
        help_text=_("By default: the present wording, then the added words."),
    )

    class Meta:
        model = Amendment
        fields = ["objective", "added"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns()

    def clean(self):
        """`cleaned_data["sources"]`: the contributions of these references."""
        values = super().clean()
        asked = values.get("references", "").replace(",", " ").replace(";", " ").upper().split()
        found = {
            said.reference: said
            for said in Contribution.objects.filter(campaign=values.get("campaign"), reference__in=asked)
        }
        if unknown := [reference for reference in asked if reference not in found]:
            message = gettext("No contribution has the reference %(references)s.")
            self.add_error("references", message % {"references": ", ".join(unknown)})
        values["sources"] = list(found.values())
        return values
