"""The columns of a table of contributions, and the words each may hold in either language of the site."""

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext_lazy

from budget.campaigns import queries as campaigns
from budget.contributions.choices import Channel, Fidelity, Nature
from budget.partners.choices import PartnerState
from budget.partners.models import Partner

#: Every column, in the order of the template; the first two and the text are needed.
COLUMNS = {
    "nature": pgettext_lazy("column", "Nature"),
    "channel": pgettext_lazy("column", "Channel"),
    "text": pgettext_lazy("column", "Text"),
    "title": pgettext_lazy("column", "Title"),
    "target": pgettext_lazy("column", "In reply to"),
    "said_at": pgettext_lazy("column", "Said on"),
    "place": pgettext_lazy("column", "Place"),
    "author_label": pgettext_lazy("column", "Name shown"),
    "fidelity": pgettext_lazy("column", "Fidelity"),
    "district": pgettext_lazy("column", "District"),
    "theme": pgettext_lazy("column", "Theme"),
    "partner": pgettext_lazy("column", "Organisation"),
    "table": pgettext_lazy("column", "Table"),
    "mark": pgettext_lazy("column", "Mark"),
}
NEEDED = ("nature", "channel", "text")
#: Columns whose cells come from a list.
LISTED = ("nature", "channel", "fidelity", "district", "theme", "partner")
#: What people also write, without accents.
_ALSO = {
    "nature": {
        "argument pour": Nature.FOR,
        "argument for": Nature.FOR,
        "argument contre": Nature.AGAINST,
        "argument against": Nature.AGAINST,
        "cahier": Nature.ACTOR_PAPER,
    },
    "channel": {
        "atelier": Channel.WORKSHOP,
        "table": Channel.WORKSHOP,
        "conseil": Channel.COUNCIL,
        "papier": Channel.PAPER,
        "telephone": Channel.PHONE,
        "courrier": Channel.MAIL,
        "courriel": Channel.WEB,
        "internet": Channel.WEB,
        "site": Channel.WEB,
    },
}
#: The code of the post is what the French call an e-mail: whoever writes it is asked which of the two it is.
AMBIGUOUS = {"channel": {"mail": (Channel.MAIL, Channel.WEB)}}


@dataclass
class Words:
    """What the cells of one column may say: `known` {plain words: value} and `shown` [(value, label)]."""

    known: dict = field(default_factory=dict)
    shown: list = field(default_factory=list)

    def closest(self, said):
        """The label of what was perhaps meant, or ""."""
        near = get_close_matches(plain(said), self.known, n=1, cutoff=0.6)
        return self.label_of(near[0]) if near else ""

    def label_of(self, said):
        """The label of what a cell says or perhaps means, in the active language; or ""."""
        meant = self.known.get(plain(said))
        if meant is None:
            return self.closest(said) if plain(said) else ""
        return next(label for value, label in self.shown if value == meant)


def plain(words):
    """Words to compare: small letters, no accent, no punctuation."""
    letters = unicodedata.normalize("NFKD", str(words).casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))


def column_names():
    """{plain words: column} of the headers one may write."""
    names = {plain(code): code for code in COLUMNS}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {plain(label): code for code, label in COLUMNS.items()}
    return names


def vocabulary():
    """{column: Words} of the columns that take their cells from a list, in three queries."""
    words = {
        "nature": _choices(Nature, "nature"),
        "channel": _choices(Channel, "channel"),
        "fidelity": _choices(Fidelity, "fidelity"),
        "district": _named(campaigns.districts(), ("code", "name", "name_en")),
        "theme": _named(campaigns.themes(), ("code", "name", "name_en")),
        "partner": _named(
            Partner.objects.filter(state=PartnerState.VALIDATED).order_by("name"),
            ("reference", "name", "slug"),
        ),
    }
    for column, unclear in AMBIGUOUS.items():
        for said in unclear:
            words[column].known.pop(said, None)
    return words


def _choices(choices, column):
    words = Words(dict(_ALSO.get(column, {})), [(value, in_sentence(value.label)) for value in choices])
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words.known |= {plain(value.label): value for value in choices}
    words.known |= {plain(value): value for value in choices}
    return words


def in_sentence(label):
    """A choice as one writes it in the middle of a sentence: "idea", "on paper"."""
    label = str(label)
    return label[:1].lower() + label[1:]


def _named(objects, names):
    words = Words()
    for found in objects:
        words.shown.append((found, str(getattr(found, "label", "") or found)))
        words.known |= {plain(getattr(found, name)): found for name in names if getattr(found, name)}
    return words
