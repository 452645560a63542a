"""Slowing down whoever tries codes.

Only codes that open nothing are counted: a room full of people who scan their slips shares one network address.
"""

from budget.journal.services import count_knock, knocks

WINDOW_SECONDS = 60
#: Codes that open nothing, per network address and window.
WRONG_CODES = 10
_DOOR = "wrong-code"


def has_tried_enough(network_address):
    """True when `network_address` has used up its wrong codes: even a right one waits then."""
    return knocks(name=_DOOR, network_address=network_address) >= WRONG_CODES


def count_wrong_code(network_address):
    """Count one more code that opened nothing."""
    count_knock(name=_DOOR, network_address=network_address, seconds=WINDOW_SECONDS)
