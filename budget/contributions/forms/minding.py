"""What people send to the moderators: a report, a contest, an answer to their question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budget.contributions.forms.brakes import Braked
from budget.contributions.queries import charter


class ReportForm(Braked):
    """An article of the charter, or words of one's own."""

    OTHER = "other"

    article = forms.ChoiceField(
        label=_("What is wrong?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an article of the charter, or say in a few words what is wrong.")
        },
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
        self.articles = {str(article.pk): article for article in charter()}
        field = self.fields["article"]
        field.choices = [
            *((key, article.label) for key, article in self.articles.items()),
            (self.OTHER, _("Something else")),
        ]
        field.choice_hints = {key: article.body for key, article in self.articles.items()}

    def clean_article(self):
        """The article, or None for something else."""
        return self.articles.get(self.cleaned_data["article"])


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
