"""Counting SQL queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(act):
    """How many queries `act()` sends, once caches are warm."""
    act()
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
