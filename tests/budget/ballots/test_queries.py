"""What other steps may read of a vote."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils.translation import override

from budget.ballots.choices import VoteState
from budget.ballots.queries import (
    NotCountableError,
    attendance_by_channel_day,
    choice_profile,
    journal_heads,
    origins_of,
    participation,
    published_ballots,
    vote_info,
    vote_of,
)
from budget.ballots.services import ReplacementKeys, cast_ballot, close_vote, mix_vote, replace_ballot
from budget.rules.clock import local_day
from tests.factories.projects import ProjectFactory
from tests.factories.votes import make_vote, make_voter, papers, real_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote():
    return make_vote()


def cast(vote, n, **choices):
    secret = f"{n:020d}"
    voter = make_voter(vote, f"voter{n}@rivelune.example")
    cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, secret, **choices))
    return secret


def closed(vote, ondine):
    return close_vote(vote=vote, actor=ondine, reason="Fin", now=real_now())


def test_the_vote_of_a_campaign_in_plain_data(vote):
    info = vote_of(vote.phase.campaign)
    assert (info.slug, info.uid, info.state) == (vote.slug, vote.uid, VoteState.OPEN)
    assert info.rules_short_hash == vote.rules_sha256.hex()[:8]
    sections = [(s.code, s.label, s.amount_cents, s.format, s.max, s.is_citywide) for s in info.sections]
    assert sections[0] == ("VIL", "Toute la ville", 90_000_000, "knapsack", 5, True)
    assert [section.envelope_id for section in info.sections] == list(
        vote.sections.order_by("id").values_list("envelope_id", flat=True)
    )
    with override("en"):
        assert vote_of(vote.phase.campaign).sections[0].label == "The whole city"


def test_a_vote_is_open_in_its_half_open_window(vote):
    info = vote_info(vote)
    instants = [
        vote.opens_at - timedelta(seconds=1),
        vote.opens_at,
        vote.closes_at - timedelta(seconds=1),
        vote.closes_at,
    ]
    assert [info.is_open(instant) for instant in instants] == [False, True, True, False]
    assert not info.is_countable


def test_a_campaign_without_a_vote_has_none(vote):
    from tests.factories.campaigns import CampaignFactory

    assert vote_of(CampaignFactory()) is None


def test_choices_are_not_read_before_the_close(vote):
    cast(vote, 1, VIL=["P02"])
    mix_vote(vote=vote, now=real_now(), is_forced=True)
    for read in (choice_profile, published_ballots):
        with pytest.raises(NotCountableError):
            read(vote.slug, "VIL")


def test_after_the_close_identical_ballots_are_counted_together(vote, ondine):
    cast(vote, 1, VIL=["P02", "P04"], TAN=["P21"])
    cast(vote, 2, VIL=["P04", "P02"])
    cast(vote, 3, VIL=[])
    closed(vote, ondine)
    assert choice_profile(vote.slug, "VIL") == Counter({("web", (("P02", 1), ("P04", 1))): 2, ("web", ()): 1})
    assert choice_profile(vote.slug, "TAN") == Counter({("web", (("P21", 1),)): 1})
    assert choice_profile(vote.slug, "CEN") == Counter()


def test_only_the_last_revision_of_a_ballot_counts(vote, ondine):
    secret = cast(vote, 1, VIL=["P02"])
    for rev, choice in enumerate(["P04", "P06"]):
        keys = ReplacementKeys.from_secret(secret, vote_uid=vote.uid, section="VIL", rev=rev)
        replace_ballot(vote=vote, section="VIL", keys=keys, choices=(choice,))
    closed(vote, ondine)
    assert choice_profile(vote.slug, "VIL") == Counter({("web", (("P06", 1),)): 1})
    [(leaf, channel, choices)] = published_ballots(vote.slug, "VIL")
    assert (len(leaf), channel, choices) == (32, "web", (("P06", 1),))


def test_published_ballots_come_in_the_order_of_their_leaves(vote, ondine):
    for n in range(8):
        cast(vote, n, VIL=["P02"])
    closed(vote, ondine)
    leaves = [leaf for leaf, _channel, _choices in published_ballots(vote.slug, "VIL")]
    assert leaves == sorted(leaves)
    assert len(set(leaves)) == 8


def test_participation_by_section_channel_and_day(vote):
    cast(vote, 1, VIL=["P02"], TAN=[])
    cast(vote, 2, VIL=[])
    total = participation(vote.slug)
    assert (total.voters, total.by_section_channel) == (2, {("VIL", "web"): 2, ("TAN", "web"): 1})
    day = local_day(real_now())
    assert attendance_by_channel_day(vote.slug) == [("VIL", "web", day, 2), ("TAN", "web", day, 1)]


def test_the_journal_of_batches_is_public(vote):
    cast(vote, 1, VIL=[])
    mix_vote(vote=vote, now=real_now(), is_forced=True)
    assert [(batch["seq"], batch["n"], len(batch["head"])) for batch in journal_heads(vote)] == [
        (0, 0, 64),
        (1, 1, 64),
    ]


def test_cards_say_where_projects_come_from(vote, django_assert_num_queries):
    envelope = vote.sections.get(code="VIL").envelope
    for reference in ("P02", "P06"):
        ProjectFactory(campaign=vote.phase.campaign, envelope=envelope, reference=reference)
    with django_assert_num_queries(2):
        assert origins_of(vote.phase.campaign_id, ["P02", "P06"]) == {"P02": [], "P06": []}
