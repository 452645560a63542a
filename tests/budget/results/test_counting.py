"""Counting a closed vote: what is written, what it says, what is refused."""

import pytest
from django.db import IntegrityError, transaction

from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.journal.models import JournalEntry
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.results.models import Award, TallyRun
from budget.results.services import ResultsError, count_campaign, publish_results
from budget.rules.tally.types import Parameters
from tests.factories.campaigns import CampaignFactory
from tests.factories.projects import ProjectFactory
from tests.factories.results import CITY_PROJECTS, ballots_of, closed_vote, published
from tests.factories.votes import make_vote

pytestmark = pytest.mark.django_db


def awards(campaign):
    rows = Award.objects.filter(run__campaign=campaign).select_related("project").order_by("rank")
    return [
        (
            award.project.reference,
            award.status,
            award.reason,
            award.votes,
            award.remaining_before_cents // 100,
            award.extra_votes_needed,
        )
        for award in rows
    ]


def test_most_votes_first_and_what_no_longer_fits_is_passed_over(ondine, now):
    campaign = closed_vote()
    [run] = count_campaign(campaign=campaign, actor=ondine, now=now)
    assert awards(campaign) == [
        ("P02", "winner", "funded", 14, 900_000, None),
        ("P06", "winner", "funded", 12, 740_000, None),
        ("P01", "winner", "funded", 11, 320_000, None),
        ("P05", "not_retained", "does_not_fit", 10, 80_000, 2),
        ("P04", "not_retained", "does_not_fit", 9, 80_000, 2),
        ("P03", "not_retained", "does_not_fit", 7, 80_000, 4),
    ]
    assert (run.rule, run.voters, run.blank) == ("greedy", 65, 2)
    assert (run.budget_cents, run.spent_cents, run.left_cents) == (90_000_000, 82_000_000, 8_000_000)
    assert run.voters_by_channel == {"desk": 4, "paper": 18, "web": 43}
    assert (run.counted_at, run.counted_by, run.published_at) == (now, ondine, None)
    entry = JournalEntry.objects.get(action="results.counted")
    assert (entry.object_ref, entry.actor, entry.detail) == (
        str(campaign.pk),
        ondine,
        {"runs": {"VIL": run.input_sha256}},
    )


def test_votes_are_told_by_way_of_voting(now):
    campaign = closed_vote()
    count_campaign(campaign=campaign, actor=None, now=now)
    award = Award.objects.get(project__reference="P02")
    assert award.votes_by_channel == {"web": 9, "paper": 4, "desk": 1}


def test_the_run_keeps_what_was_counted_and_by_which_rule(now):
    campaign = closed_vote()
    [run] = count_campaign(campaign=campaign, actor=None, now=now)
    vote = Vote.objects.get(phase__campaign=campaign)
    assert run.ballot_sha256 == bytes(vote.rules_sha256).hex()
    assert run.parameters == {**Parameters().to_data(), "version": "1"}
    assert len(run.input_sha256) == 64
    [lost] = [decision for decision in run.decisions if decision["project_id"] == "P04"]
    assert (lost["more"], lost["passed"], lost["fewer"]) == (2, "P01", None)
    [won] = [decision for decision in run.decisions if decision["project_id"] == "P01"]
    assert (won["more"], won["passed"], won["fewer"]) == (None, None, 2)


@pytest.mark.parametrize("reference", ["P05", "P04", "P03"])
def test_the_votes_that_were_lacking_are_exactly_enough(reference, now):
    lost = closed_vote()
    count_campaign(campaign=lost, actor=None, now=now)
    missing = Award.objects.get(project__reference=reference, run__campaign=lost).extra_votes_needed
    for extra, status in ((missing, "winner"), (missing - 1, "not_retained")):
        more = [*ballots_of(CITY_PROJECTS), *[([(reference, 1)], "web")] * extra]
        again = closed_vote(ballots=more)
        count_campaign(campaign=again, actor=None, now=now)
        assert Award.objects.get(project__reference=reference, run__campaign=again).status == status


def test_equal_votes_are_told_apart_by_cost_then_by_reference(now):
    projects = (
        ("P10", "Dix", 50, 3, 0, 0),
        ("P9", "Neuf", 50, 3, 0, 0),
        ("P11", "Onze", 40, 3, 0, 0),
    )
    campaign = closed_vote(projects=projects, budget=90)
    [run] = count_campaign(campaign=campaign, actor=None, now=now)
    assert [row[:3] for row in awards(campaign)] == [
        ("P11", "winner", "funded"),
        ("P9", "winner", "funded"),
        ("P10", "not_retained", "does_not_fit"),
    ]
    assert [decision["tie"]["decided_by"] for decision in run.decisions] == ["cost", "cost", "id"]


@pytest.mark.parametrize(
    ("count", "rule", "reasons"),
    [
        (Parameters(), "greedy", ["funded", "does_not_fit", "funded"]),
        (Parameters(skip=False), "greedy-no-skip", ["funded", "does_not_fit", "not_reached"]),
        (Parameters(threshold=3), "greedy-threshold", ["funded", "does_not_fit", "below_threshold"]),
    ],
)
def test_each_vote_is_counted_by_the_rule_frozen_with_its_ballot(count, rule, reasons, now):
    projects = (("P1", "Un", 60, 5, 0, 0), ("P2", "Deux", 50, 4, 0, 0), ("P3", "Trois", 30, 2, 0, 0))
    campaign = closed_vote(projects=projects, budget=100, count=count)
    [run] = count_campaign(campaign=campaign, actor=None, now=now)
    assert run.rule == rule
    assert [row[2] for row in awards(campaign)] == reasons


def test_a_project_dearer_than_its_envelope_cannot_win_whatever_its_votes(now):
    campaign = closed_vote(projects=(("P1", "Un", 60, 5, 0, 0),), budget=50)
    count_campaign(campaign=campaign, actor=None, now=now)
    assert awards(campaign) == [("P1", "not_retained", "over_envelope", 5, 50, None)]


def test_a_project_withdrawn_after_the_freeze_takes_no_money(now):
    campaign = closed_vote()
    Project.objects.filter(reference="P06").update(state=ProjectState.WITHDRAWN)
    count_campaign(campaign=campaign, actor=None, now=now)
    publish_results(campaign=campaign, actor=None, now=now)
    assert awards(campaign)[-1][:3] == ("P06", "not_retained", "withdrawn")
    assert Project.objects.get(reference="P06").state == ProjectState.WITHDRAWN
    assert Project.objects.get(reference="P05").state == ProjectState.WINNER


def test_a_vote_where_nobody_voted_is_counted_too(now):
    campaign = closed_vote(ballots=[])
    [run] = count_campaign(campaign=campaign, actor=None, now=now)
    assert (run.voters, run.blank, run.voters_by_channel) == (0, 0, {})
    assert {row[3] for row in awards(campaign)} == {0}


def test_counting_again_replaces_what_is_not_published(ondine, now):
    campaign = closed_vote()
    count_campaign(campaign=campaign, actor=None, now=now)
    first = awards(campaign)
    count_campaign(campaign=campaign, actor=ondine, now=now)
    assert awards(campaign) == first
    assert TallyRun.objects.get(campaign=campaign).counted_by == ondine


def test_another_rule_counts_an_edition_held_elsewhere(now):
    campaign = closed_vote()
    [run] = count_campaign(campaign=campaign, actor=None, now=now, rule="greedy-no-skip")
    assert (run.rule, run.parameters["skip"]) == ("greedy-no-skip", False)
    [run] = count_campaign(
        campaign=campaign, actor=None, now=now, rule="greedy-threshold", parameters={"threshold": 12}
    )
    assert [decision["status"] for decision in run.decisions][:3] == ["funded", "funded", "below_threshold"]


@pytest.mark.parametrize("parameters", [None, {"threshold": -1}, {"ties": ["cost"]}, {"wheel": 1}])
def test_parameters_without_meaning_are_refused(parameters, now):
    campaign = closed_vote()
    with pytest.raises(ResultsError):
        count_campaign(campaign=campaign, actor=None, now=now, rule="greedy-threshold", parameters=parameters)
    assert TallyRun.objects.count() == 0


def real_vote(state):
    """A vote of ours in a state, with its projects on the ballot."""
    vote = make_vote(state=state, districts=())
    campaign = vote.phase.campaign
    envelope = campaign.envelopes.get()
    for option in vote.rules["sections"][0]["options"]:
        ProjectFactory(
            campaign=campaign, envelope=envelope, reference=option["id"], state=ProjectState.ON_BALLOT
        )
    return vote


def test_a_vote_of_ours_is_counted_by_its_frozen_rule_and_no_other(ondine, now):
    campaign = real_vote(VoteState.CLOSED).phase.campaign
    with pytest.raises(ResultsError):
        count_campaign(campaign=campaign, actor=ondine, now=now, rule="greedy-no-skip")
    [run] = count_campaign(campaign=campaign, actor=ondine, now=now)
    assert run.parameters["ties"] == ["cost", "lot"]


@pytest.mark.parametrize("state", [s for s in VoteState if s not in ("closed", "opened", "published")])
def test_no_vote_is_counted_before_its_close(state, ondine, now):
    vote = make_vote(state=VoteState.FROZEN, districts=())
    Vote.objects.filter(pk=vote.pk).update(state=VoteState.OPEN)
    if state not in (VoteState.DRAFT, VoteState.FROZEN, VoteState.OPEN):
        Vote.objects.filter(pk=vote.pk).update(state=state)
    with pytest.raises(ResultsError):
        count_campaign(campaign=vote.phase.campaign, actor=ondine, now=now)
    assert TallyRun.objects.count() == 0


def test_a_campaign_without_a_vote_has_nothing_to_count(ondine, now):
    with pytest.raises(ResultsError):
        count_campaign(campaign=CampaignFactory(), actor=ondine, now=now)


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius", "thelma"])
def test_nobody_else_counts(name, request, now):
    with pytest.raises(ResultsError):
        count_campaign(campaign=closed_vote(), actor=request.getfixturevalue(name), now=now)
    assert TallyRun.objects.count() == 0


def test_one_count_per_envelope_says_the_database(now):
    campaign = closed_vote()
    [run] = count_campaign(campaign=campaign, actor=None, now=now)
    run.pk = None
    with pytest.raises(IntegrityError, match="one_count_per_envelope"), transaction.atomic():
        run.save()


def test_published_results_cannot_be_counted_again(ondine, now):
    with pytest.raises(ResultsError):
        count_campaign(campaign=published(), actor=ondine, now=now)
