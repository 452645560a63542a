"""Public references: C35 for what stands on its own, CA09 for a paper, A1-T2-N3 at a table, D123 and S100 for answers.

A reference is given once: those of an import that was undone are not given again, because someone may have noted them.
"""

from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from budget.contributions.choices import STANDALONE_NATURES, BatchState, Nature
from budget.contributions.models import Contribution, ImportBatch


class Numbering:
    """Successive references of one campaign, each series read once. Use it under the campaign's lock."""

    def __init__(self, campaign_id):
        self.campaign_id = campaign_id
        self.given = {}

    def reference_for(self, contribution):
        """The next free reference of its series; gives a note of a table its number too."""
        if contribution.table:
            series = f"{contribution.table.workshop.reference}-T{contribution.table.number}-N"
            number = contribution.note_number or self._next(series, _last_note, contribution.table)
            contribution.note_number = number
            return f"{series}{number}"
        prefix, width = _series(contribution)
        return f"{prefix}{self._next(prefix, self._last_of, prefix):0{width}d}"

    def _next(self, series, read, argument):
        if series not in self.given:
            self.given[series] = max(read(argument), self._last_undone(series))
        self.given[series] += 1
        return self.given[series]

    def _last_of(self, prefix):
        taken = Contribution.objects.filter(
            campaign_id=self.campaign_id, reference__regex=rf"^{prefix}[0-9]{{1,9}}$"
        )
        number = Cast(Substr("reference", len(prefix) + 1), IntegerField())
        return taken.aggregate(last=Max(number))["last"] or 0

    def _last_undone(self, series):
        undone = ImportBatch.objects.filter(campaign_id=self.campaign_id, state=BatchState.UNDONE)
        return max((given.get(series, 0) for given in undone.values_list("given", flat=True)), default=0)


def _last_note(table):
    return table.notes.aggregate(last=Max("note_number"))["last"] or 0


def _series(contribution):
    if contribution.nature == Nature.ACTOR_PAPER:
        return "CA", 2
    if contribution.nature in STANDALONE_NATURES:
        return "C", 2
    return ("S", 3) if contribution.target.table_id else ("D", 3)
