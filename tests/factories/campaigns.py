from datetime import timedelta

import factory

from budget.campaigns.choices import PhaseKind
from budget.campaigns.models import Campaign, District, Envelope, Phase, Theme
from tests.cast import NOON


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"D{n}")
    name = factory.LazyAttribute(lambda o: f"Quartier {o.code}")


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"TH{n}")
    name = factory.LazyAttribute(lambda o: f"Thème {o.code}")
    tone = "nat"
    icon = "feuille"


class CampaignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Campaign

    slug = factory.Sequence(lambda n: f"bp{n}")
    code = factory.LazyAttribute(lambda o: o.slug.upper())
    title = factory.LazyAttribute(lambda o: f"Budget participatif {o.code}")
    total_cents = 100_000_000


class PhaseFactory(factory.django.DjangoModelFactory):
    """A phase that is open at NOON unless told otherwise."""

    class Meta:
        model = Phase

    campaign = factory.SubFactory(CampaignFactory)
    kind = PhaseKind.IDEATION
    title = factory.LazyAttribute(lambda o: PhaseKind(o.kind).label)
    opens_at = NOON - timedelta(days=7)
    closes_at = NOON + timedelta(days=7)


class EnvelopeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Envelope

    campaign = factory.SubFactory(CampaignFactory)
    district = factory.SubFactory(DistrictFactory)
    amount_cents = 20_000_000
