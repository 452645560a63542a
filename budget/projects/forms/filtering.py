"""The filters of the list."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.campaigns.queries import districts, themes
from budget.projects.choices import ProjectSort, StateGroup


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
