"""The project as its authors write it."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.campaigns.queries import envelopes, themes
from budget.partners.queries import partners_of
from budget.plan.queries import objectives
from budget.projects.forms.fields import EurosField, ReferencesField

#: The choice of one's own voice.
MYSELF = "me"


class ProjectForm(forms.Form):
    """A project as its authors write it. `sources` and `partner` are chosen once, when it is submitted."""

    partner = forms.ChoiceField(
        label=_("Who submits this project?"),
        widget=forms.RadioSelect(),
        initial=MYSELF,
        error_messages={"invalid_choice": _("Choose yourself or an organisation you represent.")},
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
        self._offer_voices(user)
        if is_edit:
            del self.fields["partner"], self.fields["sources"]

    def _offer_voices(self, user):
        """As oneself first, then each organisation; nothing to choose when there is none."""
        self.partners = {str(partner.pk): partner for partner in partners_of(user)}
        field = self.fields["partner"]
        field.choices = [
            (MYSELF, _("Myself")),
            *(
                (pk, gettext("%(name)s, as its representative") % {"name": p.name})
                for pk, p in self.partners.items()
            ),
        ]
        if not self.partners:
            field.required = False
            field.widget = forms.HiddenInput()

    def clean_partner(self):
        """The Partner spoken for, or None for oneself."""
        return self.partners.get(self.cleaned_data["partner"])


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you withdraw it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is public. The page and its lineage stay."),
    )
