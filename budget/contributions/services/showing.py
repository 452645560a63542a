"""Counting how often contributions are shown: the measure of "least seen"."""

from django.db import connection

# One statement, rows in order so that two readers never wait for each other in a circle.
_COUNT = """
INSERT INTO budget_showing AS shown (contribution_id, times)
SELECT id, 1 FROM unnest(%s::bigint[]) AS id ORDER BY id
ON CONFLICT (contribution_id) DO UPDATE SET times = shown.times + 1
"""


def count_showings(*, contributions):
    """One more time on a page, for each of these contributions. No journal line: nobody is named, nothing decided."""
    keys = sorted({contribution.pk for contribution in contributions})
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [keys])
