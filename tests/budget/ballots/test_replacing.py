"""Replacing a ballot with its receipt code."""

import pytest

from budget.ballots.choices import VoteState
from budget.ballots.models import BallotIntake, Vote
from budget.ballots.services import (
    AlreadyVotedError,
    InvalidBallotError,
    ReplacementError,
    ReplacementKeys,
    VoteClosedError,
    cast_ballot,
    check_vote,
    mix_vote,
    replace_ballot,
)
from budget.rules import receipt
from tests.factories.votes import VoteFactory, make_vote, make_voter, papers, real_now

pytestmark = pytest.mark.django_db
S = "0123456789ABCDEFGHJK"


@pytest.fixture
def vote():
    vote = make_vote()
    cast_ballot(vote=vote, voter_id=make_voter(vote), papers=papers(vote, S, VIL=["P02"], TAN=["P21"]))
    return vote


def replace(vote, choices, *, rev=0, secret=S, section="VIL"):
    keys = ReplacementKeys.from_secret(secret, vote_uid=vote.uid, section=section, rev=rev)
    return replace_ballot(vote=vote, section=section, keys=keys, choices=choices)


def test_a_ballot_is_replaced_without_moving_the_roll(vote):
    tracker = replace(vote, ("P04",))
    row = BallotIntake.objects.get(section__code="VIL", rev=1)
    assert receipt.tracker(bytes(row.leaf)) == tracker
    assert receipt.rk(bytes(row.prev_pre)) == bytes(BallotIntake.objects.get(section__code="VIL", rev=0).rk)
    assert all(line.is_right for line in check_vote(vote))


def test_a_ballot_already_mixed_is_replaced_too(vote):
    mix_vote(vote=vote, now=real_now(), is_forced=True)
    replace(vote, ("P04",))
    assert list(BallotIntake.objects.values_list("rev", flat=True)) == [1]


def test_two_replacements_of_the_same_revision_keep_the_first(vote):
    replace(vote, ("P04",))
    with pytest.raises(AlreadyVotedError):
        replace(vote, ("P06",))
    replace(vote, ("P06",), rev=1)


def test_another_secret_replaces_nothing(vote):
    with pytest.raises(ReplacementError):
        replace(vote, ("P04",), secret="Z" * 20)


def test_the_handle_alone_replaces_nothing(vote):
    mine = ReplacementKeys.from_secret(S, vote_uid=vote.uid, section="VIL", rev=0)
    forged = ReplacementKeys(0, mine.handle, b"\0" * 32, mine.nonce, mine.rk)
    with pytest.raises(ReplacementError):
        replace_ballot(vote=vote, section="VIL", keys=forged, choices=("P04",))


def test_the_handle_of_a_section_does_not_replace_another(vote):
    keys = ReplacementKeys.from_secret(S, vote_uid=vote.uid, section="TAN", rev=0)
    with pytest.raises(ReplacementError):
        replace_ballot(vote=vote, section="VIL", keys=keys, choices=("P04",))


def test_the_rules_still_hold(vote):
    with pytest.raises(InvalidBallotError):
        replace(vote, ("P21",))


def test_nothing_is_replaced_after_the_close(vote):
    Vote.objects.filter(pk=vote.pk).update(state=VoteState.CLOSED)
    with pytest.raises(VoteClosedError):
        replace(vote, ("P04",))


def test_the_rules_may_allow_no_replacement():
    with pytest.raises(ReplacementError):
        replace(VoteFactory(may_replace=False), ())


def test_a_ballot_is_replaced_fifty_times_and_no_more(vote):
    for rev in range(50):
        replace(vote, ("P04",) if rev % 2 else ("P02",), rev=rev)
    with pytest.raises(ReplacementError):
        ReplacementKeys.from_secret(S, vote_uid=vote.uid, section="VIL", rev=50)
    last = ReplacementKeys(50, receipt.handle(S, vote.uid, "VIL"), b"", b"", b"")
    with pytest.raises(ReplacementError):
        replace_ballot(vote=vote, section="VIL", keys=last, choices=())
