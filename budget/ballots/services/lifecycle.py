"""Opening, suspending, resuming, extending and closing a vote."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from budget.ballots import permissions
from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.ballots.queries import ballot_totals
from budget.ballots.services.errors import VoteError, require
from budget.ballots.services.locks import lock_vote, renew_intake, set_limits, vacuum
from budget.ballots.services.mixing import mix_intake, open_journal
from budget.campaigns.services import schedule_phase
from budget.journal.services import record
from budget.roll import queries as roll
from budget.roll.services import create_pepper, forget_challenges, rewrite_attendance

RUNNING = (VoteState.OPEN, VoteState.SUSPENDED)


@transaction.atomic
def open_vote(*, vote, actor, now):
    """Open a frozen vote: from its date on, ballots are taken in. Returns the Vote.

    Makes the pepper of the roll and the first line of the journal of batches, which commits the rules.
    """
    vote = _locked(vote, actor, now, (VoteState.FROZEN,), _("Freeze the ballot definition first."))
    if now >= vote.closes_at:
        raise VoteError(_("The closing date has passed: this vote cannot be opened."))
    create_pepper(vote.uid)
    _set_state(vote, VoteState.OPEN)
    open_journal(vote, now=now)
    record(actor=actor, action="open_vote", obj=vote, now=now)
    return vote


@transaction.atomic
def suspend_vote(*, vote, actor, reason, now):
    """Stop taking ballots in, with a public reason. Returns the Vote."""
    vote = _locked(vote, actor, now, (VoteState.OPEN,), _("This vote is not open."))
    _require_reason(reason)
    _set_state(vote, VoteState.SUSPENDED)
    record(actor=actor, action="suspend_vote", obj=vote, now=now, reason=reason)
    return vote


@transaction.atomic
def resume_vote(*, vote, actor, reason, now):
    """Take ballots in again, with a public reason. Returns the Vote."""
    vote = _locked(vote, actor, now, (VoteState.SUSPENDED,), _("This vote is not suspended."))
    _require_reason(reason)
    _set_state(vote, VoteState.OPEN)
    record(actor=actor, action="resume_vote", obj=vote, now=now, reason=reason)
    return vote


@transaction.atomic
def extend_vote(*, vote, closes_at, actor, reason, now):
    """Move the closing date later, before it has come, with a public reason. Returns the Vote."""
    vote = _locked(vote, actor, now, (VoteState.FROZEN, *RUNNING), _("This vote is over."))
    _require_reason(reason)
    if now >= vote.closes_at:
        raise VoteError(_("The closing date has passed: it cannot be moved any more."), field="closes_at")
    if closes_at <= vote.closes_at:
        raise VoteError(_("The closing date can only move later."), field="closes_at")
    before, vote.closes_at = vote.closes_at, closes_at
    vote.save(update_fields=["closes_at"])
    _move_end_of_phase(vote, closes_at, actor, now)
    record(actor=actor, action="extend_vote", obj=vote, now=now, reason=reason, detail={"before": before})
    return vote


@transaction.atomic
def close_vote(*, vote, actor, now, reason=""):
    """Close a vote, empty the intake into the box, and write both registers anew. Returns the Vote.

    Before the closing date (and its grace) by the database's clock, it takes a person and a reason. Attendance is
    rewritten in the order of the voters' random numbers and the box in the order of the leaves, each under a
    transaction number of its own: neither order nor hidden column joins the two. `actor` None is the system.
    """
    set_limits(lock_timeout="15s", statement_timeout="120s")
    lock_vote(vote.pk)
    vote = _locked(vote, actor, now, RUNNING, _("This vote is not under way."))
    is_over = has_lapsed(vote)
    if not is_over and (actor is None or not reason.strip()):
        raise VoteError(
            _("The closing date has not come. To close earlier, write the reason."), field="reason"
        )
    mix_intake(vote, now=now, is_forced=True)
    with transaction.atomic():
        rewrite_attendance(vote_id=vote.pk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT budget_box_rewrite(%s)", [vote.pk])
    forget_challenges(vote_id=vote.pk)
    _set_state(vote, VoteState.CLOSED)
    if now < vote.closes_at:
        _move_end_of_phase(vote, now, actor, now)
    detail = {
        "ballots": sum(ballot_totals(vote_id=vote.pk).values()),
        "attendance": sum(roll.attendance_totals(vote_id=vote.pk).values()),
        "is_early": not is_over,
    }
    record(actor=actor, action="close_vote", obj=vote, now=now, reason=reason, detail=detail)
    transaction.on_commit(_write_files_anew)
    return vote


def _move_end_of_phase(vote, closes_at, actor, now):
    """The phase ends with its vote: the pages of the site tell what the phase says."""
    phase = vote.phase
    if phase.opens_at < closes_at != phase.closes_at:
        phase.closes_at = closes_at
        schedule_phase(phase=phase, actor=actor, now=now)


def _write_files_anew():
    if not renew_intake():
        vacuum("budget_ballotintake", is_full=True)
    vacuum("budget_attendance", "budget_ballot", is_full=True)


def close_if_lapsed(*, vote, now):
    """Close a vote whose date has passed, so that no timer is needed. Returns True if this call closed it."""
    if vote.state not in RUNNING or now < vote.closes_at or not has_lapsed(vote):
        return False
    try:
        close_vote(vote=vote, actor=None, now=now)
    except VoteError:  # somebody else was quicker
        return False
    return True


def has_lapsed(vote):
    """True when the closing date and its grace have passed by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp() >= closes_at + make_interval(secs => grace_s) FROM budget_vote WHERE id = %s",
            [vote.pk],
        )
        return cursor.fetchone()[0]


@transaction.atomic
def publish_vote(*, vote, actor, now):
    """Mark the results of a closed vote as published: receipts now show that the ballot counted. Returns the Vote."""
    require(actor is None or permissions.may_publish_vote(actor, vote, now=now))
    vote = Vote.objects.select_for_update(no_key=True).get(pk=vote.pk)
    if vote.state in (VoteState.CLOSED, VoteState.OPENED):
        _set_state(vote, VoteState.PUBLISHED)
        record(actor=actor, action="publish_vote", obj=vote, now=now)
    return vote


def _locked(vote, actor, now, states, sentence):
    """The vote under a row lock, in one of `states`, for someone who may act on it."""
    require(actor is None or permissions.may_open_vote(actor, vote, now=now))
    vote = Vote.objects.select_for_update(no_key=True).get(pk=vote.pk)
    if vote.state not in states:
        raise VoteError(sentence)
    return vote


def _set_state(vote, state):
    vote.state = state
    vote.save(update_fields=["state"])


def _require_reason(reason):
    if not reason.strip():
        raise VoteError(_("Write the reason: it is public."), field="reason")
