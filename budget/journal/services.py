"""Writing the journal, and the error every step's own error descends from."""

from budget.journal.models import JournalEntry
from budget.rules.errors import DomainError

__all__ = ["DomainError", "record"]


def record(*, actor, action, obj, now, reason="", detail=None):
    """Append one line to the journal, inside the caller's transaction.

    `actor` is a user or None (the system); `obj` any model instance, named by its `reference` if it has one, and
    titled by its `journal_label` where it says something that can be erased.
    """
    return JournalEntry.objects.create(
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
