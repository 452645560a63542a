"""Writing the journal, and the error every step's own error descends from."""

from budget.journal.models import JournalEntry


class DomainError(Exception):
    """An act that was refused. The message is translated and tells the person what to do.

    `field` names the form field the message belongs to, or is empty for the whole form.
    """

    def __init__(self, message, *, field=""):
        super().__init__(message)
        self.message = message
        self.field = field


def record(*, actor, action, obj, now, reason="", detail=None):
    """Append one line to the journal, inside the caller's transaction.

    `actor` is a user or None (the system); `obj` any model instance, named by its `reference` if it has one.
    """
    return JournalEntry.objects.create(
        at=now,
        actor=actor,
        actor_label=str(actor) if actor else "",
        action=action,
        object_type=obj._meta.model_name,
        object_ref=str(getattr(obj, "reference", "") or obj.pk),
        object_label=str(obj)[:250],
        reason=reason,
        detail=detail or {},
    )
