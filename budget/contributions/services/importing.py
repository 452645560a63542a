"""Bringing in a table of contributions: read, shown, corrected, confirmed, then published or undone as a whole."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from budget.campaigns.models import Campaign
from budget.contributions import permissions
from budget.contributions.choices import PUBLIC_STATES, BatchState, ContributionState
from budget.contributions.models import Contribution, ImportBatch
from budget.contributions.queries.columns import COLUMNS, NEEDED, column_names, plain
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.lines import checked_lines
from budget.contributions.services.moderation import state_by_lineage
from budget.contributions.services.news import tell_answer
from budget.contributions.services.together import contribute_all
from budget.journal.services import record
from budget.rules import spreadsheets

#: How long the lines of a file wait for a decision.
KEPT_FOR = timedelta(days=7)
LONGEST_CELL = 12_000


@transaction.atomic
def bring_table(*, campaign, file_name, data, actor, now):
    """Read a file and keep its lines for a preview; no contribution is written. Expired previews lose theirs.

    Journal: `import.brought`. Raises ContributionError.
    """
    if not permissions.may_enter(actor, now=now):
        raise ContributionError(_("Only the City's staff may enter what was said on someone's behalf."))
    table = _read(data)
    columns, unknown = _columns(table.header)
    batch = ImportBatch.objects.create(
        campaign=campaign,
        file_name=file_name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        rows=[{"line": number, "cells": _cells(columns, cells)} for number, cells in table.lines],
        unknown_columns=unknown,
        row_count=len(table.lines),
        uploaded_by=actor,
        uploaded_at=now,
        expires_at=now + KEPT_FOR,
    )
    expired = ImportBatch.objects.filter(state=BatchState.PREVIEW, expires_at__lte=now)
    expired.update(state=BatchState.DISCARDED, rows=[], ended_at=now)
    detail = {"lines": batch.row_count, "sha256": batch.sha256}
    record(actor=actor, action="import.brought", obj=batch, now=now, detail=detail)
    return batch


def _read(data):
    try:
        table = spreadsheets.read_table(data)
    except spreadsheets.UnreadableError as fault:
        raise ContributionError(_unreadable(fault.code), field="file") from fault
    if not table.lines:
        raise ContributionError(
            _("This file has a first line and nothing below it: write one contribution a line."), field="file"
        )
    return table


def _unreadable(code):
    sizes = {
        "megabytes": spreadsheets.MAX_BYTES // 2**20,
        "rows": spreadsheets.MAX_ROWS,
        "unpacked": spreadsheets.MAX_UNPACKED // 2**20,
    }
    sentences = {
        "too_big": _("Send a file of %(megabytes)d MB at most: cut it in two."),
        "too_many_rows": _("Send %(rows)d lines at most: cut the file in two."),
        "bomb": _(
            "Unpacked, this file holds more than %(unpacked)d MB: save only its table, then try again."
        ),
        "locked": _("Take the password off this file, then send it again."),
        "old_format": _("Save this file as XLSX, ODS or CSV: the old Excel format is not read."),
        "unknown_kind": _("Send a table: a file in CSV, XLSX or ODS."),
        "encoding": _("Save this file as CSV in UTF-8, then send it again."),
        "empty": _("This file is empty: download the template and fill it in."),
    }
    damaged = _("This file cannot be read: open it, save it again as XLSX or CSV, then send it.")
    return sentences.get(code, damaged) % sizes


def _columns(header):
    """{position: column}, and the headers nobody knows. Raises ContributionError where a needed column is missing."""
    names, columns, unknown = column_names(), {}, []
    for position, title in enumerate(header):
        column = names.get(plain(title))
        if column and column not in columns.values():
            columns[position] = column
        elif title:
            unknown.append(title[:80])
    missing = [str(COLUMNS[column]) for column in NEEDED if column not in columns.values()]
    if missing:
        raise ContributionError(
            _("The first line names the columns: add %(missing)s, or start from the template.")
            % {"missing": ", ".join(_("“%(name)s”") % {"name": name} for name in missing)},
            field="file",
        )
    return columns, unknown


def _cells(columns, cells):
    """{column: words}; every column is there, so that a line can be corrected whole."""
    found = {
        columns[position]: words[:LONGEST_CELL] for position, words in enumerate(cells) if position in columns
    }
    return {column: found.get(column, "") for column in COLUMNS}


@transaction.atomic
def correct_lines(*, batch, corrections, left_out=None, actor, now):
    """Change cells of a preview: `corrections` is {line: {column: words}}, `left_out` {line: True or False}.

    Raises ContributionError.
    """
    batch = _preview(batch, actor, now)
    left_out = left_out or {}
    for row in batch.rows:
        typed = corrections.get(row["line"], {})
        row["cells"] |= {
            column: words.strip()[:LONGEST_CELL] for column, words in typed.items() if column in COLUMNS
        }
        row["is_left_out"] = left_out.get(row["line"], row.get("is_left_out", False))
    batch.save(update_fields=["rows"])
    return batch


@transaction.atomic
def leave_out_faulty(*, batch, actor, now):
    """Leave out every line that is still to be corrected; returns how many. Raises ContributionError."""
    batch = _preview(batch, actor, now)
    faulty, found = {}, True
    while found:  # a line may answer one that has just been left out
        found = {
            line.number: True for line in checked_lines(batch, actor=actor, now=now) if line.is_to_correct
        }
        for row in batch.rows:
            row["is_left_out"] = row.get("is_left_out", False) or row["line"] in found
        faulty |= found
    batch.save(update_fields=["rows"])
    return len(faulty)


@transaction.atomic
def confirm_import(*, batch, actor, now):
    """Make a contribution of each line that is not left out, all or none; they wait, unpublished. Twice is once.

    Journal: `import.confirmed`, and a line for each contribution. Raises ContributionError.
    """
    batch = _mine(batch, actor, now)
    if batch.state in (BatchState.IMPORTED, BatchState.PUBLISHED):
        return batch
    batch = _preview(batch, actor, now)
    Campaign.objects.select_for_update(no_key=True).get(pk=batch.campaign_id)
    lines = [line for line in checked_lines(batch, actor=actor, now=now) if not line.is_left_out]
    faulty = [line for line in lines if line.faults]
    if faulty:
        raise ContributionError(
            _("Correct these lines or leave them out, nothing was imported: %(lines)s.")
            % {"lines": ", ".join(str(line.number) for line in faulty[:20])}
        )
    if not lines:
        raise ContributionError(_("There is no line to import: every one is left out."))
    drafts = [line.draft for line in lines]
    numbering = contribute_all(campaign=batch.campaign, drafts=drafts, actor=actor, now=now)
    batch.state, batch.imported_at = BatchState.IMPORTED, now
    batch.imported_count, batch.given = len(lines), numbering.given
    batch.rows = [{"line": line.number, "reference": line.draft.reference} for line in lines]
    batch.save(update_fields=["state", "imported_at", "imported_count", "given", "rows"])
    detail = {"lines": len(lines), "sha256": batch.sha256}
    record(actor=actor, action="import.confirmed", obj=batch, now=now, detail=detail)
    return batch


@transaction.atomic
def publish_import(*, batch, actor, now):
    """Publish everything of a batch that still waits and that nobody has to read first; returns how many.

    Journal: `import.published`, and a line for each contribution. Raises ContributionError.
    """
    batch = _mine(batch, actor, now)
    if batch.state not in (BatchState.IMPORTED, BatchState.PUBLISHED):
        raise ContributionError(_("Import this file first: there is nothing to publish."))
    waiting = batch.contributions.select_for_update(of=("self",)).filter(state=ContributionState.RECEIVED)
    count = 0
    for contribution in waiting.select_related("target", "campaign").order_by("pk"):
        target = contribution.target
        if target is not None and target.import_batch_id == batch.pk:
            target.refresh_from_db(fields=["state"])
        if target is not None and target.state not in PUBLIC_STATES:
            continue
        if permissions.reads_first(
            contribution.campaign, nature=contribution.nature, at=contribution.said_at
        ):
            continue  # it waits in the moderators' queue
        contribution.state, contribution.published_at = state_by_lineage(contribution), now
        contribution.save(update_fields=["state", "published_at"])
        record(actor=actor, action="contribution.published", obj=contribution, now=now)
        tell_answer(contribution, now=now)
        count += 1
    batch.state, batch.published_at = BatchState.PUBLISHED, batch.published_at or now
    batch.save(update_fields=["state", "published_at"])
    record(actor=actor, action="import.published", obj=batch, now=now, detail={"lines": count})
    return count


@transaction.atomic
def undo_import(*, batch, actor, now):
    """Take a whole batch back while nobody could read any of it: its contributions go, its references stay given.

    Journal: `import.undone`, with the references. Raises ContributionError.
    """
    batch = _mine(batch, actor, now)
    if batch.state == BatchState.UNDONE:
        return batch
    if batch.state == BatchState.PREVIEW:
        raise ContributionError(_("Nothing was imported from this file yet: throw it away instead."))
    mine = Contribution.objects.filter(import_batch=batch)
    waiting = list(mine.select_for_update(of=("self",)).order_by("pk").values_list("reference", "state"))
    is_untouched = all(state == ContributionState.RECEIVED for _reference, state in waiting)
    if batch.state != BatchState.IMPORTED or not is_untouched:
        raise ContributionError(
            _(
                "Some of these contributions were published or decided on: hide them one by one, with a reason."
            )
        )
    try:
        _delete(mine)
    except (ProtectedError, RestrictedError) as tied:
        raise ContributionError(
            _("Something already leads to these contributions: they can no longer be undone.")
        ) from tied
    references = [reference for reference, _state in waiting]
    batch.state, batch.ended_at, batch.rows = BatchState.UNDONE, now, []
    batch.save(update_fields=["state", "ended_at", "rows"])
    detail = {"references": references, "sha256": batch.sha256}
    record(actor=actor, action="import.undone", obj=batch, now=now, detail=detail)
    return batch


def _delete(contributions):
    """Delete them, the answers before what they answer."""
    while contributions.exists():
        answered = Contribution.objects.filter(target__in=contributions).values("target_id")
        gone, _detail = contributions.exclude(pk__in=answered).delete()
        if not gone:
            raise ProtectedError("Answered from elsewhere.", set(contributions))


@transaction.atomic
def throw_away(*, batch, actor, now):
    """Forget the lines of a preview. Journal: `import.thrown_away`. Raises ContributionError."""
    batch = _mine(batch, actor, now)
    if batch.state != BatchState.PREVIEW:
        raise ContributionError(_("This file is imported already: undo the import instead."))
    batch.state, batch.ended_at, batch.rows = BatchState.DISCARDED, now, []
    batch.save(update_fields=["state", "ended_at", "rows"])
    record(actor=actor, action="import.thrown_away", obj=batch, now=now)
    return batch


def _mine(batch, actor, now):
    """The batch as it is now, locked: two confirmations cannot both write."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=batch.pk)
    if not permissions.may_handle_import(actor, batch, now=now):
        raise ContributionError(
            _("Only the person who brought this file, or those who run the campaign, decide.")
        )
    return batch


def _preview(batch, actor, now):
    batch = _mine(batch, actor, now)
    if batch.state != BatchState.PREVIEW:
        raise ContributionError(_("This file is no longer in preview: send it again to correct it."))
    if batch.is_expired(now):
        raise ContributionError(_("This preview has expired: send the file again."))
    return batch
