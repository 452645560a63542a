"""The invariant: as many marks on the roll as ballots, in every section and channel, at every moment."""

from dataclasses import dataclass

from django.db import connection, transaction

from budget.ballots.models import Section
from budget.ballots.queries import ballot_totals
from budget.roll import queries as roll


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One section and channel: marks and distinct ballots."""

    section: str
    channel: str
    attendance: int
    ballots: int

    @property
    def is_right(self):
        return self.attendance == self.ballots


def check_vote(vote):
    """The CheckLines of a vote, read from one snapshot; an imported vote has no roll, and gives none.

    Changes nothing. Outside a transaction, so that the snapshot is its own.
    """
    if vote.is_imported:
        return []
    with transaction.atomic():
        if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        marks = roll.attendance_totals(vote_id=vote.pk)
        ballots = ballot_totals(vote_id=vote.pk)
    codes = dict(Section.objects.filter(vote=vote).values_list("id", "code"))
    return [
        CheckLine(
            codes[section_id],
            channel,
            marks.get((section_id, channel), 0),
            ballots.get((section_id, channel), 0),
        )
        for section_id, channel in sorted(marks.keys() | ballots.keys())
    ]
