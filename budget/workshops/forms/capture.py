"""The plain capture form of a table, made for one thumb."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.campaigns import queries as campaigns
from budget.contributions.choices import STANDALONE_NATURES, Fidelity, Nature
from budget.contributions.models import Contribution

NOTE_LIMIT = 600
CAPTURED = [
    (nature, nature.label)
    for nature in (
        Nature.IDEA,
        Nature.FOR,
        Nature.AGAINST,
        Nature.QUESTION,
        Nature.CLARIFICATION,
        Nature.REACTION,
    )
]
FIDELITY_HINTS = {
    Fidelity.VERBATIM: _("You keep the person's words."),
    Fidelity.PARAPHRASE: _("You say the same thing, shorter."),
    Fidelity.SYNTHESIS: _("You gather what several people said."),
}


class CaptureForm(forms.Form):
    """One note of one table. `target` is the reference of what it answers, such as C27."""

    table = forms.ModelChoiceField(
        queryset=None, label=_("Table"), widget=forms.RadioSelect, empty_label=None
    )
    nature = forms.ChoiceField(label=_("It is…"), choices=CAPTURED, widget=forms.RadioSelect)
    target = forms.CharField(
        label=_("About"),
        required=False,
        max_length=20,
        help_text=_("The reference of what it answers, such as C27, if there is one."),
    )
    text = forms.CharField(
        label=_("What was said"),
        max_length=NOTE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what was said: one sentence is enough.")},
    )
    fidelity = forms.ChoiceField(
        label=_("You wrote it down…"),
        choices=[
            (Fidelity.VERBATIM, _("Word for word")),
            (Fidelity.PARAPHRASE, _("In short")),
            (Fidelity.SYNTHESIS, _("As a synthesis of several opinions")),
        ],
        widget=forms.RadioSelect,
        initial=Fidelity.VERBATIM,
    )
    theme = forms.ModelChoiceField(queryset=None, label=_("Theme"), required=False)

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.fields["table"].queryset = workshop.tables.order_by("number")
        self.fields["table"].label_from_instance = lambda table: f"{table.number}. {table.subject}"
        self.fields["table"].error_messages["required"] = _("Choose the table that speaks.")
        self.fields["nature"].error_messages["required"] = _("Say what kind of note this is.")
        self.fields["fidelity"].choice_hints = FIDELITY_HINTS
        self.fields["theme"].queryset = campaigns.themes()
        self.fields["theme"].empty_label = _("I do not know")

    def clean_target(self):
        """The contribution of the same edition, found by its reference however it is typed; or None."""
        reference = self.cleaned_data["target"].strip().upper()
        if not reference:
            return None
        found = Contribution.objects.filter(campaign=self.workshop.campaign, reference=reference).first()
        if found is None:
            raise forms.ValidationError(
                _("No contribution is called %(reference)s: write for example C27, or leave it empty.")
                % {"reference": reference}
            )
        return found

    def clean(self):
        said = super().clean()
        nature = said.get("nature")
        if nature and nature not in STANDALONE_NATURES and "target" in said and said["target"] is None:
            self.add_error("target", _("Say what it answers: write a reference, for example C27."))
        return said
