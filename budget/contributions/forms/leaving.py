"""Changing one's words, or taking them back."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import TEXT_LIMITS, Nature


class EditForm(forms.Form):
    """The words of a contribution, by its author."""

    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    text = forms.CharField(label=_("Your text"), widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args, contribution, **kwargs):
        words = {"title": contribution.title, "text": contribution.text}
        super().__init__(*args, initial=words, **kwargs)
        text = self.fields["text"]
        text.max_length = TEXT_LIMITS[Nature(contribution.nature)]
        text.widget.attrs["maxlength"] = text.max_length
        text.error_messages["required"] = gettext("Write what you want to say: one sentence is enough.")
        if contribution.target_id and not contribution.title:
            del self.fields["title"]

    def words(self):
        """The arguments of `revise`."""
        return {"title": self.cleaned_data.get("title", ""), "text": self.cleaned_data["text"]}


class LeaveForm(forms.Form):
    """Who asked for it, when it is not the author who does it."""

    reason = forms.CharField(
        label=_("Who asked for it, and how"),
        help_text=_(
            "A letter, a visit, a call: the journal keeps this sentence. Do not write the words again."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, is_author, **kwargs):
        super().__init__(*args, **kwargs)
        if is_author:
            del self.fields["reason"]
