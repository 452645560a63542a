"""Public references: C35 for what stands on its own, CA09 for a paper, A1-T2-N3 at a table, D123 and S100 for answers."""

from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from budget.contributions.choices import STANDALONE_NATURES, Nature
from budget.contributions.models import Contribution


def next_note_number(table):
    """One more than the highest note of the table. Call it under the campaign's lock."""
    return (table.notes.aggregate(last=Max("note_number"))["last"] or 0) + 1


def next_reference(contribution):
    """The next free reference of its series. Call it under the campaign's lock."""
    if contribution.table:
        table = contribution.table
        return f"{table.workshop.reference}-T{table.number}-N{contribution.note_number}"
    prefix, width = _series(contribution)
    taken = Contribution.objects.filter(
        campaign_id=contribution.campaign_id, reference__regex=rf"^{prefix}[0-9]{{1,9}}$"
    )
    number = Cast(Substr("reference", len(prefix) + 1), IntegerField())
    last = taken.aggregate(last=Max(number))["last"] or 0
    return f"{prefix}{last + 1:0{width}d}"


def _series(contribution):
    if contribution.nature == Nature.ACTOR_PAPER:
        return "CA", 2
    if contribution.nature in STANDALONE_NATURES:
        return "C", 2
    return ("S", 3) if contribution.target.table_id else ("D", 3)
