"""Slowing down whoever knocks too often from one place. Counters live in the cache and name nobody."""

import hashlib

from django.conf import settings
from django.core.cache import cache

WINDOW_SECONDS = 600
#: Per network address and window. A block of flats or a library shares one address: the limits are wide.
LIMITS = {"identify": 120, "verify": 120, "check": 120}


def is_throttled(*, purpose, network_address):
    """Count one more knock; True when `network_address` has gone over the limit of `purpose`."""
    digest = hashlib.blake2b(network_address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    key = f"knock:{purpose}:{digest.hexdigest()}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) > LIMITS[purpose]
    except ValueError:  # the window ended between the two lines
        return False
