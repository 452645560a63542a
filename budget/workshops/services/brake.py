"""Slowing down whoever knocks too often from one place. Counters live in the cache and name nobody."""

import hashlib

from django.conf import settings
from django.core.cache import cache

WINDOW_SECONDS = 600
#: Per network address and window. A library or a block of flats shares one address: the limits are wide.
LIMITS = {"register": 40, "code": 20}


def is_slowed(*, purpose, network_address):
    """Count one more knock; True once `network_address` has gone over the limit of `purpose`."""
    digest = hashlib.blake2b(network_address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    key = f"rooms:{purpose}:{digest.hexdigest()}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) > LIMITS[purpose]
    except ValueError:  # the window ended between the two lines
        return False
