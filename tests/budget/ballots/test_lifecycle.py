"""From a frozen definition to a closed box."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from budget.ballots.choices import VoteState
from budget.ballots.models import Ballot, BallotIntake, MixBatch, Section, Vote
from budget.ballots.queries import vote_of
from budget.ballots.services import (
    NotAllowedError,
    VoteClosedError,
    VoteError,
    cast_ballot,
    check_vote,
    close_if_lapsed,
    close_vote,
    extend_vote,
    mix_vote,
    mix_when_due,
    open_vote,
    publish_vote,
    resume_vote,
    suspend_vote,
)
from budget.ballots.services.casting import check_open
from budget.ballots.services.words import closed_words
from budget.journal.models import JournalEntry
from budget.roll.models import Attendance, EmailChallenge
from budget.rules import merkle, receipt
from tests.factories.votes import make_vote, make_voter, papers, real_now

pytestmark = pytest.mark.django_db


def cast_many(vote, number, start=0):
    for n in range(start, start + number):
        secret = f"{n:020d}"
        voter = make_voter(vote, f"voter{n}@rivelune.example")
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, secret, VIL=["P02"], TAN=[]))


def refused(statement, *parameters):
    """What the database answers to a statement it must refuse."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return str(refusal.value).splitlines()[0]


def test_opening_commits_the_rules_in_the_journal(ondine):
    vote = make_vote(state=VoteState.FROZEN)
    open_vote(vote=vote, actor=ondine, now=real_now())
    batch = MixBatch.objects.get()
    root = merkle.opening_root(bytes(vote.rules_sha256), 0)
    assert (batch.seq, batch.n, bytes(batch.root)) == (0, 0, root)
    assert bytes(batch.head) == merkle.batch_head(bytes(32), vote.uid, 0, 0, root)


def test_a_vote_goes_through_its_states_with_public_reasons(ondine):
    vote = open_vote(vote=make_vote(state=VoteState.FROZEN), actor=ondine, now=real_now())
    vote = suspend_vote(vote=vote, actor=ondine, reason="Panne de courrier", now=real_now())
    vote = resume_vote(vote=vote, actor=ondine, reason="Courrier rétabli", now=real_now())
    vote = close_vote(vote=vote, actor=ondine, reason="Décision du maire", now=real_now())
    vote = publish_vote(vote=vote, actor=ondine, now=real_now())
    assert vote.state == VoteState.PUBLISHED
    said = JournalEntry.objects.filter(object_type="vote").order_by("id")
    acts = list(said.values_list("action", "reason"))
    assert acts == [
        ("open_vote", ""),
        ("suspend_vote", "Panne de courrier"),
        ("resume_vote", "Courrier rétabli"),
        ("close_vote", "Décision du maire"),
        ("publish_vote", ""),
    ]


@pytest.mark.parametrize("act", [suspend_vote, resume_vote, extend_vote])
def test_a_reason_is_asked_for(act, ondine):
    vote = make_vote(state=VoteState.SUSPENDED if act is resume_vote else VoteState.OPEN)
    more = {"closes_at": vote.closes_at + timedelta(hours=1)} if act is extend_vote else {}
    with pytest.raises(VoteError) as refusal:
        act(vote=vote, actor=ondine, reason=" ", now=real_now(), **more)
    assert refusal.value.field == "reason"


def test_a_vote_that_is_not_frozen_cannot_open_and_a_past_one_neither(ondine):
    with pytest.raises(VoteError):
        open_vote(vote=make_vote(state=VoteState.OPEN), actor=ondine, now=real_now())
    past = make_vote(state=VoteState.FROZEN, slug="passe")
    with pytest.raises(VoteError):
        open_vote(vote=past, actor=ondine, now=past.closes_at)


def test_the_closing_date_moves_later_only_and_before_it_has_come(ondine):
    vote = make_vote()
    later = vote.closes_at + timedelta(days=1)
    assert (
        extend_vote(vote=vote, closes_at=later, actor=ondine, reason="Neige", now=real_now()).closes_at
        == later
    )
    for closes_at, now in [(later - timedelta(hours=1), real_now()), (later + timedelta(days=1), later)]:
        with pytest.raises(VoteError):
            extend_vote(vote=vote, closes_at=closes_at, actor=ondine, reason="Neige", now=now)


def test_the_phase_ends_with_its_vote(ondine):
    vote, now = make_vote(), real_now()
    later = vote.closes_at + timedelta(days=1)

    extended = extend_vote(vote=vote, closes_at=later, actor=ondine, reason="Neige", now=now)
    ends = [extended.phase.closes_at]
    closed = close_vote(vote=vote, actor=ondine, reason="Décision du maire", now=now)

    assert [*ends, closed.phase.closes_at] == [later, now]
    assert vote_of(closed.phase.campaign).closes_at == now
    with pytest.raises(VoteClosedError) as refusal:
        check_open(vote)
    assert refusal.value.message == closed_words(now)


def test_a_mix_waits_for_enough_ballots():
    vote = make_vote(mix_min=10)
    cast_many(vote, 4)
    assert mix_vote(vote=vote, now=real_now()) is None
    assert mix_when_due(vote=vote, now=real_now()) is None
    cast_many(vote, 1, start=4)
    batch = mix_when_due(vote=vote, now=real_now())
    assert (batch.seq, batch.n) == (1, 10)
    assert (BallotIntake.objects.count(), Ballot.objects.count()) == (0, 10)


def test_each_batch_is_chained_to_the_former_and_commits_its_leaves():
    vote = make_vote(mix_min=10)
    cast_many(vote, 5)
    first = mix_vote(vote=vote, now=real_now())
    cast_many(vote, 2, start=5)
    second = mix_vote(vote=vote, now=real_now(), is_forced=True)
    leaves = sorted(bytes(leaf) for leaf in Ballot.objects.filter(batch=2).values_list("leaf", flat=True))
    assert (second.n, bytes(second.root)) == (4, merkle.root(leaves))
    assert bytes(second.head) == merkle.batch_head(bytes(first.head), vote.uid, 2, 4, merkle.root(leaves))


def test_the_box_holds_what_was_cast_bit_for_bit():
    vote = make_vote()
    cast_many(vote, 1)
    columns = ("handle", "rev", "section_id", "channel", "rk", "cc", "leaf", "nonce", "sealed", "prev_pre")
    before = sorted(BallotIntake.objects.values_list(*columns))
    mix_vote(vote=vote, now=real_now(), is_forced=True)
    assert sorted(Ballot.objects.values_list(*columns)) == before
    box = Ballot.objects.get(section__code="VIL")
    assert bytes(box.leaf) == receipt.leaf(
        bytes(box.rk), receipt.content_commitment(bytes(box.nonce), bytes(box.sealed))
    )


def test_closing_empties_the_intake_rewrites_both_registers_and_forgets_the_codes(ondine, now):
    vote = make_vote()
    cast_many(vote, 6)
    EmailChallenge.objects.create(
        vote=vote,
        lookup=b"l" * 32,
        token_hash=b"t" * 32,
        code_hash=b"c" * 32,
        browser_hash=b"b" * 32,
        expires_at=now,
    )
    closed = close_vote(vote=vote, actor=ondine, reason="Fin anticipée", now=real_now())
    assert closed.state == VoteState.CLOSED
    assert (BallotIntake.objects.count(), Ballot.objects.count(), Attendance.objects.count()) == (0, 12, 12)
    assert EmailChallenge.objects.count() == 0
    assert all(line.is_right for line in check_vote(vote))
    detail = JournalEntry.objects.get(action="close_vote").detail
    assert detail == {"ballots": 12, "attendance": 12, "is_early": True}


def test_the_invariant_tells_a_mark_without_a_ballot():
    vote = make_vote()
    cast_many(vote, 2)
    Attendance.objects.create(
        vote=vote,
        voter_id=make_voter(vote, "fantome@rivelune.example"),
        section=vote.sections.get(code="VIL"),
        channel="web",
        day=real_now().date(),
    )
    lines = {(line.section, line.channel): (line.attendance, line.ballots) for line in check_vote(vote)}
    assert lines == {("VIL", "web"): (3, 2), ("TAN", "web"): (2, 2)}


def test_before_its_date_a_vote_closes_only_by_someone_with_a_reason(ondine):
    vote = make_vote()
    for actor, reason in [(None, "Minuterie"), (ondine, "")]:
        with pytest.raises(VoteError):
            close_vote(vote=vote, actor=actor, reason=reason, now=real_now())
    assert not close_if_lapsed(vote=vote, now=real_now())


def test_after_its_date_and_grace_the_first_visit_closes_it():
    vote = make_vote(
        opens_at=real_now() - timedelta(days=9), closes_at=real_now() - timedelta(seconds=60), grace_s=0
    )
    assert close_if_lapsed(vote=vote, now=real_now())
    vote.refresh_from_db()
    assert vote.state == VoteState.CLOSED
    assert not close_if_lapsed(vote=vote, now=real_now())


def test_during_the_grace_a_visit_closes_nothing():
    vote = make_vote(
        opens_at=real_now() - timedelta(days=9), closes_at=real_now() - timedelta(seconds=60), grace_s=120
    )
    assert not close_if_lapsed(vote=vote, now=real_now())


ROLES = ("ondine", "capucine", "bastien", "marius", "thelma", "salome", "idris")


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize(
    ("act", "state", "more"),
    [
        (open_vote, VoteState.FROZEN, {}),
        (suspend_vote, VoteState.OPEN, {"reason": "Panne"}),
        (resume_vote, VoteState.SUSPENDED, {"reason": "Réparé"}),
        (close_vote, VoteState.OPEN, {"reason": "Fin"}),
    ],
)
def test_only_campaign_managers_run_a_vote(name, act, state, more, request):
    person, vote = request.getfixturevalue(name), make_vote(state=state)
    if name == "ondine":
        assert act(vote=vote, actor=person, now=real_now(), **more).state != state
    else:
        with pytest.raises(NotAllowedError):
            act(vote=vote, actor=person, now=real_now(), **more)


@pytest.mark.parametrize(
    "change",
    [
        "rules = '{}'",
        "rules_sha256 = decode(repeat('00', 32), 'hex')",
        "slug = 'autre'",
        "opens_at = opens_at - interval '1 day'",
        "opens_at = opens_at + interval '1 hour'",
        "closes_at = closes_at - interval '1 hour'",
        "grace_s = 300",
        "secrecy = 0",
        "mix_min = 10",
        "k_publish = 1",
        "may_replace = false",
        "has_receipts = false",
        "uid = gen_random_uuid()",
        "state = 'draft'",
        "state = 'frozen'",
        "state = 'published'",
    ],
)
def test_the_database_refuses_to_change_a_frozen_definition(change):
    vote = make_vote()
    assert refused(f"UPDATE budget_vote SET {change} WHERE id = %s", vote.pk).startswith(
        ("a frozen", "a vote")
    )


def test_the_database_refuses_to_delete_a_vote_or_touch_its_sections():
    vote = make_vote()
    section = vote.sections.get(code="VIL")
    refused("DELETE FROM budget_vote WHERE id = %s", vote.pk)
    refused("UPDATE budget_section SET amount_cents = 1 WHERE id = %s", section.pk)
    refused("DELETE FROM budget_section WHERE id = %s", section.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(
            vote=vote, envelope=section.envelope, code="NEW", label="Nouvelle", amount_cents=1
        )


def test_a_draft_may_change_in_every_way():
    vote = make_vote(state=VoteState.DRAFT)
    Vote.objects.filter(pk=vote.pk).update(
        slug="autre", grace_s=0, closes_at=vote.closes_at - timedelta(hours=1)
    )
    vote.delete()
    assert Vote.objects.count() == 0


def test_a_draft_is_not_opened_behind_the_programs_back():
    vote = make_vote(state=VoteState.DRAFT)
    assert (
        refused("UPDATE budget_vote SET state = 'closed' WHERE id = %s", vote.pk)
        == "a draft vote is frozen first"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE budget_ballotintake SET channel = 'desk'",
        "DELETE FROM budget_ballotintake",
        "TRUNCATE budget_ballotintake",
        "UPDATE budget_ballot SET channel = 'desk'",
        "DELETE FROM budget_ballot",
        "TRUNCATE budget_ballot",
        "INSERT INTO budget_ballot SELECT * FROM budget_ballot",
        "UPDATE budget_attendance SET channel = 'desk'",
        "DELETE FROM budget_attendance",
        "TRUNCATE budget_attendance",
        "UPDATE budget_mixbatch SET n = 0",
        "DELETE FROM budget_mixbatch",
    ],
)
def test_registers_are_append_only(statement):
    vote = make_vote()
    cast_many(vote, 1)
    mix_vote(vote=vote, now=real_now(), is_forced=True)
    cast_many(vote, 1, start=1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused(statement)


def test_a_replication_session_is_no_way_round_the_guards():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgenabled FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN "
            "('budget_vote'::regclass, 'budget_section'::regclass, 'budget_ballot'::regclass, "
            "'budget_ballotintake'::regclass, 'budget_attendance'::regclass, 'budget_mixbatch'::regclass)"
        )
        assert cursor.fetchall() == [("A",)]
