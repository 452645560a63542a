"""A project is submitted, changed, taken back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, ContributionState, EdgeKind
from budget.contributions.models import LineageEdge
from budget.journal.models import JournalEntry
from budget.partners.choices import MemberRole, PartnerState
from budget.projects import permissions, services
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.projects.services import ProjectError
from tests.factories.campaigns import EnvelopeFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.partners import MemberFactory, PartnerFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def envelope():
    """200 000 € in a campaign whose ideas are open from a week before NOON to a week after."""
    phase = PhaseFactory(kind=PhaseKind.IDEATION)
    return EnvelopeFactory(campaign=phase.campaign, district__name="Les Tanneries")


def submit(actor, purse, now, **changes):
    values = {
        "campaign": purse.campaign,
        "actor": actor,
        "title": " Garer son vélo ",
        "summary": "Un abri et une piste.",
        "envelope": purse,
        "cost_cents": 6_200_000,
        "now": now,
    }
    return services.submit_project(**{**values, **changes})


def test_a_citizen_submits_a_project_from_scratch(salome, envelope, now):
    project = submit(salome, envelope, now, place="Place des Tanneurs", upkeep_cents=400_000)

    project.refresh_from_db()
    assert (project.reference, project.title, project.state) == ("P01", "Garer son vélo", "submitted")
    assert (project.submitted_by, project.partner, project.submitted_at) == (salome, None, now)
    assert (project.cost_cents, project.upkeep_cents) == (6_200_000, 400_000)
    entry = JournalEntry.objects.get()
    assert (entry.action, entry.object_ref, entry.actor) == ("submit_project", "P01", salome)
    assert entry.detail == {"campaign": envelope.campaign.slug, "partner": "", "sources": []}


def test_what_was_said_becomes_a_project(salome, envelope, now):
    web = ContributionFactory(campaign=envelope.campaign, reference="C13")
    paper = ContributionFactory(campaign=envelope.campaign, reference="C14", channel=Channel.PAPER)

    project = submit(salome, envelope, now, sources=[web, paper, web])

    edges = LineageEdge.objects.values_list("source_contribution__reference", "target_project", "kind")
    assert set(edges) == {("C13", project.pk, EdgeKind.BECAME), ("C14", project.pk, EdgeKind.BECAME)}
    for said in (web, paper):
        said.refresh_from_db()
        assert said.state == ContributionState.BECAME_PROJECT


def test_a_source_is_public_and_of_the_same_campaign(salome, envelope, now):
    elsewhere = ContributionFactory()
    hidden = ContributionFactory(campaign=envelope.campaign, state="hidden", hidden_reason="Article 3")
    for source in (elsewhere, hidden):
        with pytest.raises(ProjectError) as refused:
            submit(salome, envelope, now, sources=[source])
        assert refused.value.field == "sources"
        assert source.reference in refused.value.message
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"summary": ""}, "summary"),
        ({"cost_cents": 0}, "cost_cents"),
        ({"cost_cents": None}, "cost_cents"),
        ({"cost_cents": 20_000_001}, "cost_cents"),
        ({"upkeep_cents": -1}, "upkeep_cents"),
        ({"envelope": None}, "envelope"),
    ],
)
def test_a_refusal_names_the_field_to_correct(salome, envelope, now, changes, field):
    with pytest.raises(ProjectError) as refused:
        submit(salome, envelope, now, **changes)
    assert refused.value.field == field
    assert not Project.objects.exists()


def test_a_cost_above_the_envelope_says_both_ways_out(salome, envelope, now):
    with pytest.raises(ProjectError) as refused:
        submit(salome, envelope, now, cost_cents=25_000_000)
    assert "Les Tanneries" in refused.value.message
    assert "200 000" in refused.value.message.replace("\u202f", " ").replace("\xa0", " ")
    assert submit(salome, envelope, now, cost_cents=20_000_000).cost_cents == 20_000_000


def test_the_envelope_is_one_of_the_campaign(salome, envelope, now):
    with pytest.raises(ProjectError) as refused:
        submit(salome, envelope, now, envelope=EnvelopeFactory())
    assert refused.value.field == "envelope"


@pytest.mark.parametrize("kind", list(PhaseKind))
def test_projects_are_submitted_during_ideas_workshops_and_deepening_only(salome, now, kind):
    envelope = EnvelopeFactory(campaign=PhaseFactory(kind=kind).campaign)
    if kind in (PhaseKind.IDEATION, PhaseKind.WORKSHOPS, PhaseKind.DEEPENING):
        assert submit(salome, envelope, now).reference == "P01"
        return
    with pytest.raises(ProjectError):
        submit(salome, envelope, now)
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (timedelta(days=-7, microseconds=-1), False),
        (-WEEK, True),
        (timedelta(0), True),
        (WEEK - timedelta(microseconds=1), True),
        (WEEK, False),
    ],
)
def test_the_phase_is_a_half_open_window_for_every_role(request, envelope, now, moment, is_open):
    for name in ("salome", "idris", "capucine", "bastien", "ondine", "marius", "thelma"):
        actor = request.getfixturevalue(name)
        assert permissions.may_submit(actor, envelope.campaign, now=now + moment) is is_open
        if not is_open:
            with pytest.raises(ProjectError):
                submit(actor, envelope, now + moment)
    assert not permissions.may_submit(AnonymousUser(), envelope.campaign, now=now + moment)


def test_nobody_submits_without_signing_in(envelope, now):
    for visitor in (AnonymousUser(), None):
        with pytest.raises(ProjectError):
            submit(visitor, envelope, now)


def test_a_representative_submits_for_a_validated_organisation(idris, envelope, now):
    partner = PartnerFactory(members=[idris], reference="PA06")

    project = submit(idris, envelope, now, partner=partner)

    assert (project.partner, project.submitted_by) == (partner, idris)
    assert JournalEntry.objects.get().detail["partner"] == "PA06"


@pytest.mark.parametrize("state", [PartnerState.REQUESTED, PartnerState.REFUSED, PartnerState.LEFT])
def test_an_organisation_that_is_not_validated_submits_nothing(idris, envelope, now, state):
    with pytest.raises(ProjectError) as refused:
        submit(idris, envelope, now, partner=PartnerFactory(members=[idris], state=state))
    assert refused.value.field == "partner"


def test_nobody_submits_for_someone_elses_organisation(salome, idris, envelope, now):
    with pytest.raises(ProjectError) as refused:
        submit(salome, envelope, now, partner=PartnerFactory(members=[idris]))
    assert refused.value.field == "partner"


def test_references_follow_the_highest_and_imports_give_theirs(salome, envelope, now):
    ProjectFactory(campaign=envelope.campaign, envelope=envelope, reference="P99")
    ProjectFactory(campaign=envelope.campaign, envelope=envelope, reference="1042")
    ProjectFactory(reference="P500")

    assert submit(salome, envelope, now).reference == "P100"
    assert submit(salome, envelope, now, reference="P06").reference == "P06"
    with pytest.raises(ProjectError) as refused:
        submit(salome, envelope, now, reference="P06")
    assert refused.value.field == "reference"


def test_its_author_corrects_it_and_the_journal_keeps_what_it_was(salome, envelope, now):
    project = submit(salome, envelope, now)

    services.edit_project(
        project=project, actor=salome, now=now + timedelta(days=1), title="Garer", cost_cents=7_000_000
    )

    project.refresh_from_db()
    assert (project.title, project.cost_cents, project.updated_at) == (
        "Garer",
        7_000_000,
        now + timedelta(days=1),
    )
    assert JournalEntry.objects.get(action="edit_project").detail["was"] == {
        "title": "Garer son vélo",
        "cost_cents": "6200000",
    }
    with pytest.raises(ProjectError) as refused:
        services.edit_project(project=project, actor=salome, now=now, cost_cents=99_000_000)
    assert refused.value.field == "cost_cents"
    with pytest.raises(TypeError):
        services.edit_project(project=project, actor=salome, now=now, state="winner")


@pytest.mark.parametrize("state", list(ProjectState))
def test_the_text_is_fixed_once_a_service_assesses_it(salome, envelope, now, state):
    project = ProjectFactory.build(state=state, campaign=envelope.campaign, submitted_by=salome)
    expected = state in (ProjectState.SUBMITTED, ProjectState.ADMISSIBLE)
    assert permissions.may_edit(salome, project, now=now) is expected
    assert permissions.may_edit(salome, project, now=now + WEEK) is False


def test_others_neither_change_nor_withdraw_it(salome, idris, ondine, bastien, envelope, now):
    project = submit(salome, envelope, now)
    for actor in (idris, ondine, bastien, AnonymousUser(), None):
        with pytest.raises(ProjectError):
            services.edit_project(project=project, actor=actor, now=now, title="Volé")
        with pytest.raises(ProjectError):
            services.withdraw_project(project=project, actor=actor, now=now)
    project.refresh_from_db()
    assert (project.title, project.state) == ("Garer son vélo", "submitted")


def test_every_representative_of_its_organisation_may_correct_it(idris, salome, envelope, now):
    partner = PartnerFactory(members=[idris])
    project = submit(idris, envelope, now, partner=partner)
    MemberFactory(partner=partner, user=salome, role=MemberRole.VOICE)

    services.edit_project(project=project, actor=salome, now=now, title="Garer à deux")

    project.refresh_from_db()
    assert project.title == "Garer à deux"


def test_editing_is_refused_after_the_phase(salome, envelope, now):
    project = submit(salome, envelope, now)
    with pytest.raises(ProjectError):
        services.edit_project(project=project, actor=salome, now=now + WEEK, title="Trop tard")


def test_its_author_withdraws_it_even_after_the_phase(salome, envelope, now):
    project = submit(salome, envelope, now)
    project = services.withdraw_project(project=project, actor=salome, now=now + WEEK, reason=" Doublon. ")
    assert (project.state, project.closing_reason) == ("withdrawn", "Doublon.")
    assert JournalEntry.objects.get(action="withdraw_project").reason == "Doublon."


def test_the_database_itself_refuses_what_makes_no_sense(envelope):
    project = ProjectFactory(campaign=envelope.campaign, envelope=envelope)
    other = ProjectFactory(campaign=envelope.campaign, envelope=envelope)
    broken = (
        {"reference": other.reference},
        {"cost_cents": 0},
        {"upkeep_cents": -1},
        {"submitted_at": None},
        {"state": ProjectState.MERGED},
        {"merged_into": other},
        {"state": ProjectState.MERGED, "merged_into": project},
        {"state": ProjectState.ABANDONED},
        {"state": ProjectState.PARTLY_DELIVERED},
    )
    for values in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            Project.objects.filter(pk=project.pk).update(**values)
