"""What people fill in to speak: something new, or an answer."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.campaigns import queries as campaigns
from budget.contributions import permissions
from budget.contributions.choices import TEXT_LIMITS, Nature
from budget.contributions.forms.brakes import Braked
from budget.contributions.models import Contribution
from budget.partners.choices import PartnerState
from budget.partners.models import Partner

#: The natures that answer a contribution, in the words of the person who answers.
ANSWERS = {
    Nature.FOR: _("For"),
    Nature.AGAINST: _("Against"),
    Nature.QUESTION: _("A question"),
    Nature.CLARIFICATION: _("A clarification"),
    Nature.REACTION: _("A reaction"),
}
#: The natures that open a thread.
OPENINGS = {
    Nature.IDEA: _("An idea"),
    Nature.QUESTION: _("A question"),
    Nature.ACTOR_PAPER: _("An actor's paper"),
}
OPENING_HINTS = {
    Nature.IDEA: _("What the city could build, buy or plant."),
    Nature.QUESTION: _("A service answers it in public, by a date."),
    Nature.ACTOR_PAPER: _("What your organisation knows, in up to ten thousand characters."),
}


class _SpeakingForm(Braked, forms.ModelForm):
    """What a new contribution and an answer share: a nature among those open, a voice, a text."""

    nature = forms.ChoiceField(widget=forms.RadioSelect)
    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, natures, user, draft=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = draft
        self.initial.setdefault("draft", draft.key if draft else uuid4())
        if draft:
            words = ("nature", "title", "text", "theme_id", "district_id", "partner_id")
            self.initial |= {name.removesuffix("_id"): getattr(draft, name) for name in words}
        self.fields["nature"].choices = natures
        if len(natures) == 1:
            self.fields["nature"].widget = forms.HiddenInput()
        if self.initial.get("nature") not in dict(natures):
            self.initial["nature"] = natures[0][0]
        voices = _voices(user)
        self.fields["partner"].queryset = voices
        self.fields["partner"].empty_label = gettext("Myself")
        self.fields["partner"].label = gettext("In the name of")
        if not voices:
            del self.fields["partner"]

    def _post_clean(self):
        """The service checks what it saves: the model is not validated a second time, in other words."""

    def said(self):
        """The arguments of `contribute`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "draft"}

    def typed(self):
        """The arguments of `save_draft`: what was typed, whether or not it could be published as it is."""
        self.is_valid()
        natures = dict(self.fields["nature"].choices)
        nature, data = self.data.get("nature"), self.cleaned_data
        return {
            "key": data.get("draft"),
            "nature": nature if nature in natures else next(iter(natures)),
            "title": self.data.get("title", ""),
            "text": self.data.get("text", ""),
            "theme": data.get("theme"),
            "district": data.get("district"),
            "partner": data.get("partner"),
        }


def _voices(user):
    """The validated organisations this person may speak for."""
    voices = Partner.objects.filter(state=PartnerState.VALIDATED).order_by("name")
    return voices.filter(members__user=user) if permissions.is_voice(user) else voices.none()


class ContributionForm(_SpeakingForm):
    """Something that opens a thread."""

    class Meta:
        model = Contribution
        fields = ["nature", "title", "text", "theme", "district", "latitude", "longitude", "partner"]
        widgets = {"latitude": forms.HiddenInput, "longitude": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nature"].label = gettext("What would you like to write?")
        self.fields["nature"].choice_hints = OPENING_HINTS
        title, text = self.fields["title"], self.fields["text"]
        title.required = True
        title.label, title.help_text = gettext("Title"), gettext("As you would say it to a neighbour.")
        title.error_messages["required"] = gettext("Give a title: a few words, as you would say them.")
        text.label = gettext("In a few sentences")
        text.widget = forms.Textarea(attrs={"rows": 6})
        text.max_length = max(TEXT_LIMITS[nature] for nature, _label in self.fields["nature"].choices)
        text.widget.attrs["maxlength"] = text.max_length
        text.error_messages["required"] = gettext("Write what you want to say: one sentence is enough.")
        self.fields["theme"].queryset = campaigns.themes()
        self.fields["theme"].empty_label = gettext("I do not know")
        self.fields["district"].queryset = campaigns.districts()
        self.fields["district"].empty_label = gettext("I do not know")


class AnswerForm(_SpeakingForm):
    """An answer to a contribution."""

    class Meta:
        model = Contribution
        fields = ["nature", "text", "partner"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nature"].label = gettext("It is rather…")
        text = self.fields["text"]
        text.label, text.help_text = gettext("Your text"), gettext("An answer takes three sentences.")
        text.widget = forms.Textarea(attrs={"rows": 4})
        text.max_length = TEXT_LIMITS[Nature.REACTION]
        text.widget.attrs["maxlength"] = text.max_length
        text.error_messages["required"] = gettext("Write your answer: one sentence is enough.")


def opening_choices(natures, *, is_voice):
    """The choices of a new contribution among the natures that are open; papers need an organisation."""
    return [
        (nature, label)
        for nature, label in OPENINGS.items()
        if nature in natures and (is_voice or nature != Nature.ACTOR_PAPER)
    ]


def answer_choices(natures):
    """The choices of an answer among the natures that are open."""
    return [(nature, label) for nature, label in ANSWERS.items() if nature in natures]
