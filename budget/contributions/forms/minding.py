"""What people send to the moderators: a report, a contest, an answer to their question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.contributions.forms.brakes import Braked
from budget.contributions.queries import charter


class ReportForm(Braked):
    """An article of the charter, or words of one's own."""

    article = forms.ModelChoiceField(
        label=_("What is wrong?"),
        queryset=None,
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    words = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The moderators alone read it. The author is not told who reported."),
    )
    field_order = ["article", "words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        articles = list(charter())
        self.fields["article"].queryset = charter()
        self.fields["article"].choices = [
            *((article.pk, article.label) for article in articles),
            ("", _("Something else")),
        ]
        self.fields["article"].choice_hints = {str(article.pk): article.body for article in articles}
        self.fields["article"].label_suffix = ""


class ContestForm(Braked):
    words = forms.CharField(
        label=_("Why do you disagree?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Someone else than the first moderator reads it, and answers you."),
        error_messages={"required": _("Say why you disagree: a sentence is enough.")},
    )


class QueryForm(Braked):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The moderators alone read it."),
        error_messages={"required": _("Write your answer: one sentence is enough.")},
    )
