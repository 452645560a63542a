import factory

from budget.contributions.choices import Channel, ContributionState, Nature
from budget.contributions.models import Contribution, RegisteredQuestion
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory


class ContributionFactory(factory.django.DjangoModelFactory):
    """An idea written online and published at NOON, unless told otherwise."""

    class Meta:
        model = Contribution

    campaign = factory.SubFactory(CampaignFactory)
    reference = factory.Sequence(lambda n: f"X{n}")
    nature = Nature.IDEA
    channel = Channel.WEB
    state = ContributionState.PUBLISHED
    title = factory.Sequence(lambda n: f"Idée numéro {n}")
    text = "Des bancs à l'ombre, le long du quai."
    is_entered_by_city = factory.LazyAttribute(lambda o: o.channel != Channel.WEB)
    said_at = NOON
    received_at = NOON
    published_at = NOON


class AnswerFactory(ContributionFactory):
    """An argument for `target`."""

    target = factory.SubFactory(ContributionFactory)
    campaign = factory.SelfAttribute("target.campaign")
    nature = Nature.FOR
    title = ""
    text = "On s'y arrêterait enfin."


class RegisteredQuestionFactory(factory.django.DjangoModelFactory):
    """A question given to a service, due the day of NOON."""

    class Meta:
        model = RegisteredQuestion

    contribution = factory.SubFactory(ContributionFactory, nature=Nature.QUESTION)
    service = "Bâtiments"
    due_on = NOON.date()
