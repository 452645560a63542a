"""Locks and housekeeping of the box, in PostgreSQL's own words."""

from django.db import OperationalError, connection, transaction

#: First half of the advisory key; the second is the vote's number. Casts share it; mix and close hold it alone.
LOCK_CLASS = 4711

SETTINGS = """
SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true),
       set_config('synchronous_commit', 'on', true)
"""


def set_limits(*, lock_timeout, statement_timeout):
    """How long this transaction may wait, and that its commit is on disk before it is told. Until it ends."""
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS, [lock_timeout, statement_timeout])


def share_vote(vote_id):
    """Enter as one caster among many: waits while a mix or a close is under way, or before us in the queue."""
    _execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [LOCK_CLASS, vote_id])


def lock_vote(vote_id):
    """Be alone with the vote until the end of the transaction: waits for the casts under way."""
    _execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, vote_id])


def try_lock_vote(vote_id):
    """`lock_vote` without waiting; True if it was free."""
    return _execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_CLASS, vote_id])


def vacuum(*tables, is_full=False):
    """Remove what deleted rows left in the files: the rows themselves, and the hidden columns that dated them.

    Never inside a transaction. A full one writes fresh files; where another vote keeps a table busy for more than two
    seconds, a plain one is made instead.
    """
    if connection.in_atomic_block:
        return
    for table in tables:
        if not (is_full and _full_vacuum(table)):
            _execute(f"VACUUM {table}")


def renew_intake():
    """Give an empty intake a fresh file; True when done. Rows of another vote, or a busy table, leave it to vacuum."""
    try:
        with transaction.atomic():
            set_limits(lock_timeout="2s", statement_timeout="5s")
            return _execute("SELECT budget_intake_renew()")
    except OperationalError:
        return False


def _full_vacuum(table):
    try:
        _execute("SET lock_timeout = '2s'")
        _execute(f"VACUUM FULL {table}")
    except OperationalError:
        return False
    finally:
        _execute("SET lock_timeout = DEFAULT")
    return True


def _execute(statement, parameters=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0] if cursor.description else None
