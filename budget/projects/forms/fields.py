"""Fields that several forms of the projects use, and how a refusal enters a form."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.contributions.models import Contribution
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


def add_refusal(form, refusal):
    """Put a DomainError into a form, at the field it names where the form has it. Returns the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return form
