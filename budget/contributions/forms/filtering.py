"""The filters of the list."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import Channel, ContributionState, Nature
from budget.contributions.queries import Filters

SORTS = [
    ("lot", _("Today's draw")),
    ("newest", _("Newest")),
    ("supported", _("Most supported")),
    ("unanswered", _("Without an answer")),
]
STATES = [
    (ContributionState.PUBLISHED, _("In debate")),
    (ContributionState.BECAME_PROJECT, ContributionState.BECAME_PROJECT.label),
    (ContributionState.MERGED, ContributionState.MERGED.label),
]


class FilterForm(forms.Form):
    """The filters of the list; what makes no sense is left out, the rest is applied."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, strip=True)
    theme = forms.MultipleChoiceField(label=_("Theme"), required=False, widget=forms.CheckboxSelectMultiple)
    district = forms.ChoiceField(label=_("District"), required=False)
    nature = forms.ChoiceField(
        label=_("Nature"), required=False, choices=[("", _("Ideas, questions and papers")), *Nature.choices]
    )
    origin = forms.ChoiceField(
        label=_("Origin"), required=False, choices=[("", _("Every origin")), *Channel.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Every state")), *STATES])
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, *args, districts, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget = forms.TextInput(attrs={"type": "search"})
        self.fields["theme"].choices = [(theme.code, theme.label) for theme in themes]
        if self.data.get("q"):  # a search looks at everything said
            self.fields["nature"].choices = [("", gettext("Every nature")), *Nature.choices]
        every = [("", gettext("Every district"))]
        self.fields["district"].choices = every + [(place.code, place.label) for place in districts]

    def filters(self, *, seed):
        """The Filters chosen; `seed` draws the lot."""
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(
            text=chosen.get("q", ""),
            district=chosen.get("district", ""),
            themes=tuple(chosen.get("theme", ())),
            natures=tuple(filter(None, [chosen.get("nature")])),
            channels=tuple(filter(None, [chosen.get("origin")])),
            state=chosen.get("state", ""),
            sort=chosen.get("sort") or "lot",
            seed=seed,
        )

    def active(self):
        """[(name, value, label)] of what is chosen, the order left out."""
        self.is_valid()
        found = []
        for name in ("q", "theme", "district", "nature", "origin", "state"):
            value = self.cleaned_data.get(name)
            values = value if isinstance(value, list) else [value]
            labels = dict(getattr(self.fields[name], "choices", ()))
            found += [(name, item, labels.get(item, item)) for item in values if item]
        return found
