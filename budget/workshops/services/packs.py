"""Freezing a pack: what the tables work on, taken from the online debate by a rule that is printed."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from budget.campaigns.choices import DerivativeKind
from budget.campaigns.queries import revisions
from budget.campaigns.services import register_derivative
from budget.contributions.choices import Nature
from budget.journal.services import record
from budget.rules.canonical import sha256_of
from budget.rules.selection import Argument, chosen_arguments
from budget.workshops import permissions, queries
from budget.workshops.choices import ANNOUNCED_STATES, ITEMS_PER_TABLE, MOST_PER_SIDE, WorkshopState
from budget.workshops.models import Workshop, WorkshopPack
from budget.workshops.services.errors import WorkshopError


@transaction.atomic
def freeze_pack(*, workshop, chosen, per_side, actor, now):
    """Freeze what goes to the tables of a meeting, and say so in its state; returns the WorkshopPack.

    `chosen` is {table number: [reference]}, `per_side` how many arguments for and as many against. Freezing the same
    words again returns the pack that holds them. The pack is registered among what is printed from the base
    document. Journal: `workshop.pack_frozen`. Raises WorkshopError.
    """
    if not permissions.may_lead(actor, workshop, now=now):
        raise WorkshopError(_("Only the facilitators of this meeting may prepare its pack."))
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=workshop.pk)
    if workshop.state not in ANNOUNCED_STATES:
        raise WorkshopError(_("A pack is frozen once the meeting is announced and before it starts."))
    snapshot = draft_pack(workshop=workshop, chosen=chosen, per_side=per_side)
    fingerprint = sha256_of(snapshot)
    latest = queries.packs(workshop).first()
    if latest and latest.content_sha256 == fingerprint:
        return latest
    revision = revisions(workshop.campaign).first()
    pack = WorkshopPack.objects.create(
        workshop=workshop,
        number=latest.number + 1 if latest else 1,
        snapshot=snapshot,
        content_sha256=fingerprint,
        base_document_revision=revision,
        frozen_at=now,
        frozen_by=actor,
    )
    workshop.state = WorkshopState.PACK_FROZEN
    workshop.save(update_fields=["state"])
    if revision:
        title = _("Pack of %(workshop)s") % {"workshop": workshop.title}
        register_derivative(
            campaign=workshop.campaign,
            kind=DerivativeKind.PACK,
            title=title[:160],
            obj=workshop,
            revision=revision,
            actor=actor,
            now=now,
        )
    detail = {"number": pack.number, "sha256": fingerprint}
    record(actor=actor, action="workshop.pack_frozen", obj=workshop, now=now, detail=detail)
    return pack


def draft_pack(*, workshop, chosen, per_side):
    """The snapshot that freezing would print: plain data, the same for the same words.

    {"workshop": {...}, "base_document": number or null, "per_side": n, "tables": [{"number", "subject", "items":
    [{"reference", "title", "text", "provenance", "for": [...], "against": [...], "for_total", "against_total"}]}]};
    each argument is {"reference", "text", "provenance", "supports", "why"}. Raises WorkshopError.
    """
    if not 1 <= per_side <= MOST_PER_SIDE:
        raise WorkshopError(
            _("Choose from 1 to %(most)d arguments a side.") % {"most": MOST_PER_SIDE}, field="per_side"
        )
    tables = list(workshop.tables.order_by("number"))
    if not tables:
        raise WorkshopError(_("Give the meeting its tables and their subjects first."))
    wanted = {table.number: list(dict.fromkeys(chosen.get(table.number, ()))) for table in tables}
    threads = _threads(workshop.campaign, wanted)
    revision = revisions(workshop.campaign).first()
    with override(settings.LANGUAGE_CODE):  # the same words whoever freezes them
        return _snapshot(workshop, tables, wanted, threads, per_side, revision)


def _snapshot(workshop, tables, wanted, threads, per_side, revision):
    sides = _sides(threads.values(), per_side)
    return {
        "workshop": _heading(workshop),
        "base_document": revision.number if revision else None,
        "per_side": per_side,
        "tables": [
            {
                "number": table.number,
                "subject": table.subject,
                "items": [_item(threads[name], sides[threads[name].pk]) for name in wanted[table.number]],
            }
            for table in tables
        ],
    }


def _threads(campaign, wanted):
    """{reference: Contribution} of everything chosen; names the table of what cannot be put on it."""
    every = [name for names in wanted.values() for name in names]
    threads = queries.threads_named(campaign, every)
    for number, names in wanted.items():
        if len(names) > ITEMS_PER_TABLE:
            raise WorkshopError(
                _("A table has time for %(most)d subjects at most: choose among those of table %(number)d.")
                % {"most": ITEMS_PER_TABLE, "number": number},
                field=f"table_{number}",
            )
        missing = [name for name in names if name not in threads]
        if missing:
            raise WorkshopError(
                _(
                    "%(reference)s cannot go to a table: write the reference of an idea, a question or a paper."
                )
                % {"reference": missing[0]},
                field=f"more_{number}",
            )
    return threads


def _sides(threads, per_side):
    """{thread id: {"for": [...], "against": [...], "for_total", "against_total"}}, chosen by the printed rule."""
    arguments = list(queries.arguments_of(list(threads)))
    by_reference = {argument.reference: argument for argument in arguments}
    sides = {}
    for thread in threads:
        sides[thread.pk] = {}
        for nature in (Nature.FOR, Nature.AGAINST):
            said = [row for row in arguments if row.target_id == thread.pk and row.nature == nature]
            facts = [Argument(row.reference, row.support_count, row.said_at, row.times_shown) for row in said]
            picked = chosen_arguments(facts, count=per_side)
            sides[thread.pk][str(nature)] = [_argument(by_reference[name], why) for name, why in picked]
            sides[thread.pk][f"{nature}_total"] = len(said)
    return sides


def _argument(row, why):
    return {
        "reference": row.reference,
        "text": row.text,
        "provenance": str(row.provenance),
        "supports": row.support_count,
        "why": why,
    }


def _item(thread, sides):
    return {
        "reference": thread.reference,
        "title": thread.title,
        "text": thread.text,
        "provenance": str(thread.provenance),
        **sides,
    }


def _heading(workshop):
    return {
        "reference": workshop.reference,
        "campaign": workshop.campaign.slug,
        "title": workshop.title,
        "starts_at": timezone.localtime(workshop.starts_at).isoformat(),
        "ends_at": timezone.localtime(workshop.ends_at).isoformat(),
        "venue": workshop.venue,
        "address": workshop.address,
        "programme": list(workshop.programme),
    }
