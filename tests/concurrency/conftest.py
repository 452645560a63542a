"""Threads with database connections of their own, and a vote that is really committed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

THREADS = 25


@pytest.fixture
def at_once():
    """Run a function on every item, THREADS at a time; returns what each gave: a value, or the error it raised."""

    def run(function, items, threads=THREADS):
        def guarded(item):
            try:
                return function(item)
            except Exception as error:
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(guarded, items))

    return run
