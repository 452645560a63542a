"""Votes held elsewhere: their definition and their ballots, without any roll."""

import secrets
from dataclasses import replace

from django.db import connection, transaction
from django.utils.translation import gettext as _

from budget.ballots import permissions
from budget.ballots.choices import VoteState
from budget.ballots.models import MixBatch, Section
from budget.ballots.services.definition import draft_definition, with_projects
from budget.ballots.services.errors import VoteError, require
from budget.ballots.services.mixing import add_batch, open_journal
from budget.ballots.services.papers import COLUMNS
from budget.ballots.services.preparing import create_sections, create_vote, store_definition
from budget.journal.services import record
from budget.rules import merkle, receipt
from budget.rules.ballot import Definition


@transaction.atomic
def prepare_imported_vote(*, phase, actor, slug, sections, projects, now, count=None):
    """A closed vote, held elsewhere, that waits for its ballots. Returns the Vote.

    `sections`: [(envelope, format, maximum or None)]; `projects` as in `definition.with_projects`. The rules are kept
    as they were: a project that costs more than its envelope is not refused, and `count` (Parameters) is how that
    vote was counted, ties included. `actor` None is the system.
    """
    require(actor is None or permissions.may_prepare_vote(actor, phase.campaign, now=now))
    vote = create_vote(phase=phase, slug=slug, is_imported=True, has_receipts=False, may_replace=False)
    definition = draft_definition(
        vote_uid=vote.uid,
        title=phase.campaign.title,
        title_en=phase.campaign.title_en,
        districts_per_voter=1,
        sections=sections,
    )
    create_sections(vote, definition, [envelope for envelope, _format, _max in sections])
    definition = with_projects(definition, projects)
    if count is not None:
        counted = tuple(replace(section, count=count) for section in definition.sections)
        definition = replace(definition, sections=counted)
    store_definition(vote, definition, state=VoteState.CLOSED)
    open_journal(vote, now=now)
    record(actor=actor, action="prepare_imported_vote", obj=vote, now=now)
    return vote


@transaction.atomic
def deposit_imported(*, vote, section, ballots, actor, now):
    """Fill the box of an imported vote with one section's ballots, in random order. Returns how many.

    `section`: its code. `ballots`: pairs (choices, channel), choices being (option id, whole number) pairs: 1 for an
    approval, else points or rank. Handles, nonces and keys are random: nobody holds a receipt. One batch of the
    journal per call; a section is filled once. Raises VoteError when a choice is not on the ballot.
    """
    require(actor is None or permissions.may_prepare_vote(actor, vote.phase.campaign, now=now))
    if not vote.is_imported or vote.state != VoteState.CLOSED:
        raise VoteError(
            _("Ballots are deposited in a vote held elsewhere, before its results are published.")
        )
    row = Section.objects.select_for_update().get(vote=vote, code=section)
    last = MixBatch.objects.filter(vote=vote).order_by("-seq").first()
    options = {option.id for option in Definition.from_data(vote.rules).section(section).options}
    entries = [
        _imported_row(vote, row, options, choices, channel, last.seq + 1) for choices, channel in ballots
    ]
    if not entries:
        return 0
    secrets.SystemRandom().shuffle(entries)
    _fill(vote, row, entries)
    leaves = sorted(entry[COLUMNS.index("leaf")] for entry in entries)
    add_batch(vote, last.seq + 1, bytes(last.head), leaves, merkle.root(leaves), now)
    record(
        actor=actor,
        action="deposit_imported",
        obj=vote,
        now=now,
        detail={"section": section, "n": len(entries)},
    )
    return len(entries)


def _imported_row(vote, section, options, choices, channel, batch):
    if not options.issuperset(option for option, _value in choices):
        raise VoteError(_("A ballot names a project that is not put to the vote."))
    nonce, rk = secrets.token_bytes(16), secrets.token_bytes(32)
    try:
        sealed = receipt.canonical_ballot(vote.uid, section.code, str(channel), choices)
    except ValueError as error:
        raise VoteError(
            _("A ballot names a project twice, or a value that is not a whole number.")
        ) from error
    cc = receipt.content_commitment(nonce, sealed)
    return (
        vote.pk, secrets.token_bytes(32), 0, section.pk, str(channel), rk, cc, receipt.leaf(rk, cc), nonce, sealed,
        None, batch,
    )  # fmt: skip


def _fill(vote, section, entries):
    """COPY the rows into the box, by the way the database keeps for imports."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM budget_ballot WHERE vote_id = %s AND section_id = %s)",
            [vote.pk, section.pk],
        )
        if cursor.fetchone()[0]:
            raise VoteError(_("This section already has its ballots."))
        cursor.execute("SELECT set_config('passerelle.way', 'import', true)")
        with cursor.copy(f"COPY budget_ballot ({', '.join(COLUMNS)}, batch) FROM STDIN") as copy:
            for entry in entries:
                copy.write_row(entry)
        cursor.execute("SELECT set_config('passerelle.way', '', true)")
