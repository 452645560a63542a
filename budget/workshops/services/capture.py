"""What the tables say, noted as contributions like any other."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions.choices import Channel
from budget.contributions.models import Contribution
from budget.contributions.services import contribute
from budget.journal.services import record
from budget.workshops import permissions
from budget.workshops.choices import ANNOUNCED_STATES, WorkshopState
from budget.workshops.models import Workshop
from budget.workshops.services.errors import WorkshopError


@transaction.atomic
def capture_note(*, table, nature, text, now, actor=None, target=None, fidelity="", theme=None, **details):
    """Note what a table said: a contribution with the table as its provenance, published at once.

    Said now, or at the end of the meeting when keyed later. The first note of a meeting that has begun starts it.
    `details` are other arguments of `contribute` (`title`, `district`, `note_number`, `reference`,
    `is_read_back`, `author_label`, `said_at`). Raises WorkshopError, or the ContributionError of `contribute`.
    """
    workshop = table.workshop
    if not permissions.may_note(actor, workshop, now=now):
        raise WorkshopError(_("Only the facilitators of this meeting may write for its tables."))
    if not permissions.is_capture_open(workshop, now=now):
        raise WorkshopError(_("The tables write from the start of the meeting until it is closed."))
    details.setdefault("said_at", min(now, workshop.ends_at))
    details.setdefault("place", workshop.venue)
    if target is None:
        details["district"] = details.get("district") or workshop.district
    note = contribute(
        campaign=workshop.campaign,
        nature=nature,
        channel=Channel.WORKSHOP,
        text=text,
        now=now,
        actor=actor,
        target=target,
        theme=theme,
        table=table,
        fidelity=fidelity,
        **details,
    )
    _start(workshop, actor, now)
    return note


def _start(workshop, actor, now):
    """Of two first notes at once, one moves the meeting."""
    started = WorkshopState.CAPTURE if workshop.is_over(now) else WorkshopState.RUNNING
    moved = Workshop.objects.filter(pk=workshop.pk, state__in=ANNOUNCED_STATES).update(state=started)
    if moved:
        workshop.state = started
        record(actor=actor, action=f"workshop.{started}", obj=workshop, now=now)


@transaction.atomic
def mark_read_back(*, notes, now, actor=None):
    """Mark notes of one meeting as read aloud to the room; returns how many were not yet.

    Journal: `note.read_back` on each. Raises WorkshopError.
    """
    notes = list(
        Contribution.objects.select_for_update(of=("self",))
        .filter(pk__in=[note.pk for note in notes], table__isnull=False, is_read_back=False)
        .select_related("table__workshop")
    )
    for note in notes:
        if not permissions.may_lead(actor, note.table.workshop, now=now):
            raise WorkshopError(_("Only the facilitators of this meeting may do this."))
        note.is_read_back = True
        note.save(update_fields=["is_read_back"])
        record(actor=actor, action="note.read_back", obj=note, now=now)
    return len(notes)
