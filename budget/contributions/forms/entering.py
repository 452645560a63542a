"""Keying what someone said elsewhere, one contribution after the other."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.campaigns import queries as campaigns
from budget.contributions.choices import LIVE_STATES, TEXT_LIMITS, Channel, Fidelity, Nature
from budget.contributions.models import Contribution
from budget.contributions.queries import Filters, contribution_list
from budget.partners.choices import PartnerState
from budget.partners.models import Partner
from budget.rules.clock import PARIS, local_day

#: What stays chosen from one contribution to the next.
STICKY = ("channel", "place", "said_on", "district", "fidelity", "nature")
MATCHES = 6
_NO_HOUR = 12


class EntryForm(forms.Form):
    """One contribution said elsewhere. `target` is a reference such as C07, or words to look for."""

    channel = forms.ChoiceField(label=_("It came"), choices=Channel.choices, initial=Channel.PAPER)
    place = forms.CharField(label=_("Where"), required=False, max_length=160)
    said_on = forms.DateField(
        label=_("Said on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the day it was said."),
            "invalid": _("Write the day like this: 12/03/2026."),
        },
    )
    district = forms.ModelChoiceField(queryset=None, label=_("District"), required=False)
    fidelity = forms.ChoiceField(label=_("Fidelity"), required=False)
    nature = forms.ChoiceField(
        label=_("It is…"), choices=Nature.choices, initial=Nature.IDEA, widget=forms.RadioSelect
    )
    target = forms.CharField(
        label=_("In reply to"),
        required=False,
        max_length=120,
        help_text=_("A reference such as C07, or a few words of what it answers."),
    )
    found = forms.ChoiceField(label=_("Which one?"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What was said"),
        widget=forms.Textarea(attrs={"rows": 5, "autofocus": True}),
        max_length=max(TEXT_LIMITS.values()),
        error_messages={"required": _("Write what was said: one sentence is enough.")},
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=160)
    author_label = forms.CharField(
        label=_("Name shown"),
        required=False,
        max_length=120,
        help_text=_("As the person wishes; leave it empty and it is anonymous."),
    )
    partner = forms.ModelChoiceField(queryset=None, label=_("In the name of"), required=False)
    theme = forms.ModelChoiceField(queryset=None, label=_("Theme"), required=False)

    def __init__(self, *args, campaign, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.campaign, self.now = campaign, now
        self.initial.setdefault("said_on", local_day(now))
        self.fields["said_on"].widget.attrs["max"] = local_day(now).isoformat()
        self.fields["fidelity"].choices = [("", _("Without saying how")), *Fidelity.choices]
        self.fields["district"].queryset = campaigns.districts()
        self.fields["district"].empty_label = _("I do not know")
        self.fields["theme"].queryset = campaigns.themes()
        self.fields["theme"].empty_label = _("I do not know")
        voices = Partner.objects.filter(state=PartnerState.VALIDATED).order_by("name")
        self.fields["partner"].queryset = voices
        self.fields["partner"].empty_label = _("No organisation")
        self.has_matches = False
        if self.is_bound:
            self._offer_matches()
            del self.fields["text"].widget.attrs["autofocus"]

    def _offer_matches(self):
        """Where the target is given in words, what answers to them; chosen in `found`."""
        self.target_found, words = None, self.data.get("target", "").strip()
        if not words:
            return
        mine = Contribution.objects.filter(campaign=self.campaign)
        self.target_found = mine.filter(reference=words.upper()).first()
        if self.target_found:
            return
        matches = contribution_list(self.campaign, filters=Filters(text=words)).filter(state__in=LIVE_STATES)
        self.matches = {match.reference: match for match in matches[:MATCHES]}
        self.fields["found"].choices = [
            (reference, f"{reference} : {match.headline[:90]}") for reference, match in self.matches.items()
        ]
        self.has_matches = bool(self.matches)

    def clean(self):
        said = super().clean()
        if not self.data.get("target", "").strip() or self.target_found:
            said["target"] = self.target_found if self.is_bound else None
            return said
        chosen = said.get("found")
        if chosen:
            said["target"] = self.matches[chosen]
        elif self.has_matches and "found" not in self.errors:
            self.add_error("found", _("Choose the one it answers, or write other words."))
        elif not self.has_matches:
            self.add_error("target", _("Nothing answers to these words: write a reference, for example C07."))
        return said

    def said(self):
        """The arguments of `contribute`: a day without an hour is its noon, or now if that is still to come."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("found", "said_on")}
        day = self.cleaned_data["said_on"]
        said_at = datetime(day.year, day.month, day.day, _NO_HOUR, tzinfo=PARIS)
        said["said_at"] = min(said_at, self.now) if day == local_day(self.now) else said_at
        return said

    def kept(self):
        """What the next contribution starts with."""
        kept = {name: self.cleaned_data[name] for name in STICKY}
        kept["said_on"] = kept["said_on"].isoformat()
        kept["district"] = kept["district"].pk if kept["district"] else None
        return kept
