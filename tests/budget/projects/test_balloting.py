"""Onto the ballot, then what the count decided, then the works; and elections held elsewhere."""

import pytest
from django.contrib.auth.models import AnonymousUser

from budget.journal.models import JournalEntry
from budget.projects import queries, services
from budget.projects.models import Project
from budget.projects.services import ProjectError
from tests.factories.campaigns import CampaignFactory, EnvelopeFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
ROLES = ("salome", "idris", "capucine", "bastien", "ondine", "marius", "thelma")


def test_a_project_on_the_ballot_has_an_upkeep_and_fits_its_envelope(ondine, now):
    without = ProjectFactory(state="fit", upkeep_cents=None)
    above = ProjectFactory(state="fit", upkeep_cents=0, cost_cents=20_000_001)
    for project, field in ((without, "upkeep_cents"), (above, "cost_cents")):
        with pytest.raises(ProjectError) as refused:
            services.list_on_ballot(project=project, actor=ondine, now=now)
        assert refused.value.field == field
    free = ProjectFactory(state="fit", upkeep_cents=0)
    assert services.list_on_ballot(project=free, actor=ondine, now=now).state == "on_ballot"


ACTS = {
    "list": ("fit", lambda p, actor, now: services.list_on_ballot(project=p, actor=actor, now=now)),
    "award": (
        "on_ballot",
        lambda p, actor, now: services.record_award(project=p, status="winner", actor=actor, now=now),
    ),
    "start": ("winner", lambda p, actor, now: services.start_delivery(project=p, actor=actor, now=now)),
    "conclude": (
        "in_delivery",
        lambda p, actor, now: services.conclude_delivery(
            project=p, outcome="delivered", actor=actor, now=now
        ),
    ),
}


@pytest.mark.parametrize("name", [*ROLES, "visitor", "system"])
@pytest.mark.parametrize("act", ACTS)
def test_managers_and_the_system_do_it_and_nobody_else(request, now, act, name):
    state, do = ACTS[act]
    project = ProjectFactory(state=state, upkeep_cents=0)
    others = {"visitor": AnonymousUser(), "system": None}
    actor = others[name] if name in others else request.getfixturevalue(name)
    if name in ("ondine", "system"):
        assert do(project, actor, now).state != state
        return
    with pytest.raises(ProjectError):
        do(project, actor, now)
    project.refresh_from_db()
    assert project.state == state


def test_an_award_is_one_of_three_words(ondine, now):
    with pytest.raises(ProjectError) as refused:
        services.record_award(project=ProjectFactory(state="on_ballot"), status="fit", actor=ondine, now=now)
    assert refused.value.field == "status"


def test_works_end_with_what_they_cost_and_why_they_were_cut_short(ondine, now):
    project = ProjectFactory(state="in_delivery")
    cases = (
        ({"outcome": "winner"}, "outcome"),
        ({"outcome": "abandoned"}, "reason"),
        ({"outcome": "delivered", "spent_cents": -1}, "spent_cents"),
    )
    for values, field in cases:
        with pytest.raises(ProjectError) as refused:
            services.conclude_delivery(project=project, actor=ondine, now=now, **values)
        assert refused.value.field == field

    done = services.conclude_delivery(
        project=project,
        outcome="partly_delivered",
        spent_cents=4_000_000,
        reason="Quatre sites suspendus.",
        actor=ondine,
        now=now,
    )
    assert (done.spent_cents, done.closing_reason) == (4_000_000, "Quatre sites suspendus.")
    done = services.conclude_delivery(project=project, outcome="delivered", actor=ondine, now=now)
    assert (done.state, done.spent_cents, done.closing_reason) == ("delivered", 4_000_000, "")


def test_the_ballot_is_plain_data_in_a_stable_order():
    campaign = CampaignFactory()
    city = EnvelopeFactory(campaign=campaign, district__code="VIL")
    tan = EnvelopeFactory(campaign=campaign, district__code="TAN")
    for reference, envelope, state in (
        ("P02", city, "on_ballot"),
        ("P01", city, "on_ballot"),
        ("P15", tan, "on_ballot"),
        ("P16", tan, "fit"),
    ):
        ProjectFactory(
            campaign=campaign, reference=reference, envelope=envelope, state=state, upkeep_cents=400_000
        )
    ProjectFactory(state="on_ballot")

    rows = queries.ballot_projects(campaign)

    assert [(row["section"], row["id"]) for row in rows] == [("TAN", "P15"), ("VIL", "P01"), ("VIL", "P02")]
    assert rows[0] == {
        "id": "P15",
        "title": "Projet P15",
        "summary": "Un abri de quarante places et une piste d'école.",
        "cost_cents": 6_200_000,
        "upkeep_cents": 400_000,
        "section": "TAN",
    }


def test_an_election_held_elsewhere_is_imported_at_once(ondine, now):
    envelope = EnvelopeFactory()
    rows = [
        {"reference": f"{n}", "title": f"Project {n}", "envelope": envelope, "cost_cents": n * 1000}
        for n in range(1, 99)
    ]

    services.import_projects(campaign=envelope.campaign, rows=rows, actor=None, now=now)

    assert Project.objects.filter(state="on_ballot", submitted_at=now).count() == 98
    assert JournalEntry.objects.get().detail["count"] == 98
    for broken in ([rows[0]], [{**rows[0], "reference": "new", "cost_cents": 0}]):
        with pytest.raises(ProjectError):
            services.import_projects(campaign=envelope.campaign, rows=broken, actor=ondine, now=now)
    assert Project.objects.count() == 98


def test_only_managers_import(bastien, now):
    with pytest.raises(ProjectError):
        services.import_projects(campaign=CampaignFactory(), rows=[], actor=bastien, now=now)
