"""Brakes on machines that write: a field nobody sees, a least time, and no riddle to solve.

What was typed is kept, and the sentence says what to do: whoever is stopped by mistake sends again.
"""

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.rules import clock

SALT = "contributions.brakes"


class Braked(forms.Form):
    """Mix into a writing form, and draw `components/form/brakes.html` inside it.

    `website` is hidden from people and left empty by them; `started` is the signed moment the form was drawn.
    `now` is the moment the view read.
    """

    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    started = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, now=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.moment = now or clock.now()
        self.initial["started"] = signing.dumps(int(self.moment.timestamp()), salt=SALT)

    def clean(self):
        chosen = super().clean()
        filled, started = self.cleaned_data.pop("website", ""), self.cleaned_data.pop("started", "")
        if filled:
            self._keep_going()
            raise forms.ValidationError(
                _(
                    "A field that nobody sees was filled in, perhaps by your browser. Send again: your text is kept."
                )
            )
        if settings.WRITING_MIN_SECONDS and self._seconds(started) < settings.WRITING_MIN_SECONDS:
            raise forms.ValidationError(
                _("That was very quick. Read your text once more, then send again: it is kept.")
            )
        return chosen

    def _seconds(self, started):
        """Seconds since the form was drawn; none where the mark is missing or is not ours, and it is drawn anew."""
        try:
            return self.moment.timestamp() - signing.loads(started, salt=SALT)
        except signing.BadSignature:
            self._draw("started", self.initial["started"])
            return 0

    def _keep_going(self):
        self._draw("website", "")

    def _draw(self, name, value):
        """Send the form back with this value instead of the one that came."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value
