"""Slowing down whoever knocks too often from one place."""

from budget.journal.services import count_knock

WINDOW_SECONDS = 600
#: Per network address and window. A library or a block of flats shares one address: the limits are wide.
LIMITS = {"register": 40, "code": 20}


def is_slowed(*, purpose, network_address):
    """Count one more knock; True once `network_address` has gone over the limit of `purpose`."""
    door = {"name": f"rooms:{purpose}", "network_address": network_address}
    return count_knock(**door, seconds=WINDOW_SECONDS) > LIMITS[purpose]
