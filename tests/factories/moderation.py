import factory

from budget.contributions.choices import QueueReason
from budget.contributions.models import CharterArticle, QueueItem
from tests.cast import NOON
from tests.factories.contributions import ContributionFactory


class ArticleFactory(factory.django.DjangoModelFactory):
    """Article 3 of the charter, unless told otherwise."""

    class Meta:
        model = CharterArticle
        django_get_or_create = ("code",)

    code = "3"
    title = "respecter les personnes"
    text = "Ni insulte, ni nom, ni adresse de quelqu'un d'autre."


class QueueItemFactory(factory.django.DjangoModelFactory):
    """A published contribution that nobody has read yet."""

    class Meta:
        model = QueueItem

    contribution = factory.SubFactory(ContributionFactory)
    why = QueueReason.NEW
    opened_at = NOON
