"""What partners promise, and what becomes of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from budget.journal.models import JournalEntry
from budget.partners.choices import PartnerState
from budget.projects import queries, services
from budget.projects.choices import CommitmentState
from budget.projects.models import Commitment
from budget.projects.services import ProjectError
from tests.factories.partners import PartnerFactory
from tests.factories.plan import ObjectiveFactory
from tests.factories.projects import CommitmentFactory, ProjectFactory

pytestmark = pytest.mark.django_db

ACTS = {
    "confirm": lambda c, actor, now: services.confirm_commitment(commitment=c, actor=actor, now=now),
    "keep": lambda c, actor, now: services.keep_commitment(
        commitment=c, actor=actor, evidence="7 relevés", now=now
    ),
    "late": lambda c, actor, now: services.report_commitment_late(
        commitment=c, actor=actor, reason="Livraison retardée", now=now
    ),
    "withdraw": lambda c, actor, now: services.withdraw_commitment(
        commitment=c, actor=actor, reason="Carnet complet", now=now
    ),
}
ALLOWED = {
    "confirm": {"proposed"},
    "keep": {"confirmed", "late"},
    "late": {"confirmed"},
    "withdraw": {"proposed", "confirmed", "late"},
}
TO = {"confirm": "confirmed", "keep": "kept", "late": "late", "withdraw": "withdrawn"}


@pytest.mark.parametrize("state", CommitmentState.values)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_from_every_state(ondine, now, act, state):
    commitment = CommitmentFactory(state=state, reason="Motif" if state == "withdrawn" else "")
    if state in ALLOWED[act]:
        ACTS[act](commitment, ondine, now)
        commitment.refresh_from_db()
        assert commitment.state == TO[act]
        return
    with pytest.raises(ProjectError):
        ACTS[act](commitment, ondine, now)
    commitment.refresh_from_db()
    assert commitment.state == state


def test_a_partner_promises_to_a_project_or_to_the_plan(idris, now):
    partner = PartnerFactory(members=[idris], reference="PA06")
    due = (now + timedelta(days=200)).date()
    project, objective = ProjectFactory(reference="P15"), ObjectiveFactory(code="O1.2")

    def commit(**to):
        return services.commit_means(
            partner=partner, actor=idris, quantity=" 15 vélos prêtés ", due_on=due, now=now, **to
        )

    promised = commit(project=project)
    assert (promised.state, promised.quantity, promised.due_on) == ("proposed", "15 vélos prêtés", due)
    assert commit(objective=objective).objective == objective
    assert [entry.detail["to"] for entry in JournalEntry.objects.order_by("pk")] == ["P15", "O1.2"]
    for to in ({}, {"project": project, "objective": objective}):
        with pytest.raises(ProjectError) as refused:
            commit(**to)
        assert refused.value.field == "project"
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=promised.pk).update(objective=objective)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=promised.pk).update(state="withdrawn")


def test_a_promise_has_a_quantity_and_a_date(idris, now):
    partner, project = PartnerFactory(members=[idris]), ProjectFactory()
    for quantity, due_on, field in ((" ", now.date(), "quantity"), ("15 vélos", None, "due_on")):
        with pytest.raises(ProjectError) as refused:
            services.commit_means(
                partner=partner, actor=idris, project=project, quantity=quantity, due_on=due_on, now=now
            )
        assert refused.value.field == field


@pytest.mark.parametrize("name", ["salome", "capucine", "bastien", "marius", "thelma"])
def test_only_its_people_and_managers_touch_a_promise(request, now, name):
    actor, commitment = request.getfixturevalue(name), CommitmentFactory()
    for act in ACTS.values():
        with pytest.raises(ProjectError):
            act(commitment, actor, now)
    with pytest.raises(ProjectError) as refused:
        services.commit_means(
            partner=commitment.partner,
            actor=actor,
            project=commitment.project,
            quantity="x",
            due_on=now.date(),
            now=now,
        )
    assert refused.value.field == "partner"


def test_a_partner_withdraws_its_promise_but_does_not_confirm_it(idris, now):
    commitment = CommitmentFactory(partner__members=[idris])
    with pytest.raises(ProjectError):
        services.confirm_commitment(commitment=commitment, actor=idris, now=now)
    with pytest.raises(ProjectError) as refused:
        services.withdraw_commitment(commitment=commitment, actor=idris, reason="", now=now)
    assert refused.value.field == "reason"

    services.withdraw_commitment(commitment=commitment, actor=idris, reason="Carnet complet", now=now)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.reason) == ("withdrawn", "Carnet complet")


def test_evidence_and_reasons_are_asked_for(ondine, now):
    commitment = CommitmentFactory(state="confirmed")
    for act, field in (
        (
            lambda: services.keep_commitment(commitment=commitment, actor=ondine, evidence="", now=now),
            "evidence",
        ),
        (
            lambda: services.report_commitment_late(commitment=commitment, actor=ondine, reason="", now=now),
            "reason",
        ),
    ):
        with pytest.raises(ProjectError) as refused:
            act()
        assert refused.value.field == field


def test_public_promises_are_those_of_validated_partners_on_public_projects(now):
    shown = CommitmentFactory()
    plan = CommitmentFactory(project=None, objective=ObjectiveFactory())
    CommitmentFactory(partner__state=PartnerState.REQUESTED)
    CommitmentFactory(project__state="draft", project__submitted_at=None)

    assert list(queries.promises()) == [shown, plan]
    assert list(queries.promises(shown.project.campaign)) == [shown, plan]
    assert list(queries.promises(CommitmentFactory().project.campaign))[:1] == [plan]
    assert list(queries.commitments_of(shown.partner)) == [shown]
    assert list(queries.commitments_to(shown.project)) == [shown]
