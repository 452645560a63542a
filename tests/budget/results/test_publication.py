"""Publication: who, when, what it changes, and that it cannot be undone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.campaigns.models import Phase
from budget.journal.models import JournalEntry
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.results.models import Award, TallyRun
from budget.results.queries import counted_runs, is_published, published_award, published_results
from budget.results.services import ResultsError, count_campaign, publish_results
from tests.cast import NOON
from tests.factories.campaigns import DistrictFactory
from tests.factories.results import closed_vote, published, published_vote_of_ours

pytestmark = pytest.mark.django_db


def counted(**fields):
    campaign = closed_vote(**fields)
    count_campaign(campaign=campaign, actor=None, now=NOON)
    return campaign


def test_projects_take_the_state_the_count_gave_them(ondine, now):
    campaign = counted()
    publish_results(campaign=campaign, actor=ondine, now=now)
    states = dict(Project.objects.filter(campaign=campaign).values_list("reference", "state"))
    assert states == {
        "P02": ProjectState.WINNER,
        "P06": ProjectState.WINNER,
        "P01": ProjectState.WINNER,
        "P05": ProjectState.NOT_RETAINED,
        "P04": ProjectState.NOT_RETAINED,
        "P03": ProjectState.NOT_RETAINED,
    }
    assert Vote.objects.get(phase__campaign=campaign).state == VoteState.PUBLISHED
    entry = JournalEntry.objects.get(action="results.published")
    assert (entry.actor, entry.detail) == (ondine, {"winners": ["P02", "P06", "P01"]})


def test_before_publication_no_query_tells_anything(now):
    campaign = counted()
    project = Project.objects.get(reference="P02")
    assert published_results(campaign) is None
    assert published_award(project) is None
    assert not is_published(campaign)
    assert [run.voters for run in counted_runs(campaign)] == [65]


def test_published_results_come_in_the_order_of_the_count(now):
    campaign = published()
    results = published_results(campaign)
    [envelope] = results.envelopes
    assert [award.project.reference for award in envelope.awards] == [
        "P02",
        "P06",
        "P01",
        "P05",
        "P04",
        "P03",
    ]
    assert [award.project.reference for award in envelope.winners] == ["P02", "P06", "P01"]
    assert (results.winners_count, results.spent_cents, results.budget_cents) == (3, 82_000_000, 90_000_000)
    assert (results.published_at, envelope.most_votes) == (now, 14)
    assert published_award(Project.objects.get(reference="P04")).extra_votes_needed == 2


@pytest.mark.parametrize("projects", [1, 80])
def test_two_queries_whatever_the_number_of_projects(projects, django_assert_num_queries):
    rows = tuple((f"P{n}", f"Projet {n}", 10, n, 0, 0) for n in range(1, projects + 1))
    campaign = published(projects=rows)
    with django_assert_num_queries(2):
        results = published_results(campaign)
        assert len([award.project.title for award in results.envelopes[0].awards]) == projects


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius", "thelma"])
def test_nobody_else_publishes(name, request, now):
    campaign = counted()
    with pytest.raises(ResultsError):
        publish_results(campaign=campaign, actor=request.getfixturevalue(name), now=now)
    assert published_results(campaign) is None
    assert set(Project.objects.values_list("state", flat=True)) == {ProjectState.ON_BALLOT}


def test_results_come_out_on_the_day_announced_and_not_before(ondine, now):
    campaign = counted()
    Phase.objects.filter(campaign=campaign, kind="results").update(opens_at=now + timedelta(seconds=1))
    with pytest.raises(ResultsError):
        publish_results(campaign=campaign, actor=ondine, now=now)
    publish_results(campaign=campaign, actor=ondine, now=now + timedelta(seconds=1))
    assert is_published(campaign)


def test_what_was_not_counted_is_not_published(ondine, now):
    campaign = closed_vote()
    with pytest.raises(ResultsError):
        publish_results(campaign=campaign, actor=ondine, now=now)


def test_results_are_published_once(ondine, now):
    campaign = published()
    with pytest.raises(ResultsError):
        publish_results(campaign=campaign, actor=ondine, now=now)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda run, award: TallyRun.objects.filter(pk=run.pk).update(voters=1),
        lambda run, award: TallyRun.objects.filter(pk=run.pk).update(published_at=None),
        lambda run, award: TallyRun.objects.filter(pk=run.pk).delete(),
        lambda run, award: Award.objects.filter(pk=award.pk).update(votes=99),
        lambda run, award: Award.objects.filter(pk=award.pk).delete(),
        lambda run, award: Award.objects.create(
            run=run,
            project=award.project,
            status="winner",
            rank=99,
            votes=1,
            reason="funded",
            cost_cents=1,
            remaining_before_cents=1,
        ),
    ],
)
def test_the_database_refuses_any_change_of_published_results(tamper):
    published()
    run = TallyRun.objects.get()
    with (
        pytest.raises((InternalError, IntegrityError), match="published results never change"),
        transaction.atomic(),
    ):
        tamper(run, run.awards.first())


def test_the_account_of_who_counted_may_be_erased(ondine, now):
    campaign = closed_vote()
    count_campaign(campaign=campaign, actor=ondine, now=now)
    publish_results(campaign=campaign, actor=ondine, now=now)
    ondine.delete()
    assert TallyRun.objects.get().counted_by is None


def test_results_of_two_editions_stay_apart(now):
    ours, theirs = published(), counted(district=DistrictFactory(code="TAN"))
    assert published_results(ours).winners_count == 3
    assert published_results(theirs) is None


def test_a_vote_held_here_with_two_envelopes_city_first(ondine):
    campaign = published_vote_of_ours(ondine)
    city, district = published_results(campaign).envelopes
    assert (city.envelope.district.code, district.envelope.district.code) == ("VIL", "TAN")
    assert (city.run.voters, city.run.blank, city.run.voters_by_channel) == (12, 0, {"web": 12})
    assert [(a.project.reference, a.votes, a.status) for a in city.awards][:2] == [
        ("P04", 12, "winner"),
        ("P02", 12, "winner"),
    ]
    assert (district.run.voters, district.run.blank) == (12, 6)
    assert [a.project.reference for a in district.winners] == ["P21", "P22"]
