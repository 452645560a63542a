"""Writing the journal, counting who knocks too often, and the error every step's own error descends from."""

import hashlib

from django.conf import settings
from django.core.cache import cache

from budget.journal.models import JournalEntry
from budget.rules.errors import DomainError

__all__ = ["DomainError", "record", "record_all"]


def record(*, actor, action, obj, now, reason="", detail=None):
    """Append one line to the journal, inside the caller's transaction.

    `actor` is a user or None (the system); `obj` any model instance, named by its `reference` if it has one, and
    titled by its `journal_label` where it says something that can be erased.
    """
    entry = _entry(actor, action, obj, now, reason, detail)
    entry.save(force_insert=True)
    return entry


def record_all(*, actor, action, objs, now):
    """Append a line for each object, in a few queries."""
    entries = [_entry(actor, action, obj, now) for obj in objs]
    JournalEntry.objects.bulk_create(entries, batch_size=1_000)


def _entry(actor, action, obj, now, reason="", detail=None):
    return JournalEntry(
        at=now,
        actor=actor,
        actor_label=str(actor) if actor else "",
        action=action,
        object_type=obj._meta.model_name,
        object_ref=str(getattr(obj, "reference", "") or obj.pk),
        object_label=(getattr(obj, "journal_label", "") or str(obj))[:250],
        reason=reason,
        detail=detail or {},
    )


def count_knock(*, name, network_address, seconds):
    """Count one more knock at the door `name` from one place; how many there were in its window of `seconds`.

    Counters live in the cache, name nobody (a keyed digest stands for the address) and end with their window.
    """
    key = _knock_key(name, network_address)
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # the window ended between the two lines
        cache.add(key, 1, seconds)
        return 1


def knocks(*, name, network_address):
    """How many knocks the window under way holds."""
    return cache.get(_knock_key(name, network_address), 0)


def _knock_key(name, network_address):
    digest = hashlib.blake2b(network_address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    return f"{name}:{digest.hexdigest()}"
