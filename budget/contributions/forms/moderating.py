"""What moderators fill in: one small form for each act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import OriginalKind
from budget.contributions.queries import charter


class _ActForm(forms.Form):
    """`seen` says what was read; a reason is optional unless the act says otherwise."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def arguments(self):
        """The arguments of the service."""
        return dict(self.cleaned_data)


class _ArticleForm(_ActForm):
    """Takes words away: by an article of the charter."""

    article = forms.ModelChoiceField(
        label=_("Article of the charter"),
        queryset=None,
        error_messages={"required": _("Choose the article: readers and the author see it.")},
    )
    reason = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=500,
        help_text=_("Shown to readers and to the author, after the article."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["article"].queryset = charter()
        self.fields["article"].empty_label = _("Choose an article")


class PublishForm(_ActForm):
    reason = forms.CharField(label=_("Note (for the team)"), required=False, max_length=500)


class KeepForm(PublishForm):
    pass


class QuestionForm(PublishForm):
    pass


class HideForm(_ArticleForm):
    """Confirmed in a second step where something answers: `confirmed` comes from that step."""

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ["article", "reason"]

    def arguments(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}


class RedactForm(_ArticleForm):
    words = forms.CharField(
        label=_("Words to mask"),
        required=False,
        strip=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Typed exactly, capitals included: they are masked wherever they stand."),
    )
    start = forms.IntegerField(label=_("or from character"), required=False, min_value=0)
    end = forms.IntegerField(label=_("to character"), required=False, min_value=1)
    field_order = ["words", "start", "end", "article", "reason"]

    def clean(self):
        chosen = super().clean()
        if (chosen.get("start") is None) != (chosen.get("end") is None):
            self.add_error("end", _("Give both characters, or neither."))
        return chosen


class AskForm(_ActForm):
    question = forms.CharField(
        label=_("Your question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author alone reads it, on the site or with their follow code."),
        error_messages={"required": _("Write what you want to know.")},
    )


class ReviewForm(_ActForm):
    UPHOLD, UNDO = "uphold", "undo"

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[(UPHOLD, _("Confirm the first decision")), (UNDO, _("Undo it"))],
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author reads it."),
        error_messages={"required": _("Say why in a sentence: the author reads it.")},
    )

    def arguments(self):
        chosen = dict(self.cleaned_data)
        return {**chosen, "is_upheld": chosen.pop("outcome") == self.UPHOLD}


class OriginalForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=OriginalKind)
    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 10 MB. Place, date and name are taken out of it."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    transcript = forms.CharField(
        label=_("Transcript"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_partly_illegible = forms.BooleanField(label=_("Partly illegible"), required=False)
