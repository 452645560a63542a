"""A project to lead to, for the tests of this step."""

from budget.projects.choices import ProjectState
from budget.projects.models import Project
from tests.cast import NOON
from tests.factories.campaigns import EnvelopeFactory


def make_project(campaign, reference, **fields):
    return Project.objects.create(
        campaign=campaign,
        envelope=EnvelopeFactory(campaign=campaign),
        reference=reference,
        title=f"Projet {reference}",
        summary="Un projet.",
        state=ProjectState.SUBMITTED,
        cost_cents=1_000_00,
        submitted_at=NOON,
        updated_at=NOON,
        **fields,
    )
