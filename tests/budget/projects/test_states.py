"""Every state and every act: what is allowed, what is refused and changes nothing."""

import pytest

from budget.campaigns.choices import PhaseKind
from budget.journal.models import JournalEntry
from budget.projects import services
from budget.projects.choices import (
    GROUP_STATES,
    NEXT_STATES,
    PRIVATE_STATES,
    ProjectState,
    Verdict,
)
from budget.projects.models import Project
from budget.projects.services import ProjectError
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.people import UserFactory
from tests.factories.projects import AssessmentFactory, ProjectFactory

pytestmark = pytest.mark.django_db

BEFORE_VERDICT = {"submitted", "admissible", "under_assessment"}
BEFORE_BALLOT = BEFORE_VERDICT | {"fit", "fit_conditions"}


def _assess(project, people, verdict):
    return services.assess_project(
        project=project,
        assessor=people["assessor"],
        service="Voirie",
        verdict=verdict,
        cost_cents=6_000_000,
        upkeep_cents=100_000,
        conditions="En pleine terre.",
        refusal_code="land",
        reason="Terrain privé.",
        way_forward="Une autre place.",
        signed_as="La cheffe de service",
        now=NOON,
    )


def _merge(project, people, _):
    into = ProjectFactory(campaign=project.campaign, envelope=project.envelope)
    return services.merge_projects(
        source=project, into=into, actor=people["manager"], reason="Même place.", now=NOON
    )


def _conclude(project, people, outcome):
    return services.conclude_delivery(
        project=project, outcome=outcome, actor=people["manager"], reason="Mur abîmé.", now=NOON
    )


#: act: (how it is done, the state it leads to, the states it is allowed from), written by hand.
ACTS = {
    "receive": (
        lambda p, people, to: services.receive_project(project=p, actor=people["assessor"], now=NOON),
        "admissible",
        {"submitted"},
    ),
    "begin": (
        lambda p, people, to: services.begin_assessment(project=p, actor=people["manager"], now=NOON),
        "under_assessment",
        {"submitted", "admissible"},
    ),
    "find fit": (_assess, "fit", BEFORE_VERDICT | {"refused"}),
    "find fit on conditions": (_assess, "fit_conditions", BEFORE_VERDICT | {"refused"}),
    "refuse": (_assess, "refused", BEFORE_VERDICT | {"refused"}),
    "merge": (_merge, "merged", BEFORE_BALLOT),
    "withdraw": (
        lambda p, people, to: services.withdraw_project(project=p, actor=people["author"], now=NOON),
        "withdrawn",
        BEFORE_BALLOT,
    ),
    "list": (
        lambda p, people, to: services.list_on_ballot(project=p, actor=people["manager"], now=NOON),
        "on_ballot",
        {"fit", "fit_conditions"},
    ),
    **{
        f"award {status}": (
            lambda p, people, to: services.record_award(
                project=p, status=to, actor=people["manager"], now=NOON
            ),
            status,
            {"on_ballot"},
        )
        for status in ("winner", "reserve", "not_retained")
    },
    "start": (
        lambda p, people, to: services.start_delivery(project=p, actor=people["manager"], now=NOON),
        "in_delivery",
        {"winner"},
    ),
    "deliver": (_conclude, "delivered", {"in_delivery", "partly_delivered"}),
    "deliver in part": (_conclude, "partly_delivered", {"in_delivery"}),
    "abandon": (_conclude, "abandoned", {"winner", "in_delivery", "partly_delivered"}),
}


@pytest.fixture
def people(salome, ondine, bastien):
    return {"author": salome, "manager": ondine, "assessor": bastien}


def project_in(state, author):
    """A project in this state, in a campaign where assessment and appeals are both open."""
    campaign = CampaignFactory()
    for kind in (PhaseKind.ASSESSMENT, PhaseKind.APPEAL):
        PhaseFactory(campaign=campaign, kind=kind)
    values = {"campaign": campaign, "submitted_by": author, "upkeep_cents": 0, "state": state}
    if state == "merged":
        values["merged_into"] = ProjectFactory(campaign=campaign)
    if state in ("abandoned", "partly_delivered"):
        values["closing_reason"] = "Faute de terrain."
    project = ProjectFactory(**values)
    if state == "refused":
        AssessmentFactory(
            project=project,
            assessor=UserFactory(),
            verdict=Verdict.REFUSED,
            refusal_code="land",
            reason="Terrain privé.",
            way_forward="Une autre place.",
        )
    return project


@pytest.mark.parametrize("state", ProjectState.values)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_from_every_state(people, act, state):
    do, to, allowed_from = ACTS[act]
    project = project_in(state, people["author"])

    if state in allowed_from:
        do(project, people, to)
        project.refresh_from_db()
        assert (project.state, project.updated_at) == (to, NOON)
        entry = JournalEntry.objects.filter(object_type="project").exclude(action="lineage.drawn").get()
        assert (entry.object_ref, entry.detail["from"], entry.detail["to"]) == (project.reference, state, to)
        return

    with pytest.raises(ProjectError) as refused:
        do(project, people, to)
    assert refused.value.message
    project.refresh_from_db()
    assert project.state == state
    assert not JournalEntry.objects.exists()


def test_the_table_of_moves_is_the_one_written_above():
    moves = {state: set() for state in ProjectState.values}
    for _do, to, allowed_from in ACTS.values():
        for state in allowed_from:
            moves[state].add(to)
    moves["draft"].add("submitted")
    assert {str(state): set(map(str, after)) for state, after in NEXT_STATES.items()} == moves


def test_every_public_state_belongs_to_one_group_of_the_list():
    grouped = [state for states in GROUP_STATES.values() for state in states]
    assert sorted(grouped) == sorted(set(ProjectState) - set(PRIVATE_STATES))
    assert Project(state="draft").group is None
    assert Project(state="delivered").group == "won"
