"""An organisation's profile, asking for one, keeping it up to date."""

import pytest

from budget.contributions.choices import Nature
from budget.partners.choices import MemberRole, PartnerState
from budget.partners.models import Partner
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.partners import InterestFactory, MemberFactory, PartnerFactory, ResourceFactory
from tests.factories.projects import CommitmentFactory, ProjectFactory

pytestmark = pytest.mark.django_db
ASK = "/fr/partenaires/demander/"
TYPED = {
    "name": "La Chaîne Bavarde",
    "kind": "cooperative",
    "registration_number": "",
    "summary": "Mécanique et vélo-école.",
    "represented_by": "cogérance",
    "website": "",
    "theme": "",
    "expertise": "mécanique vélo\nvélo-école",
    "offers": "15 vélos adaptés\n\n4 moniteurs",
    "needs": "local couvert",
    "interests": "fournisseur possible de P15",
    "is_entitled": "on",
}


def text_of(response):
    return response.content.decode()


@pytest.fixture
def voltiane(now):
    """A large group with an interest in a project, a promise, two things said, a project of its own."""
    partner = PartnerFactory(slug="voltiane", name="Groupe Voltiane", decided_at=now, expertise=["réseaux"])
    ResourceFactory(partner=partner, label="étude de raccordement")
    project = ProjectFactory(title="Le soleil de trois gymnases")
    InterestFactory(partner=partner, project=project, text="fournisseur possible")
    InterestFactory(partner=partner, text="actionnaire d'une centrale")
    CommitmentFactory(partner=partner, project=project, quantity="30 000 €", state="confirmed")
    idea = ContributionFactory(title="Le soleil des gymnases")
    AnswerFactory(
        target=idea, nature=Nature.CLARIFICATION, partner=partner, text="Trois charpentes suffisent."
    )
    ContributionFactory(partner=partner, state="hidden", hidden_reason="Article 3", text="Caché")
    ProjectFactory(partner=partner, title="Un toit de plus")
    ProjectFactory(partner=partner, title="Brouillon", state="draft", submitted_at=None)
    return partner


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_profile_shows_its_interests_before_anything_else(client, voltiane, language):
    response = client.get(f"/{language}/partenaires/voltiane/")
    page = text_of(response)
    assert response.status_code == 200
    assert not response.cookies
    for words in (
        "étude de raccordement",
        "Le soleil de trois gymnases",
        "Actionnaire d",
        "30",
        "Trois charpentes suffisent.",
        "Un toit de plus",
    ):
        assert words in page
    assert page.index("Fournisseur possible") < page.index("étude de raccordement")
    assert "Brouillon" not in page
    assert "Caché" not in page


def test_a_bare_profile_says_what_is_missing(client):
    page = text_of(client.get(PartnerFactory().get_absolute_url()))
    assert page.count("soft") >= 3


def test_the_profile_takes_as_many_queries_with_one_row_or_fifty(client, django_assert_max_num_queries):
    partner = PartnerFactory()
    project = ProjectFactory(partner=partner)
    for _ in range(50):
        CommitmentFactory(partner=partner, project=project)
        ContributionFactory(partner=partner, campaign=project.campaign)
        InterestFactory(partner=partner, project=project)
    client.get(partner.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(partner.get_absolute_url())


@pytest.mark.parametrize("state", [PartnerState.REQUESTED, PartnerState.REFUSED])
def test_until_it_is_validated_only_its_people_and_the_staff_see_it(client, idris, salome, ondine, state):
    partner = PartnerFactory(state=state, members=[idris], decision_reason="Aucun statut déposé.")
    address = partner.get_absolute_url()
    assert client.get(address).status_code == 404
    for user, status in ((salome, 404), (idris, 200), (ondine, 200)):
        client.force_login(user)
        assert client.get(address).status_code == status
    assert ("Aucun statut déposé." in text_of(client.get(address))) is (state == PartnerState.REFUSED)
    PartnerFactory(slug="partie", state=PartnerState.LEFT)
    assert client.get("/fr/partenaires/partie/").status_code == 404


def test_one_signs_in_before_asking(client):
    assert client.get(ASK)["Location"].endswith(f"?next={ASK}")


def test_a_request_is_recorded_and_leads_to_the_profile(client, idris):
    client.force_login(idris)
    assert client.get(ASK).status_code == 200
    response = client.post(ASK, TYPED, follow=True)
    partner = Partner.objects.get()
    assert response.redirect_chain == [(partner.get_absolute_url(), 302)]
    assert (partner.name, partner.expertise, partner.state) == (
        "La Chaîne Bavarde",
        ["mécanique vélo", "vélo-école"],
        "requested",
    )
    assert partner.resources.count() == 3
    assert "La Chaîne Bavarde" in text_of(client.get(ASK))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": ""}, "kind"),
        ({"kind": "club"}, "kind"),
        ({"summary": ""}, "summary"),
        ({"website": "not an address"}, "website"),
        ({"expertise": "x" * 101}, "expertise"),
        ({"is_entitled": ""}, "is_entitled"),
    ],
)
def test_what_was_typed_is_kept_beside_what_is_to_correct(client, idris, changes, field):
    client.force_login(idris)
    response = client.post(ASK, {**TYPED, **changes})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "15 vélos adaptés" in text_of(response)
    assert not Partner.objects.exists()


def test_an_editor_keeps_the_profile_up_to_date(client, salome):
    partner = MemberFactory(user=salome, role=MemberRole.EDITOR, partner__expertise=["vélo"]).partner
    ResourceFactory(partner=partner, label="15 vélos")
    address = f"{partner.get_absolute_url()}profil/"
    client.force_login(salome)
    assert address in text_of(client.get(partner.get_absolute_url()))
    assert "15 vélos" in text_of(client.get(address))

    assert client.post(address, {**TYPED, "name": ""}).status_code == 422
    assert client.post(address, TYPED).status_code == 302
    partner.refresh_from_db()
    assert (partner.name, partner.resources.count()) == ("La Chaîne Bavarde", 3)

    refused = client.post(address, {"declare": "1", "interest-text": " "})
    assert list(refused.context["interest"].errors) == ["text"]
    assert client.post(address, {"declare": "1", "interest-text": "actionnaire"}).status_code == 302
    assert list(partner.interests.values_list("text", flat=True)) == ["actionnaire"]


def test_a_voice_or_a_stranger_finds_no_form(client, salome, idris):
    partner = MemberFactory(user=salome, role=MemberRole.VOICE).partner
    address = f"{partner.get_absolute_url()}profil/"
    for user in (salome, idris):
        client.force_login(user)
        assert client.post(address, TYPED).status_code == 404
    partner.refresh_from_db()
    assert partner.name != "La Chaîne Bavarde"
    assert client.get("/fr/partenaires/inconnue/").status_code == 404
