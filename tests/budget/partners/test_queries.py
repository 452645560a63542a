"""The directory and its filters, a profile, whom one may speak for."""

import pytest
from django.contrib.auth.models import AnonymousUser

from budget.partners import queries
from budget.partners.choices import PartnerKind, PartnerState
from budget.partners.models import Partner
from budget.partners.queries import DirectoryFilters
from tests.factories.campaigns import ThemeFactory
from tests.factories.partners import InterestFactory, PartnerFactory, ResourceFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db


def names(**data):
    return [partner.name for partner in queries.directory(DirectoryFilters.read(data))]


@pytest.fixture
def town():
    river = PartnerFactory(name="Les Pieds dans l'Orvenne", kind=PartnerKind.ASSOCIATION)
    bikes = PartnerFactory(name="La Chaîne Bavarde", theme=ThemeFactory(code="MOB"), expertise=["vélo-école"])
    PartnerFactory(name="Recalée", state=PartnerState.REFUSED)
    PartnerFactory(name="En attente", state=PartnerState.REQUESTED)
    PartnerFactory(name="Partie", state=PartnerState.LEFT)
    ResourceFactory(partner=river, label="relevés d'eau mensuels")
    ResourceFactory(partner=bikes, direction="need", label="local couvert")
    return river, bikes


def test_the_directory_holds_validated_partners_in_order_of_names(town):
    assert names() == ["La Chaîne Bavarde", "Les Pieds dans l'Orvenne"]
    assert names(kind="association") == ["Les Pieds dans l'Orvenne"]
    assert names(theme="MOB") == ["La Chaîne Bavarde"]
    assert names(kind="association", theme="MOB") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chaine", ["La Chaîne Bavarde"]),
        ("RELEVES", ["Les Pieds dans l'Orvenne"]),
        ("locaux", ["La Chaîne Bavarde"]),
        ("vélo-école", ["La Chaîne Bavarde"]),
        ("sous-marin", []),
        ("-- ' \" & | !", []),
    ],
)
def test_words_are_looked_for_in_names_expertise_offers_and_needs(town, text, found):
    assert names(q=text) == found


def test_unknown_filters_are_dropped(town):
    assert names(kind="club", q="\x00") == names()


def test_a_profile_carries_what_it_offers_seeks_and_declares(town):
    project = ProjectFactory()
    interest = InterestFactory(partner=town[0], project=project)

    partner = queries.partner_page(town[0].slug)

    assert [offer.label for offer in partner.offers] == ["relevés d'eau mensuels"]
    assert (partner.needs, partner.declared) == ([], [interest])
    assert list(queries.interests_in(project)) == [interest]


def test_a_partner_that_left_has_no_page_and_its_interest_is_silent(town):
    gone = Partner.objects.get(name="Partie")
    interest = InterestFactory(partner=gone, project=ProjectFactory())
    with pytest.raises(Partner.DoesNotExist):
        queries.partner_page(gone.slug)
    assert list(queries.interests_in(interest.project)) == []


def test_one_speaks_for_validated_partners_only(idris, salome):
    mine = PartnerFactory(name="B", members=[idris])
    also = PartnerFactory(name="A", members=[idris, salome])
    asked = PartnerFactory(state=PartnerState.REQUESTED, members=[idris])

    assert list(queries.partners_of(idris)) == [also, mine]
    assert list(queries.partners_of(salome)) == [also]
    assert set(queries.profiles_of(idris)) == {mine, also, asked}
    assert list(queries.partners_of(AnonymousUser())) == []
    assert list(queries.profiles_of(None)) == []
    assert [member.user for member in queries.members(also)] == [idris, salome]


@pytest.mark.parametrize("count", [1, 200])
def test_the_directory_takes_four_queries(django_assert_num_queries, count):
    for partner in PartnerFactory.create_batch(count):
        ResourceFactory(partner=partner)
        InterestFactory(partner=partner)
    with django_assert_num_queries(4):
        rows = list(queries.directory())
        [(p.offers, p.needs, p.declared, p.get_kind_display()) for p in rows]
    assert len(rows) == count
