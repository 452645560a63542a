"""What staff fill in to group, merge or split. What each act needs is said by its service, at the field."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from budget.contributions.choices import Channel, ConsentState
from budget.rules.clock import local_day

#: Days that authors are given to answer, unless staff say otherwise.
DAYS_TO_ANSWER = 14
_AREA = {"rows": 3}


class NamedThingsForm(forms.Form):
    """References of the same edition, to be put side by side."""

    things = forms.CharField(
        label=_("References"), help_text=_("Contributions or projects, for example C11, C33, P12.")
    )

    def clean_things(self):
        return [
            name.strip() for name in self.cleaned_data["things"].replace(";", ",").split(",") if name.strip()
        ]


class GatheringForm(forms.Form):
    """What to do with things that resemble each other; grouping is chosen beforehand."""

    GROUP, MERGE, APART = "group", "merge", "apart"

    act = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            (GROUP, _("Group them: each keeps its page, its author and its supports (the usual choice)")),
            (MERGE, _("Propose a merge: every author is asked first")),
            (APART, _("Leave them apart: they only look alike")),
        ],
        initial=GROUP,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Title of the grouping"), max_length=160, required=False, help_text=_("To group.")
    )
    into = forms.ChoiceField(
        label=_("The one that stays"),
        required=False,
        help_text=_("To merge: the others would join it, and its words do not change."),
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("Everyone reads it, the authors first."),
    )
    answer_by = forms.DateField(label=_("Answers expected by"), required=False, widget=AdminDateInput)

    def __init__(self, *args, things, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(thing.reference, str(thing)) for thing in things]
        self.fields["answer_by"].initial = local_day(now) + timedelta(days=DAYS_TO_ANSWER)
        self.can_merge = all(thing._meta.model_name == "contribution" for thing in things)
        if not self.can_merge:
            self.fields["act"].choices = [self.fields["act"].choices[0]]
            del self.fields["into"], self.fields["answer_by"]
        elif len(things) != 2:
            self.fields["act"].choices = self.fields["act"].choices[:2]


class SplitForm(forms.Form):
    """The parts a contribution would become."""

    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs=_AREA))
    answer_by = forms.DateField(label=_("Answer expected by"), widget=AdminDateInput)

    def __init__(self, *args, now, parts=4, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer_by"].initial = local_day(now) + timedelta(days=DAYS_TO_ANSWER)
        self.numbers = range(1, parts + 1)
        for number in self.numbers:
            named = {"number": number}
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Part %(number)s: title") % named, max_length=160, required=False
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Part %(number)s: text") % named,
                required=False,
                widget=forms.Textarea(attrs=_AREA),
            )

    @property
    def parts(self):
        return [(self.cleaned_data[f"title_{n}"], self.cleaned_data[f"text_{n}"]) for n in self.numbers]


class RecordConsentForm(forms.Form):
    """An answer that reached the City otherwise than online."""

    consent = forms.ChoiceField(label=_("Whose answer"))
    agrees = forms.ChoiceField(
        label=_("What they said"),
        choices=[("yes", ConsentState.GIVEN.label), ("no", ConsentState.REFUSED.label)],
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(channel.value, channel.label) for channel in Channel if channel != Channel.WEB],
    )
    answered_on = forms.DateField(label=_("The day they said it"), widget=AdminDateInput)
    note = forms.CharField(
        label=_("Note"),
        max_length=250,
        required=False,
        help_text=_("It is public: no address, no phone number."),
    )

    def __init__(self, *args, consents, **kwargs):
        super().__init__(*args, **kwargs)
        self.consents = {str(consent.pk): consent for consent in consents}
        self.fields["consent"].choices = [
            (key, str(consent.contribution)) for key, consent in self.consents.items()
        ]

    def answer(self):
        """The arguments of `record_consent`."""
        values = dict(self.cleaned_data)
        return values | {"consent": self.consents[values["consent"]], "agrees": values["agrees"] == "yes"}


class CarryOutForm(forms.Form):
    """Carrying a proposal out; a reason stands in for the answers that did not come."""

    missing_reason = forms.CharField(
        label=_("Why without every answer"),
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("Only once the day to answer has passed. Everyone reads it."),
    )


class WhyForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs=_AREA))


class GroupingForm(forms.Form):
    """The title of a grouping, and why it is one."""

    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    text = forms.CharField(
        label=_("Why they go together"), required=False, widget=forms.Textarea(attrs=_AREA)
    )
