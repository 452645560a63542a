from datetime import timedelta

import factory

from budget.workshops.choices import WorkshopKind, WorkshopState
from budget.workshops.models import Council, Workshop, WorkshopTable
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory


class CouncilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Council

    code = factory.Sequence(lambda n: f"CQ-{n}")
    district = factory.SubFactory(DistrictFactory)
    name = factory.LazyAttribute(lambda o: f"Conseil de quartier {o.code}")


class WorkshopFactory(factory.django.DjangoModelFactory):
    """An evening that started an hour before NOON; `facilitators=[…]` leads it."""

    class Meta:
        model = Workshop
        skip_postgeneration_save = True

    campaign = factory.SubFactory(CampaignFactory)
    reference = factory.Sequence(lambda n: f"A{n + 100}")
    kind = WorkshopKind.THEMATIC
    state = WorkshopState.RUNNING
    title = "La nuit sur les berges"
    starts_at = NOON - timedelta(hours=1)
    ends_at = NOON + timedelta(hours=1)
    venue = "Halle aux Grains"

    @factory.post_generation
    def facilitators(self, create, extracted, **kwargs):
        if create and extracted:
            self.facilitators.set(extracted)


class AnnouncedFactory(WorkshopFactory):
    """A meeting of ten days after NOON, with thirty places, for which one registers."""

    state = WorkshopState.OPEN
    starts_at = NOON + timedelta(days=10)
    ends_at = NOON + timedelta(days=10, hours=2)
    capacity = 30


class TableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkshopTable

    workshop = factory.SubFactory(WorkshopFactory)
    number = factory.Sequence(lambda n: n + 1)
    subject = "La lumière"
