"""Casting a ballot: once, whole, idempotent, in time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from budget.ballots.choices import VoteState
from budget.ballots.models import Ballot, BallotIntake, Vote
from budget.ballots.services import (
    AlreadyVotedError,
    InvalidBallotError,
    NotIdentifiedError,
    VoteClosedError,
    VoteNotOpenError,
    cast_ballot,
    check_vote,
    find_receipt,
)
from budget.roll.choices import VoterState
from budget.roll.models import Attendance, Voter
from tests.factories.votes import CEN, CITY, TAN, make_vote, make_voter, papers, real_now

S = "0123456789ABCDEFGHJK"
OTHER_S = "ZYXWVTSRQPNMKJHGFEDC"

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote():
    return make_vote()


@pytest.fixture
def voter(vote):
    return make_voter(vote)


def marks():
    return sorted(Attendance.objects.values_list("section__code", "slot", "channel"))


def test_a_ballot_is_marked_and_taken_in_for_every_section(vote, voter):
    receipt = cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P02", "P04"], TAN=["P21"]))
    assert [code for code, _tracker in receipt.trackers] == [CITY, TAN]
    assert not receipt.is_replay
    assert marks() == [(TAN, 1, "web"), (CITY, 0, "web")]
    assert BallotIntake.objects.count() == 2
    assert all(line.is_right for line in check_vote(vote))


def test_a_blank_ballot_is_a_ballot(vote, voter):
    receipt = cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=[]))
    assert len(receipt.trackers) == 1
    assert BallotIntake.objects.get().sealed.startswith(b'{"channel":"web","choices":[]')


def test_the_same_form_again_gives_the_same_receipt(vote, voter):
    ballot = papers(vote, S, VIL=["P02"], TAN=["P21"])
    first = cast_ballot(vote=vote, voter_id=voter, papers=ballot)
    again = [cast_ballot(vote=vote, voter_id=voter, papers=ballot) for _time in range(5)]
    assert {receipt.trackers for receipt in again} == {first.trackers}
    assert {receipt.is_replay for receipt in again} == {True}
    assert (Attendance.objects.count(), BallotIntake.objects.count()) == (2, 2)
    assert find_receipt(vote=vote, papers=ballot).trackers == first.trackers


def test_the_order_of_clicks_does_not_change_the_receipt(vote, voter):
    first = cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P02", "P04"]))
    again = cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P04", "P02"]))
    assert again.trackers == first.trackers


def test_another_ballot_of_the_same_voter_is_refused_with_the_day(vote, voter):
    cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P02"]))
    with pytest.raises(AlreadyVotedError) as refusal:
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, OTHER_S, VIL=["P04"]))
    assert refusal.value.day == Attendance.objects.get().day
    assert BallotIntake.objects.count() == 1


def test_the_same_secret_with_other_choices_is_refused(vote, voter):
    cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P02"]))
    with pytest.raises(AlreadyVotedError):
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P04"]))


def test_nobody_votes_in_a_second_district_later(vote, voter):
    cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P02"], TAN=["P21"]))
    with pytest.raises(AlreadyVotedError):
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, OTHER_S, VIL=[], CEN=["P31"]))
    assert marks() == [(TAN, 1, "web"), (CITY, 0, "web")]


def test_the_database_allows_one_district_even_without_a_city_wide_section(vote, voter):
    """What the slot is for: two casts that share no section."""
    sections = dict(vote.sections.values_list("code", "id"))
    row = {"vote": vote, "voter_id": voter, "slot": 1, "channel": "web", "day": real_now().date()}
    Attendance.objects.create(section_id=sections[TAN], **row)
    with pytest.raises(IntegrityError, match="one_attendance_per_slot"):
        Attendance.objects.create(section_id=sections[CEN], **row)


def test_someone_elses_handle_is_not_overwritten_and_leaves_no_mark(vote, voter):
    other = make_voter(vote, "idris@rivelune.example")
    cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P02"]))
    with pytest.raises(AlreadyVotedError):
        cast_ballot(vote=vote, voter_id=other, papers=papers(vote, S, VIL=["P04"]))
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(
    "choices",
    [
        {TAN: ["P21"]},  # the city-wide part is missing
        {CITY: ["P21"]},  # a project of another section
        {CITY: ["P99"]},
        {CITY: ["P02", "P02"]},
        {CITY: ["P06", "P05", "P01"]},  # 1,050,000 euros for 900,000
        {CITY: [], TAN: [], CEN: []},  # two districts
        {CITY: [], "ZZZ": []},
        {},
    ],
)
def test_a_ballot_that_breaks_the_rules_is_refused(vote, voter, choices):
    with pytest.raises(InvalidBallotError):
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, **choices))
    assert (Attendance.objects.count(), BallotIntake.objects.count()) == (0, 0)


@pytest.mark.parametrize(("part", "value"), [("handle", b"x" * 31), ("nonce", b"x"), ("rk", b"")])
def test_damaged_keys_are_refused(vote, voter, part, value):
    from dataclasses import replace

    [paper] = papers(vote, S, VIL=[])
    with pytest.raises(InvalidBallotError):
        cast_ballot(vote=vote, voter_id=voter, papers=[replace(paper, **{part: value})])


def test_a_voter_struck_off_or_of_another_vote_cannot_vote(vote, voter):
    Voter.objects.filter(pk=voter).update(state=VoterState.STRUCK)
    stranger = make_voter(make_vote(slug="autre"))
    for nobody in (voter, stranger):
        with pytest.raises(NotIdentifiedError):
            cast_ballot(vote=vote, voter_id=nobody, papers=papers(vote, S, VIL=[]))
    assert BallotIntake.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "error"),
    [
        (VoteState.FROZEN, VoteNotOpenError),
        (VoteState.SUSPENDED, VoteNotOpenError),
        (VoteState.CLOSED, VoteClosedError),
        (VoteState.ANNULLED, VoteClosedError),
    ],
)
def test_only_an_open_vote_takes_ballots(state, error):
    vote = make_vote(state=state)
    voter = make_voter(vote)
    with pytest.raises(error):
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=[]))
    assert Attendance.objects.count() == 0


def test_before_its_date_an_open_vote_takes_nothing():
    vote = make_vote(opens_at=real_now() + timedelta(hours=1))
    with pytest.raises(VoteNotOpenError):
        cast_ballot(vote=vote, voter_id=make_voter(vote), papers=papers(vote, S, VIL=[]))


@pytest.mark.parametrize(
    ("seconds_late", "reviewed_before", "is_taken"),
    [(30, True, True), (30, False, False), (300, True, False), (-30, False, True)],
)
def test_the_grace_is_for_those_who_were_reviewing(seconds_late, reviewed_before, is_taken):
    closes_at = real_now() - timedelta(seconds=seconds_late)
    vote = make_vote(opens_at=real_now() - timedelta(days=9), closes_at=closes_at, grace_s=120)
    cast = {
        "vote": vote,
        "voter_id": make_voter(vote),
        "papers": papers(vote, S, VIL=[]),
        "reviewed_at": closes_at - timedelta(minutes=1)
        if reviewed_before
        else closes_at + timedelta(seconds=1),
    }
    if is_taken:
        assert not cast_ballot(**cast).is_replay
    else:
        with pytest.raises(VoteClosedError):
            cast_ballot(**cast)
    assert Attendance.objects.count() == int(is_taken)


def test_a_ballot_seen_under_other_rules_is_refused(vote, voter):
    seen = Vote.objects.get(pk=vote.pk)
    seen.rules_sha256 = b"\x00" * 32
    with pytest.raises(InvalidBallotError):
        cast_ballot(vote=seen, voter_id=voter, papers=papers(vote, S, VIL=[]))


def test_casting_two_sections_takes_eight_statements_at_most(vote, voter, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, S, VIL=["P02"], TAN=["P21"]))
    assert Ballot.objects.count() == 0
