"""Slowing down whoever tries codes. Counters live in the cache, name nobody, and end with their minute.

Only codes that open nothing are counted: a room full of people who scan their slips shares one network address.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache

WINDOW_SECONDS = 60
#: Codes that open nothing, per network address and window.
WRONG_CODES = 10


def has_tried_enough(network_address):
    """True when `network_address` has used up its wrong codes: even a right one waits then."""
    return cache.get(_key(network_address), 0) >= WRONG_CODES


def count_wrong_code(network_address):
    """Count one more code that opened nothing."""
    key = _key(network_address)
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # the window ended between the two lines
        cache.add(key, 1, WINDOW_SECONDS)


def _key(network_address):
    digest = hashlib.blake2b(network_address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    return f"wrong-code:{digest.hexdigest()}"
