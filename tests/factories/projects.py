from datetime import timedelta

import factory

from budget.projects.choices import ProjectState, Verdict
from budget.projects.models import Assessment, Commitment, Project
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, EnvelopeFactory, ThemeFactory
from tests.factories.partners import PartnerFactory
from tests.factories.people import UserFactory


class ProjectFactory(factory.django.DjangoModelFactory):
    """A submitted project of 62 000 € in an envelope of 200 000 €."""

    class Meta:
        model = Project

    campaign = factory.SubFactory(CampaignFactory)
    reference = factory.Sequence(lambda n: f"P{n + 100}")
    state = ProjectState.SUBMITTED
    title = factory.LazyAttribute(lambda o: f"Projet {o.reference}")
    summary = "Un abri de quarante places et une piste d'école."
    envelope = factory.SubFactory(EnvelopeFactory, campaign=factory.SelfAttribute("..campaign"))
    theme = factory.SubFactory(ThemeFactory)
    cost_cents = 6_200_000
    submitted_by = factory.SubFactory(UserFactory)
    submitted_at = NOON - timedelta(days=100)
    updated_at = NOON - timedelta(days=100)


class AssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assessment

    project = factory.SubFactory(ProjectFactory)
    service = "Voirie"
    verdict = Verdict.FIT
    cost_cents = 6_200_000
    upkeep_cents = 400_000
    signed_as = "La cheffe du service Voirie"
    signed_at = NOON - timedelta(days=60)


class CommitmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commitment

    partner = factory.SubFactory(PartnerFactory)
    project = factory.SubFactory(ProjectFactory)
    quantity = "15 vélos adaptés prêtés"
    due_on = (NOON + timedelta(days=200)).date()
    committed_at = NOON - timedelta(days=90)
