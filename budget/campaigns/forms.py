"""What staff write about a printed document."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from budget.campaigns.choices import DerivativeKind
from budget.campaigns.models import BaseDocumentRevision


class DerivativeForm(forms.Form):
    """A document made from the base document: what it is, and from which revision."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DerivativeKind.choices)
    title = forms.CharField(
        label=_("What it is"), max_length=160, help_text=_("“Voter guide, A5, 3,000 copies”.")
    )
    revision = forms.ModelChoiceField(
        label=_("Made from the revision"), queryset=BaseDocumentRevision.objects.none()
    )
    printed_on = forms.DateField(label=_("Printed on"), required=False, widget=AdminDateInput)

    def __init__(self, *args, revisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"].queryset = revisions
        self.fields["revision"].label_from_instance = lambda revision: str(revision.number)
        self.fields["revision"].initial = revisions.first()
