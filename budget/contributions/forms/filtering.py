"""The filters of the list."""

from urllib.parse import urlencode

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
    ("least_seen", _("Least seen")),
]
CLOSEST = ("closest", _("Nearest to these words"))
#: How many rows one may ask for on a page; the first is the usual one.
SIZES = (20, 50, 100)
STATES = [
    (ContributionState.PUBLISHED, _("In debate")),
    (ContributionState.BECAME_PROJECT, ContributionState.BECAME_PROJECT.label),
    (ContributionState.MERGED, ContributionState.MERGED.label),
    (ContributionState.CARRIED_OVER, ContributionState.CARRIED_OVER.label),
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
    size = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=SIZES[0],
        choices=[(size, size) for size in SIZES],
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, districts, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget = forms.TextInput(attrs={"type": "search"})
        self.fields["theme"].choices = [(theme.code, theme.label) for theme in themes]
        if self.data.get("q"):  # a search looks at everything said
            self.fields["nature"].choices = [("", gettext("Every nature")), *Nature.choices]
            self.fields["sort"].choices = [CLOSEST, *SORTS]
        if not self.data.get("size"):
            del self.fields["size"]
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
            sort=chosen.get("sort") or (CLOSEST[0] if chosen.get("q") else SORTS[0][0]),
            seed=seed,
        )

    def page_size(self):
        """How many rows a page holds."""
        self.is_valid()
        return self.cleaned_data.get("size") or SIZES[0]

    def address(self):
        """The query string of what is chosen and makes sense: the same list, to share."""
        self.is_valid()
        pairs = [(name, value) for name, value, _label in self.active()]
        if sort := self.cleaned_data.get("sort"):
            pairs.append(("sort", sort))
        return urlencode(pairs)

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


class _AnyChoice(forms.MultipleChoiceField):
    """A list of codes, taken as they come."""

    def valid_value(self, value):
        return True


class PointsForm(FilterForm):
    """The same filters for the points of a map, without reading what districts and themes there are."""

    theme = _AnyChoice(required=False)
    district = forms.CharField(required=False, max_length=12)

    def __init__(self, data):
        super().__init__(data, districts=[], themes=[])
