"""The staff's screen of the counts, and that of the works."""

from datetime import date

import pytest
from django.urls import reverse

from budget.delivery.choices import MilestoneState
from budget.delivery.models import Milestone
from budget.projects.choices import ProjectState
from budget.results.models import TallyRun
from budget.results.queries import is_published
from budget.results.services import count_campaign
from tests.cast import NOON
from tests.factories.delivery import MilestoneFactory
from tests.factories.projects import ProjectFactory
from tests.factories.results import closed_vote
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def test_a_manager_counts_reads_and_publishes(client, ondine):
    campaign = closed_vote()
    client.force_login(ondine)
    screen = reverse("tally_runs:index")
    assert "P02 P06 P01" not in client.get(screen).content.decode()
    html = client.post(reverse("tally_runs:count", args=[campaign.slug]), follow=True).content.decode()
    assert "P02 P06 P01" in html
    assert not is_published(campaign)
    html = client.post(reverse("tally_runs:publish", args=[campaign.slug]), follow=True).content.decode()
    assert is_published(campaign)
    assert reverse("results:campaign", args=[campaign.slug]) in html


def test_a_refusal_is_told_on_the_screen(client, ondine):
    campaign = closed_vote()
    client.force_login(ondine)
    response = client.post(reverse("tally_runs:publish", args=[campaign.slug]), follow=True)
    assert [str(message) for message in response.context["messages"]] != []
    assert not is_published(campaign)


@pytest.mark.parametrize("act", ["count", "publish"])
def test_counting_and_publishing_are_never_a_link(act, client, ondine):
    campaign = closed_vote()
    client.force_login(ondine)
    assert client.get(reverse(f"tally_runs:{act}", args=[campaign.slug])).status_code == 405
    assert TallyRun.objects.count() == 0


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius", "thelma"])
def test_nobody_else_sees_the_counts(name, request, client):
    campaign = closed_vote()
    [run] = count_campaign(campaign=campaign, actor=None, now=NOON)
    client.force_login(request.getfixturevalue(name))
    assert "P02 P06 P01" not in client.get(reverse("tally_runs:index"), follow=True).content.decode()
    for act in ("count", "publish"):
        client.post(reverse(f"tally_runs:{act}", args=[campaign.slug]), follow=True)
    assert TallyRun.objects.get() == run
    assert not is_published(campaign)


def test_the_screen_takes_the_same_queries_whatever_the_number_of_votes(client, ondine):
    client.force_login(ondine)
    counts = []
    for number in (1, 4):
        for _vote in range(number):
            count_campaign(campaign=closed_vote(), actor=None, now=NOON)
        counts.append(count_queries(lambda: client.get(reverse("tally_runs:index"))))
    assert counts[0] == counts[1] <= 15


def form(milestone, **fields):
    return {
        "project": milestone.project_id,
        "title": milestone.title,
        "text": milestone.text,
        "due_on": milestone.due_on.isoformat(),
        "state": milestone.state,
        "reason": milestone.reason,
        **fields,
    }


def test_a_manager_publishes_a_step(client, ondine):
    project = ProjectFactory(state=ProjectState.WINNER)
    client.force_login(ondine)
    step = MilestoneFactory.build(project=project, title="Plantations")
    client.post(reverse("milestone:add"), form(step, project=project.pk))
    assert Milestone.objects.get().title == "Plantations"


@pytest.mark.parametrize(
    ("fields", "state", "due_on"),
    [
        ({"state": "done"}, MilestoneState.DONE, date(2026, 12, 24)),
        ({"state": "late", "reason": "Gel", "due_on": "2027-03-01"}, MilestoneState.LATE, date(2027, 3, 1)),
        ({"state": "late", "reason": "", "due_on": "2027-03-01"}, MilestoneState.PLANNED, date(2026, 12, 24)),
        ({"state": "planned", "due_on": "2027-03-01"}, MilestoneState.PLANNED, date(2026, 12, 24)),
        ({"state": "done", "title": "Autre chose"}, MilestoneState.PLANNED, date(2026, 12, 24)),
    ],
)
def test_a_step_is_done_or_put_off_and_nothing_else(fields, state, due_on, client, ondine):
    milestone = MilestoneFactory(due_on=date(2026, 12, 24))
    client.force_login(ondine)
    client.post(reverse("milestone:edit", args=[milestone.pk]), form(milestone, **fields))
    milestone.refresh_from_db()
    assert (milestone.state, milestone.due_on) == (state, due_on)
