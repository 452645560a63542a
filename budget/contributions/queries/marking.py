"""Contributions with the words of a search marked in them."""

import re
from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.expressions import RawSQL

from budget.contributions.models import Contribution

#: Signs of no language, put around the words that are shared: what is marked stays text until a template shows it.
_START, _END = "\ue000", "\ue001"
_OPTIONS = f"StartSel={_START}, StopSel={_END}, MaxWords=34, MinWords=18, ShortWord=0"
_EVERY_WORD = f"StartSel={_START}, StopSel={_END}, HighlightAll=true"


@dataclass(frozen=True)
class Marked:
    """A contribution, and the parts of its title and of an excerpt of it: [(text, is_shared)], in order.

    `answer` is the answer to it where the words were found, or None: the excerpt is then the answer's.
    """

    contribution: Contribution
    title: list
    excerpt: list
    answer: Contribution | None = None


def marked(found, stems):
    """The Marked of `found`, {id: id of the answer that holds the words, or None}, in its order (one query)."""
    rows = Contribution.objects.filter(pk__in={*found, *filter(None, found.values())})
    rows = rows.select_related("table__workshop", "district").annotate(
        marked_title=_headline("title", stems, _EVERY_WORD), marked_text=_headline("text", stems, _OPTIONS)
    )
    by_id = {row.pk: row for row in rows}
    return [_marked(by_id[pk], by_id.get(answer)) for pk, answer in found.items()]


def _headline(field, stems, options):
    query = " | ".join("'{}'".format(stem.replace("'", "''")) for stem in sorted(stems))
    statement = f"ts_headline('fr_unaccent', budget_contribution.{field}, %s::tsquery, %s)"
    return RawSQL(statement, [query, options], TextField())  # noqa: S611 - bound parameters


def _marked(contribution, answer):
    said = answer or contribution
    excerpt = _parts(said.marked_text)
    shown = "".join(text for text, _shared in excerpt)
    if shown and not said.text.startswith(shown):
        excerpt.insert(0, ("… ", False))
    if shown and not said.text.endswith(shown):
        excerpt.append((" …", False))
    return Marked(contribution, _parts(contribution.marked_title), excerpt, answer)


def _parts(text):
    """What stands between the two signs, and what does not."""
    pieces = re.split(f"[{_START}{_END}]", text)
    return [(piece, rank % 2 == 1) for rank, piece in enumerate(pieces) if piece]
