from datetime import timedelta

import factory

from budget.partners.choices import MemberRole, PartnerKind, PartnerState, ResourceDirection
from budget.partners.models import DeclaredInterest, Partner, PartnerMember, Resource
from tests.cast import NOON
from tests.factories.people import UserFactory


class PartnerFactory(factory.django.DjangoModelFactory):
    """A validated cooperative; `members=[idris]` gives it owners."""

    class Meta:
        model = Partner
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"structure-{n}")
    reference = factory.Sequence(lambda n: f"PA{n + 100}")
    name = factory.Sequence(lambda n: f"Structure {n:03d}")
    kind = PartnerKind.COOPERATIVE
    state = PartnerState.VALIDATED
    requested_at = NOON - timedelta(days=200)

    @factory.post_generation
    def members(self, create, extracted, **kwargs):
        for user in extracted or ():
            MemberFactory(partner=self, user=user, role=MemberRole.OWNER)


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerMember

    partner = factory.SubFactory(PartnerFactory)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.VOICE
    joined_at = NOON - timedelta(days=190)


class ResourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Resource

    partner = factory.SubFactory(PartnerFactory)
    direction = ResourceDirection.OFFER
    label = factory.Sequence(lambda n: f"{n + 1} vélos adaptés")


class InterestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeclaredInterest

    partner = factory.SubFactory(PartnerFactory)
    text = "Fournisseur possible des travaux."
    declared_at = NOON - timedelta(days=150)
