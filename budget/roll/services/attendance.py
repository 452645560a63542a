"""Marking who has voted: inside the transaction that takes the ballot in, and nowhere else."""

from django.conf import settings
from django.db import connection

MARK = """
WITH voter AS (
    SELECT id FROM budget_voter WHERE id = %s AND vote_id = %s AND state = 'eligible' FOR KEY SHARE
)
INSERT INTO budget_attendance (vote_id, voter_id, section_id, slot, channel, day)
SELECT %s, voter.id, mark.section_id, mark.slot, %s, (clock_timestamp() AT TIME ZONE %s)::date
FROM voter, unnest(%s::bigint[], %s::smallint[]) AS mark (section_id, slot)
ORDER BY mark.section_id
ON CONFLICT DO NOTHING
RETURNING section_id
"""


def mark_attendance(*, vote_id, voter_id, slots, channel):
    """Mark an eligible voter in the sections of `slots` ({section id: slot}); returns the set of those newly marked.

    One statement, in the caller's transaction. It waits for a twin that marks the same voter, then leaves alone what
    the twin marked: the database's keys decide, and no error is raised (it would be written to the server's log). The
    caller rolls back unless every section came back. The day is the database's, in the time zone of the site.
    """
    sections = sorted(slots)
    parameters = [
        voter_id,
        vote_id,
        vote_id,
        channel,
        settings.TIME_ZONE,
        sections,
        [slots[s] for s in sections],
    ]
    with connection.cursor() as cursor:
        cursor.execute(MARK, parameters)
        return {section_id for (section_id,) in cursor.fetchall()}


def rewrite_attendance(*, vote_id):
    """Write the attendance of a vote anew in the order of the voters' random numbers; returns the number of rows.

    At closing: the order and the hidden columns of the table then tell nothing about when anybody came.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT budget_attendance_rewrite(%s)", [vote_id])
        return cursor.fetchone()[0]
