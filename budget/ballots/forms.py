"""What the booth's forms carry. A draft lives in form fields alone: never in the session, never in the database."""

import hashlib
import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from budget.ballots.choices import BallotFormat
from budget.ballots.queries import label_of
from budget.campaigns.choices import PhaseKind
from budget.campaigns.models import Phase
from budget.rules.ballot import Format, Scope, check_ballot, check_choices, display_order
from budget.rules.costs import format_cents

SEED = re.compile(r"[0-9a-f]{8}")


def order_seed(voter_id):
    """The seed of a voter's order of projects: the same at each visit, and of no use for finding the voter."""
    return hashlib.sha256(f"pb/v1/order|{voter_id}".encode()).hexdigest()[:8]


def euros(cents):
    """An amount in the active language."""
    return format_cents(cents, (get_language() or "fr")[:2])


class BallotDraft:
    """A ballot being filled in, read from the fields of a form: `district`, `seed`, and `p-<section>` per section."""

    def __init__(self, definition, data, *, seed=""):
        self.definition = definition
        self.seed = data.get("seed") if SEED.fullmatch(data.get("seed") or "") else seed
        codes = {section.code for section in definition.sections if section.scope is Scope.DISTRICT}
        self.district = data.get("district") if data.get("district") in codes else ""
        self.chosen = {
            section.code: list(dict.fromkeys(data.getlist(f"p-{section.code}")))
            for section in definition.sections
        }

    @cached_property
    def sections(self):
        """The sections of this ballot: the whole city, then the voter's district."""
        return [s for s in self.definition.sections if s.scope is Scope.CITY or s.code == self.district]

    @property
    def choices(self):
        """{section code: option ids} of this ballot's sections."""
        return {section.code: tuple(self.chosen[section.code]) for section in self.sections}

    @property
    def is_blank(self):
        return not any(self.choices.values())

    def section(self, code):
        """This ballot's section of that code, or its first one."""
        return next((s for s in self.sections if s.code == code), self.sections[0])

    def after(self, section):
        """The section that comes next, or None."""
        following = self.sections[self.sections.index(section) + 1 :]
        return following[0] if following else None

    def before(self, section):
        """The section that came before, or None."""
        place = self.sections.index(section)
        return self.sections[place - 1] if place else None

    def problems(self, section):
        """Sentences about one section: what exceeds, by how much, and what to drop."""
        found = check_choices(self.definition, section.code, self.chosen[section.code])
        return [problem_words(section, problem) for problem in found]

    def all_problems(self):
        """Sentences about the whole ballot, and the first section they are about: ([sentences], section or None)."""
        found = check_ballot(self.definition, self.choices)
        if not found:
            return [], None
        sections = [self.section(problem.section) for problem in found]
        return [problem_words(s, p) for s, p in zip(sections, found, strict=True)], sections[0]

    def hidden(self, *, but=""):
        """The (name, value) fields that carry the draft to the next screen, except those of section `but`."""
        fields = [("district", self.district), ("seed", self.seed)]
        for code, ids in self.chosen.items():
            if code != but:
                fields += [(f"p-{code}", option) for option in ids]
        return fields

    def cards(self, section, origins):
        """The cards of a section in this voter's order, for components/ballot/card.html."""
        chosen = set(self.chosen[section.code])
        left = self.left_cents(section)
        ordered = display_order([option.id for option in section.options], self.seed)
        return [_card(section, section.option(i), i in chosen, left, origins.get(i)) for i in ordered]

    def left_cents(self, section):
        """What is left of a section's money, in cents; negative when over."""
        return section.budget_cents - sum(option.cost_cents for option in self.options(section))

    def options(self, section):
        """The options chosen in a section, in the order of the ballot definition."""
        return [option for option in section.options if option.id in self.chosen[section.code]]

    def meter(self, section):
        """What components/budget-meter.html reads."""
        options, left = self.options(section), self.left_cents(section)
        return {
            "costs": [option.cost_cents for option in options],
            "total_cents": section.budget_cents,
            "chosen": len(options),
            "left_cents": left,
            "over_cents": max(-left, 0),
            "spent_cents": section.budget_cents - left,
        }


def _card(section, option, is_checked, left, origins):
    exceeds = option.cost_cents - left if section.format is Format.KNAPSACK and not is_checked else 0
    return {
        "id": f"b-{option.id}",
        "name": f"p-{section.code}",
        "value": option.id,
        "title": label_of(option, "title"),
        "cost_cents": option.cost_cents,
        "upkeep_cents": option.upkeep_cents,
        "summary": label_of(option, "summary"),
        "origins": origins,
        "is_checked": is_checked,
        "exceeds_cents": max(exceeds, 0),
    }


def problem_words(section, problem):
    """A problem of `rules.ballot` in a sentence that says what to do."""
    values = problem.values
    if problem.code == "over_budget":
        dropped = [section.option(option) for option in values["drop"]]
        names = ", ".join(_("“%(title)s”") % {"title": label_of(option, "title")} for option in dropped)
        return _(
            "%(section)s: your choices exceed the envelope by %(over)s. Untick for example %(projects)s."
        ) % {
            "section": label_of(section),
            "over": euros(values["over_cents"]),
            "projects": names,
        }
    if problem.code == "too_many":
        return ngettext(
            "%(section)s: you chose %(chosen)s projects, one more than the %(max)s allowed. Untick one.",
            "%(section)s: you chose %(chosen)s projects, for %(max)s allowed. Untick %(over)s.",
            values["over"],
        ) % {"section": label_of(section), **values}
    if problem.code == "too_few":
        return _("%(section)s: choose at least %(min)s projects, or none.") % {
            "section": label_of(section),
            **values,
        }
    return _("%(section)s: a choice is not on this ballot. Choose again.") % {"section": label_of(section)}


class EmailForm(forms.Form):
    """Where to send the link and the code."""

    email = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        help_text=gettext_lazy("We send you a code. The address itself is not kept."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy(
                "Write your e-mail address in full, for example claire.martin@example.org."
            )
        },
    )


class CodeForm(forms.Form):
    """The code of the message (unless the link was followed in the browser that asked), and the district."""

    def __init__(self, *args, definition, needs_code, **kwargs):
        super().__init__(*args, **kwargs)
        if needs_code:
            self.fields["code"] = forms.CharField(
                label=gettext_lazy("The six digits of the message"),
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
                error_messages={"required": gettext_lazy("Copy the six digits of the message.")},
            )
        districts = [s for s in definition.sections if s.scope is Scope.DISTRICT]
        if districts:
            choices = [(section.code, label_of(section)) for section in districts]
            if len(districts) < len(definition.sections):
                choices.append(("-", gettext_lazy("No district, the whole city only")))
            self.fields["district"] = forms.ChoiceField(
                label=gettext_lazy("For which district are you voting?"),
                help_text=gettext_lazy(
                    "The one where you live, work or study, or that you care about. One only."
                ),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Choose a district, or the whole city only.")},
            )

    @property
    def code(self):
        return self.cleaned_data.get("code", "")

    @property
    def district(self):
        return self.cleaned_data.get("district", "-").strip("-")


class CheckForm(forms.Form):
    """A receipt code, as people copy it."""

    code = forms.CharField(
        label=gettext_lazy("Your receipt code"),
        max_length=60,
        help_text=gettext_lazy(
            "Six groups, the last of one character. Small letters, spaces and dashes do not matter."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": gettext_lazy("Copy your receipt code.")},
    )


class PrepareForm(forms.Form):
    """What the staff say of a vote; its dates and envelopes are those of the campaign."""

    phase = forms.ModelChoiceField(label=gettext_lazy("Phase of voting"), queryset=Phase.objects.none())
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=60,
        help_text=gettext_lazy("The page of the vote will be /vote/<address>/."),
    )
    ballot_format = forms.ChoiceField(
        label=gettext_lazy("Form of the ballot"), choices=BallotFormat.choices, initial=BallotFormat.KNAPSACK
    )
    max_city = forms.IntegerField(
        label=gettext_lazy("Projects at most, for the whole city"), min_value=1, initial=5
    )
    max_district = forms.IntegerField(
        label=gettext_lazy("Projects at most, for a district"), min_value=1, initial=3
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        phases = Phase.objects.filter(kind=PhaseKind.VOTE).select_related("campaign")
        self.fields["phase"].queryset = phases.order_by("-opens_at")


#: What is asked before each act that stops, starts or moves a vote: its reason is public.
REASONS = {
    "suspend": gettext_lazy("Why the vote is suspended"),
    "resume": gettext_lazy("Why it may resume"),
    "extend": gettext_lazy("Why it lasts longer"),
    "close": gettext_lazy("Why it closes before its date"),
}


class ActForm(forms.Form):
    """What one act on a vote asks: a public reason and, to extend, the new closing date. Some ask nothing."""

    reason = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Voters read it on the page of the vote."),
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("New closing date"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"required": gettext_lazy("Write the new date and time.")},
    )

    def __init__(self, *args, act, is_over=False, **kwargs):
        super().__init__(*args, **kwargs)
        if act in REASONS and not is_over:
            self.fields["reason"].label = REASONS[act]
        else:
            del self.fields["reason"]
        if act == "extend":
            self.fields["closes_at"].required = True
        else:
            del self.fields["closes_at"]


RECEIPT_WORDS = {
    "wrong_length": gettext_lazy("A receipt code has twenty-one characters: check that none is missing."),
    "unknown_character": gettext_lazy("A receipt code is made of digits and letters, without U."),
    "wrong_check": gettext_lazy("One character is wrong: compare with your receipt."),
}
