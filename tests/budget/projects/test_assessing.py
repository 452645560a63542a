"""A verdict is costed, reasoned and signed; an appeal goes to someone else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from budget.campaigns.choices import PhaseKind
from budget.journal.models import JournalEntry
from budget.projects import permissions, queries, services
from budget.projects.choices import ProjectState, Verdict
from budget.projects.models import Assessment
from budget.projects.services import ProjectError
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.people import UserFactory
from tests.factories.projects import AssessmentFactory, ProjectFactory

pytestmark = pytest.mark.django_db
ROLES = ("salome", "idris", "capucine", "bastien", "ondine", "marius", "thelma")
REFUSAL = {
    "verdict": Verdict.REFUSED,
    "refusal_code": "land",
    "reason": "Terrain privé ; le propriétaire a répondu non par écrit.",
    "way_forward": "Un panneau sur la voie publique est possible sans vote.",
}


@pytest.fixture
def campaign():
    """Assessment from a week before NOON to a week after; appeals the two weeks that follow."""
    assessment = PhaseFactory(kind=PhaseKind.ASSESSMENT)
    PhaseFactory(
        campaign=assessment.campaign,
        kind=PhaseKind.APPEAL,
        opens_at=assessment.closes_at,
        closes_at=assessment.closes_at + timedelta(days=14),
    )
    return assessment.campaign


@pytest.fixture
def project(campaign):
    return ProjectFactory(campaign=campaign, reference="P15")


def assess(project, assessor, now, **changes):
    values = {
        "project": project,
        "assessor": assessor,
        "service": " Voirie ",
        "verdict": Verdict.FIT,
        "cost_cents": 5_900_000,
        "upkeep_cents": 400_000,
        "signed_as": "La cheffe du service Voirie",
        "now": now,
    }
    return services.assess_project(**{**values, **changes})


def test_a_fit_project_takes_the_cost_the_service_found(project, bastien, now):
    assessment = assess(project, bastien, now, criteria={"law": {"finding": "fulfilled", "comment": ""}})

    project.refresh_from_db()
    assert (project.state, project.cost_cents, project.upkeep_cents) == ("fit", 5_900_000, 400_000)
    assert (assessment.service, assessment.is_appeal, assessment.signed_at) == ("Voirie", False, now)
    assert assessment.criteria == {"law": {"finding": "fulfilled", "comment": ""}}
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.actor) == ("assess_project", bastien)
    assert entry.detail["signed_as"] == "La cheffe du service Voirie"


def test_a_refusal_carries_reason_way_forward_and_signature(project, bastien, now):
    assessment = assess(project, bastien, now, **REFUSAL, upkeep_cents=None)

    project.refresh_from_db()
    assert (project.state, project.upkeep_cents) == ("refused", None)
    assert (assessment.refusal_code, assessment.reason) == ("land", REFUSAL["reason"])
    assert JournalEntry.objects.get().reason == REFUSAL["reason"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({**REFUSAL, "refusal_code": ""}, "refusal_code"),
        ({**REFUSAL, "refusal_code": "moon"}, "refusal_code"),
        ({**REFUSAL, "reason": "  "}, "reason"),
        ({**REFUSAL, "way_forward": "\n"}, "way_forward"),
        ({**REFUSAL, "signed_as": ""}, "signed_as"),
        ({**REFUSAL, "cost_cents": 0}, "cost_cents"),
        ({**REFUSAL, "upkeep_cents": -1}, "upkeep_cents"),
        ({"verdict": "maybe"}, "verdict"),
        ({"service": " "}, "service"),
        ({"signed_as": " "}, "signed_as"),
        ({"verdict": Verdict.FIT_WITH_CONDITIONS}, "conditions"),
        ({"cost_cents": None}, "cost_cents"),
        ({"cost_cents": 20_000_001}, "cost_cents"),
        ({"upkeep_cents": -1}, "upkeep_cents"),
    ],
)
def test_an_incomplete_verdict_names_the_field(project, bastien, now, changes, field):
    with pytest.raises(ProjectError) as refused:
        assess(project, bastien, now, **changes)
    assert refused.value.field == field
    project.refresh_from_db()
    assert (project.state, project.cost_cents) == ("submitted", 6_200_000)
    assert not Assessment.objects.exists()


def test_a_refusal_may_cost_more_than_the_envelope(project, bastien, now):
    assess(project, bastien, now, **{**REFUSAL, "refusal_code": "cost"}, cost_cents=1_400_000_000)
    project.refresh_from_db()
    assert (project.state, project.cost_cents) == ("refused", 1_400_000_000)


def test_a_fit_verdict_keeps_no_leftover_of_a_refusal(project, bastien, now):
    assessment = assess(
        project,
        bastien,
        now,
        verdict=Verdict.FIT_WITH_CONDITIONS,
        conditions="Pleine terre.",
        refusal_code="land",
    )
    assert (assessment.refusal_code, assessment.conditions) == ("", "Pleine terre.")


@pytest.mark.parametrize(
    ("moment", "state", "is_allowed"),
    [
        (timedelta(days=-8), ProjectState.SUBMITTED, False),
        (timedelta(0), ProjectState.SUBMITTED, True),
        (timedelta(days=7), ProjectState.SUBMITTED, False),
        (timedelta(0), ProjectState.REFUSED, False),
        (timedelta(days=7), ProjectState.REFUSED, True),
        (timedelta(days=21), ProjectState.REFUSED, False),
        (timedelta(0), ProjectState.ON_BALLOT, False),
        (timedelta(days=7), ProjectState.FIT, False),
    ],
)
@pytest.mark.parametrize("name", ROLES)
def test_only_assessors_give_a_verdict_and_only_in_time(
    request, campaign, now, name, moment, state, is_allowed
):
    person = request.getfixturevalue(name)
    project = ProjectFactory(campaign=campaign, state=state)
    expected = is_allowed and name == "bastien"
    assert permissions.may_assess(person, project, now=now + moment) is expected
    if expected:
        assess(project, person, now + moment)
        return
    with pytest.raises(ProjectError):
        assess(project, person, now + moment)
    assert not Assessment.objects.exists()


def test_visitors_assess_nothing(project, now):
    for visitor in (AnonymousUser(), None):
        with pytest.raises(ProjectError):
            assess(project, visitor, now)


def test_an_appeal_is_decided_by_someone_else_and_both_verdicts_stay(project, bastien, now):
    second = UserFactory(groups=["Instruction"])
    assess(project, bastien, now, **REFUSAL)
    later = now + timedelta(days=8)
    with pytest.raises(ProjectError):
        assess(project, bastien, later)

    decision = assess(
        project, second, later, service="Données", reason="Aucune voix ni image : niveaux seulement."
    )

    project.refresh_from_db()
    assert (project.state, decision.is_appeal) == ("fit", True)
    assert list(project.assessments.order_by("pk").values_list("verdict", "is_appeal", "assessor")) == [
        ("refused", False, bastien.pk),
        ("fit", True, second.pk),
    ]
    assert JournalEntry.objects.order_by("-pk").first().action == "decide_appeal"


def test_an_appeal_may_confirm_the_refusal(project, bastien, now):
    second = UserFactory(groups=["Instruction"])
    assess(project, bastien, now, **REFUSAL)
    assess(project, second, now + timedelta(days=8), **REFUSAL)
    project.refresh_from_db()
    assert (project.state, project.assessments.count()) == ("refused", 2)


def test_the_database_itself_refuses_a_verdict_without_reason_or_signature(project):
    verdict = AssessmentFactory(project=project)
    broken = (
        {"signed_as": ""},
        {"verdict": Verdict.REFUSED},
        {"verdict": Verdict.REFUSED, "refusal_code": "law", "reason": "Article 4."},
        {"verdict": Verdict.FIT_WITH_CONDITIONS, "conditions": ""},
    )
    for values in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            Assessment.objects.filter(pk=verdict.pk).update(**values)


@pytest.mark.parametrize("name", ROLES)
def test_assessors_and_managers_receive_projects(request, project, now, name):
    person = request.getfixturevalue(name)
    if name in ("bastien", "ondine"):
        services.receive_project(project=project, actor=person, now=now)
        services.begin_assessment(project=project, actor=person, service="Voirie", now=now)
        project.refresh_from_db()
        assert project.state == "under_assessment"
        return
    for act in (services.receive_project, services.begin_assessment):
        with pytest.raises(ProjectError):
            act(project=project, actor=person, now=now)
    project.refresh_from_db()
    assert project.state == "submitted"


def test_the_work_list_holds_what_this_assessor_may_decide_now(campaign, bastien, now):
    def make(reference, state, days=100):
        return ProjectFactory(
            campaign=campaign,
            reference=reference,
            state=state,
            submitted_at=now - timedelta(days=days),
        )

    make("P02", "submitted", days=90)
    make("P01", "admissible", days=99)
    make("P03", "under_assessment", days=80)
    make("P04", "fit")
    mine, theirs = make("P27", "refused"), make("P28", "refused")
    for refused, assessor in ((mine, bastien), (theirs, UserFactory())):
        AssessmentFactory(project=refused, assessor=assessor)
    ProjectFactory(reference="P99")

    def names(moment):
        work = queries.projects_to_assess(campaign, bastien, now=now + moment)
        return [(task.project.reference, task.is_appeal) for task in work.tasks]

    assert names(timedelta(0)) == [("P03", False), ("P01", False), ("P02", False)]
    assert names(timedelta(days=8)) == [("P28", True)]
    assert names(timedelta(days=-30)) == names(timedelta(days=60)) == []
    done = queries.projects_to_assess(campaign, bastien, now=now).done
    assert [assessment.project.reference for assessment in done] == ["P27"]


@pytest.mark.parametrize("count", [1, 200])
def test_the_work_list_takes_four_queries(django_assert_num_queries, bastien, now, count):
    phase = PhaseFactory(kind=PhaseKind.ASSESSMENT, campaign=CampaignFactory())
    first = ProjectFactory(campaign=phase.campaign)
    ProjectFactory.create_batch(
        count - 1, campaign=phase.campaign, envelope=first.envelope, submitted_by=first.submitted_by
    )
    with django_assert_num_queries(4):
        work = queries.projects_to_assess(phase.campaign, bastien, now=now)
        [(t.project.theme.label, t.project.envelope.district.label, t.origins) for t in work.tasks]
    assert len(work.tasks) == count
