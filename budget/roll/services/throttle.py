"""Slowing down whoever knocks too often from one place."""

from budget.journal.services import count_knock

WINDOW_SECONDS = 600
#: Per network address and window. A block of flats or a library shares one address: the limits are wide.
LIMITS = {"identify": 120, "verify": 120, "check": 120}


def is_throttled(*, purpose, network_address):
    """Count one more knock; True when `network_address` has gone over the limit of `purpose`."""
    door = {"name": f"knock:{purpose}", "network_address": network_address}
    return count_knock(**door, seconds=WINDOW_SECONDS) > LIMITS[purpose]
