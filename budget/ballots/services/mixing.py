"""The mix: ballots move from the intake to the box in random order, and a batch is added to the journal."""

from django.db import connection, transaction
from django.db.models import Max

from budget.ballots.models import BallotIntake, MixBatch
from budget.ballots.services.locks import lock_vote, try_lock_vote, vacuum
from budget.rules import merkle
from budget.rules.clock import local_day


def open_journal(vote, *, now):
    """Batch 0: it holds no ballot and commits the rules, the size of the roll and the key of the box."""
    root = merkle.opening_root(bytes(vote.rules_sha256), vote.roll_size or 0, bytes(vote.box_pubkey or b""))
    return add_batch(vote, 0, merkle.FIRST_PREV_HEAD, [], root, now)


def mix_vote(*, vote, now, is_forced=False):
    """Mix what the intake holds if it holds at least `mix_min` ballots, or anything at all when forced.

    Returns the MixBatch, or None when there was too little to mix. Waits for the casts under way and holds back the
    next ones for the time of one statement.
    """
    with transaction.atomic():
        lock_vote(vote.pk)
        batch = mix_intake(vote, now=now, is_forced=is_forced)
        if batch:
            transaction.on_commit(lambda: vacuum("budget_ballotintake"))
        return batch


def mix_when_due(*, vote, now):
    """Mix if enough ballots wait and nobody else is at it; never waits. Returns the MixBatch or None."""
    with transaction.atomic():
        if not is_due(vote) or not try_lock_vote(vote.pk):
            return None
        batch = mix_intake(vote, now=now)
        if batch:
            transaction.on_commit(lambda: vacuum("budget_ballotintake"))
        return batch


def is_due(vote):
    """True when the intake holds enough ballots to hide each among the others."""
    return BallotIntake.objects.filter(vote=vote).count() >= vote.mix_min


def mix_intake(vote, *, now, is_forced=False):
    """The mix itself, under the vote's exclusive lock, in the caller's transaction."""
    if not is_forced and not is_due(vote):
        return None
    last = MixBatch.objects.filter(vote=vote).aggregate(seq=Max("seq"))["seq"]
    if last is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT budget_box_mix(%s, %s)", [vote.pk, last + 1])
        leaves = sorted(bytes(leaf) for (leaf,) in cursor.fetchall())
    if not leaves:
        return None
    previous = MixBatch.objects.get(vote=vote, seq=last)
    return add_batch(vote, last + 1, bytes(previous.head), leaves, merkle.root(leaves), now)


def add_batch(vote, seq, prev_head, leaves, root, now):
    """Add a line to the journal of batches, chained to the former head."""
    return MixBatch.objects.create(
        vote=vote,
        seq=seq,
        n=len(leaves),
        root=root,
        head=merkle.batch_head(prev_head, vote.uid, seq, len(leaves), root),
        day=local_day(now),
    )
