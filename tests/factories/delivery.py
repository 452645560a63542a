from datetime import timedelta

import factory

from budget.delivery.models import Milestone
from budget.projects.choices import ProjectState
from tests.cast import NOON
from tests.factories.projects import ProjectFactory


class MilestoneFactory(factory.django.DjangoModelFactory):
    """A step planned a month after NOON, for a project whose works have begun."""

    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory, state=ProjectState.IN_DELIVERY)
    title = factory.Sequence(lambda n: f"Étape {n}")
    due_on = (NOON + timedelta(days=30)).date()
    published_at = NOON
