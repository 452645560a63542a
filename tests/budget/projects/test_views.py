"""The pages of projects as visitors, authors and assessors see them."""

import csv
import io

import pytest
from django.urls import reverse

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel
from budget.contributions.models import LineageEdge
from budget.partners.choices import PartnerState
from budget.projects.models import Project
from tests.factories.campaigns import CampaignFactory, EnvelopeFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.partners import InterestFactory, PartnerFactory
from tests.factories.people import UserFactory
from tests.factories.projects import AssessmentFactory, CommitmentFactory, ProjectFactory

pytestmark = pytest.mark.django_db
EVIL = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch, now):
    """The views read the clock once: here it stands at NOON."""
    for module in ("reading", "authoring", "assessing"):
        monkeypatch.setattr(f"budget.projects.views.{module}.clock_now", lambda: now)


@pytest.fixture
def campaign():
    return CampaignFactory(slug="bp2026", title="Budget participatif 2026")


def became(contribution, project, now):
    return LineageEdge.objects.create(
        source_contribution=contribution, target_project=project, kind="became", drawn_at=now
    )


def text_of(response):
    return response.content.decode()


def visit(client, name, *args, language="fr", query=""):
    address = reverse(f"projects:{name}", args=args).replace("/fr/", f"/{language}/", 1)
    return client.get(address + query)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_in_both_languages(client, campaign, language):
    ProjectFactory(campaign=campaign, title="Cinq cours d'ombre", state="on_ballot")
    response = visit(client, "list", "bp2026", language=language)
    assert response.status_code == 200
    assert "Cinq cours d" in text_of(response)
    assert not response.cookies


def test_the_list_says_when_it_is_empty_and_when_nothing_matches(client, campaign):
    assert "vide-banc" in text_of(visit(client, "list", "bp2026"))
    response = visit(client, "list", "bp2026", query="?q=sous-marin&theme=&origin=web")
    assert "vide-brume" in text_of(response)
    assert [chip["url"] for chip in response.context["form"].active()] == ["?origin=web", "?q=sous-marin"]


def test_chips_name_what_was_chosen(client, campaign):
    ThemeFactory(code="MOB", name="Se déplacer autrement")
    ProjectFactory(campaign=campaign, state="refused")
    response = visit(client, "list", "bp2026", query="?theme=MOB&state=refused&district=NOWHERE")
    labels = [str(chip["label"]) for chip in response.context["form"].active()]
    assert labels[1] == "Se déplacer autrement" or labels[0] == "Se déplacer autrement"
    assert len(labels) == 3


@pytest.mark.parametrize(
    "address", ["/fr/nowhere/projets/", "/fr/bp2026/projets/P99/", "/fr/nowhere/projets/P1/"]
)
def test_what_does_not_exist_is_not_found(client, campaign, address):
    assert client.get(address).status_code == 404


def test_a_campaign_that_is_not_public_is_not_found(client):
    project = ProjectFactory(campaign__is_public=False)
    assert client.get(project.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_project_tells_everything_on_its_page(client, campaign, now, language):
    project = ProjectFactory(campaign=campaign, reference="P05", state="fit", upkeep_cents=900_000)
    became(ContributionFactory(campaign=campaign, title="Le soleil des gymnases"), project, now)
    AssessmentFactory(project=project, service="Bâtiments", reason="Trois toits solides.")
    CommitmentFactory(project=project, quantity="étude de raccordement")
    InterestFactory(project=project, partner__name="Groupe Voltiane", text="fournisseur possible")

    response = visit(client, "detail", "bp2026", "P05", language=language)

    page = text_of(response)
    for words in (
        "Projet P05",
        "Le soleil des gymnases",
        "Bâtiments",
        "Trois toits solides.",
        "étude de raccordement",
        "Groupe Voltiane",
        "fournisseur possible",
    ):
        assert words in page
    assert not response.cookies


def test_a_refusal_comes_first_with_its_way_forward(client, campaign):
    project = ProjectFactory(campaign=campaign, state="refused")
    AssessmentFactory(
        project=project,
        verdict="refused",
        refusal_code="land",
        reason="Terrain privé.",
        way_forward="Un panneau.",
    )
    page = text_of(client.get(project.get_absolute_url()))
    assert page.index("notice--bad") < page.index("<h1")
    assert "Un panneau." in page


def test_a_merged_address_answers_and_says_into_what(client, campaign):
    into = ProjectFactory(campaign=campaign, title="Cinq cours")
    consent = ContributionFactory(campaign=campaign, reference="A6-T3-N1")
    merged = ProjectFactory(campaign=campaign, state="merged", merged_into=into, merge_consent=consent)
    response = client.get(merged.get_absolute_url())
    assert response.status_code == 200
    assert f'<a href="{into.get_absolute_url()}">Cinq cours</a>' in text_of(response)
    assert "A6-T3-N1" in text_of(response)


@pytest.mark.parametrize("state", ["withdrawn", "abandoned", "partly_delivered"])
def test_what_was_cut_short_says_why(client, campaign, state):
    project = ProjectFactory(campaign=campaign, state=state, closing_reason="Quatre sites suspendus.")
    assert "Quatre sites suspendus." in text_of(client.get(project.get_absolute_url()))


def test_a_draft_is_seen_by_its_author_alone(client, campaign, salome, ondine):
    draft = ProjectFactory(campaign=campaign, state="draft", submitted_at=None, submitted_by=salome)
    csv_address = reverse("projects:lineage_csv", args=["bp2026", draft.reference])
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(csv_address).status_code == 404
    client.force_login(ondine)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(salome)
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_nobody_reads_an_address_or_a_script(client, campaign, now):
    author = UserFactory(email="secret@rivelune.example", display_name="")
    partner = PartnerFactory(name=EVIL)
    project = ProjectFactory(
        campaign=campaign,
        state="fit_conditions",
        title=EVIL,
        summary=EVIL,
        description=f"{EVIL}\n\n{EVIL}",
        place=EVIL,
        submitted_by=author,
    )
    became(ContributionFactory(campaign=campaign, title=EVIL, text=EVIL, nature="idea"), project, now)
    became(
        ContributionFactory(
            campaign=campaign, text=EVIL, channel=Channel.PAPER, place=EVIL, fidelity="verbatim"
        ),
        project,
        now,
    )
    AssessmentFactory(project=project, service=EVIL, reason=EVIL, conditions=EVIL, signed_as=EVIL,
                      criteria={"law": {"finding": "failed", "comment": EVIL}})  # fmt: skip
    InterestFactory(project=project, partner=partner, text=EVIL)
    CommitmentFactory(project=project, partner=partner, quantity=EVIL, evidence=EVIL)
    pages = [
        client.get(project.get_absolute_url()),
        visit(client, "list", "bp2026"),
        client.get(partner.get_absolute_url()),
        visit(client, "list", "bp2026", query="?q=%3Cscript%3Ealert(1)"),
    ]
    for response in pages:
        page = text_of(response)
        assert response.status_code == 200
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "secret@" not in page


def test_the_lineage_is_a_file_that_opens_in_a_spreadsheet(client, campaign, now):
    project = ProjectFactory(campaign=campaign, reference="P06")
    became(
        ContributionFactory(campaign=campaign, reference="C07", title="=SUM(A1)", text="Oui"), project, now
    )
    response = visit(client, "lineage_csv", "bp2026", "P06")
    assert response["Content-Disposition"] == 'attachment; filename="bp2026-P06-lineage.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["contribution"], row["channel"], row["title"]) for row in rows] == [
        ("C07", "web", "'=SUM(A1)")
    ]


@pytest.mark.parametrize("count", [1, 200])
def test_pages_take_the_same_number_of_queries(client, campaign, now, django_assert_max_num_queries, count):
    envelope = EnvelopeFactory(campaign=campaign)
    project = ProjectFactory(campaign=campaign, envelope=envelope, reference="P06", state="on_ballot")
    ProjectFactory.create_batch(count - 1, campaign=campaign, envelope=envelope, state="on_ballot")
    for said in ContributionFactory.create_batch(count, campaign=campaign):
        became(said, project, now)
    visit(client, "list", "bp2026")
    with django_assert_max_num_queries(12):
        visit(client, "list", "bp2026", query="?q=projet")
    with django_assert_max_num_queries(12):
        visit(client, "detail", "bp2026", "P06")


# Authors


@pytest.fixture
def open_campaign(campaign):
    PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION)
    return campaign


@pytest.fixture
def typed(open_campaign):
    envelope = EnvelopeFactory(campaign=open_campaign, amount_cents=20_000_000)
    return {
        "partner": "me",
        "title": "Garer son vélo",
        "summary": "Un abri fermé.",
        "description": "",
        "theme": ThemeFactory(code="MOB").pk,
        "objective": "",
        "sources": "",
        "envelope": envelope.pk,
        "place": "",
        "cost_cents": "62 000 €",
        "upkeep_cents": "",
    }


SUBMIT = "/fr/bp2026/projets/deposer/"


def test_one_signs_in_before_submitting(client, open_campaign):
    response = client.get(SUBMIT)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={SUBMIT}")


def test_nobody_signs_in_to_learn_that_submissions_are_closed(client, campaign):
    response = client.get(SUBMIT)
    assert response.status_code == 200
    assert "Les dépôts sont clos" in response.content.decode()


def test_a_citizen_submits_and_lands_on_the_page(client, salome, typed):
    said = ContributionFactory(
        campaign=Project._meta.get_field("campaign").related_model.objects.get(), reference="C13"
    )
    client.force_login(salome)
    assert "C13" in text_of(client.get(f"{SUBMIT}?source=C13"))
    response = client.post(SUBMIT, {**typed, "sources": "c13"}, follow=True)
    project = Project.objects.get()
    assert response.redirect_chain == [(project.get_absolute_url(), 302)]
    assert (project.cost_cents, project.submitted_by, project.partner) == (6_200_000, salome, None)
    assert list(project.edges_in.values_list("source_contribution", flat=True)) == [said.pk]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"summary": ""}, "summary"),
        ({"theme": ""}, "theme"),
        ({"envelope": ""}, "envelope"),
        ({"cost_cents": "62 mille"}, "cost_cents"),
        ({"cost_cents": ""}, "cost_cents"),
        ({"cost_cents": "-3"}, "cost_cents"),
        ({"cost_cents": "200 001"}, "cost_cents"),
        ({"upkeep_cents": "beaucoup"}, "upkeep_cents"),
        ({"sources": "C99"}, "sources"),
        ({"partner": "999999"}, "partner"),
    ],
)
def test_what_was_typed_is_kept_beside_what_is_to_correct(client, salome, typed, changes, field):
    PartnerFactory(members=[salome])
    client.force_login(salome)
    response = client.post(SUBMIT, {**typed, "place": "Place des Tanneurs", **changes})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    page = text_of(response)
    assert "error-summary" in page
    assert "Place des Tanneurs" in page
    assert not Project.objects.exists()


def test_a_representative_chooses_the_voice(client, idris, typed):
    partner = PartnerFactory(name="La Chaîne Bavarde", members=[idris])
    PartnerFactory(name="Pas encore", members=[idris], state=PartnerState.REQUESTED)
    client.force_login(idris)
    page = text_of(client.get(SUBMIT))
    assert "La Chaîne Bavarde" in page
    assert "Pas encore" not in page
    client.post(SUBMIT, {**typed, "partner": partner.pk})
    assert Project.objects.get().partner == partner


def test_after_the_phase_the_page_says_so_and_what_was_typed_is_kept(
    client, salome, typed, campaign, monkeypatch
):
    client.force_login(salome)
    closes_at = campaign.phases.get().closes_at
    monkeypatch.setattr("budget.projects.views.authoring.clock_now", lambda: closes_at)
    assert '<form class="form"' not in text_of(client.get(SUBMIT))
    response = client.post(SUBMIT, typed)
    assert response.context["form"].non_field_errors()
    assert "Garer son vélo" in text_of(response)
    assert not Project.objects.exists()


def test_the_list_offers_to_submit_only_while_it_is_open(client, open_campaign, monkeypatch):
    assert SUBMIT in text_of(visit(client, "list", "bp2026"))
    after = open_campaign.phases.get().closes_at
    monkeypatch.setattr("budget.projects.views.reading.clock_now", lambda: after)
    assert SUBMIT not in text_of(visit(client, "list", "bp2026"))


def test_an_author_corrects_then_withdraws(client, salome, idris, typed):
    client.force_login(salome)
    client.post(SUBMIT, typed)
    project = Project.objects.get()
    edit = reverse("projects:edit", args=["bp2026", project.reference])
    withdraw = reverse("projects:withdraw", args=["bp2026", project.reference])
    page = text_of(client.get(project.get_absolute_url()))
    assert edit in page
    assert withdraw in page
    assert 'value="62000"' in text_of(client.get(edit))
    assert client.post(edit, {**typed, "cost_cents": "0"}).status_code == 422
    assert client.post(edit, {**typed, "title": "Garer à deux"}).status_code == 302
    project.refresh_from_db()
    assert project.title == "Garer à deux"

    client.force_login(idris)
    assert [client.get(edit).status_code, client.post(withdraw).status_code] == [404, 404]
    client.force_login(salome)
    assert client.get(withdraw).status_code == 200
    assert client.post(withdraw, {"reason": "Doublon"}).status_code == 302
    project.refresh_from_db()
    assert (project.state, project.closing_reason) == ("withdrawn", "Doublon")


# Assessors


@pytest.fixture
def to_assess(campaign):
    PhaseFactory(campaign=campaign, kind=PhaseKind.ASSESSMENT)
    return ProjectFactory(campaign=campaign, reference="P15", cost_cents=6_200_000)


VERDICT = {
    "service": "Voirie",
    "cost_cents": "59 000",
    "upkeep_cents": "4000",
    "verdict": "fit",
    "conditions": "",
    "refusal_code": "",
    "reason": "",
    "way_forward": "",
    "signed_as": "La cheffe de service",
    "finding_law": "fulfilled",
    "comment_law": "Rien à signaler",
}
ASSESS = "/fr/bp2026/projets/P15/instruction/"
WORK = "/fr/bp2026/projets/a-instruire/"


def test_an_assessor_reads_both_banks_and_signs(client, bastien, to_assess, now):
    for channel, words in ((Channel.WEB, "Un abri fermé."), (Channel.STAND, "Oui, mais où ?")):
        became(ContributionFactory(campaign=to_assess.campaign, channel=channel, text=words), to_assess, now)
    client.force_login(bastien)
    assert ASSESS in text_of(client.get(WORK))
    page = text_of(client.get(ASSESS))
    assert "Un abri fermé." in page
    assert 'value="62000"' in page

    assert client.post(ASSESS, VERDICT).status_code == 302

    to_assess.refresh_from_db()
    assert (to_assess.state, to_assess.cost_cents, to_assess.upkeep_cents) == ("fit", 5_900_000, 400_000)
    verdict = to_assess.assessments.get()
    assert verdict.criteria == {"law": {"finding": "fulfilled", "comment": "Rien à signaler"}}
    assert "P15" in text_of(client.get(WORK))


def test_an_incomplete_refusal_keeps_what_was_typed(client, bastien, to_assess):
    client.force_login(bastien)
    conditions = client.post(ASSESS, {**VERDICT, "verdict": "fit_conditions"})
    assert list(conditions.context["form"].errors) == ["conditions"]
    refused = {**VERDICT, "verdict": "refused", "reason": "Terrain privé."}
    response = client.post(ASSESS, refused)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["refusal_code", "way_forward"]
    assert "Terrain privé." in text_of(response)
    assert not to_assess.assessments.exists()


def test_outside_the_phase_there_is_no_form_but_what_was_typed_is_kept(
    client, bastien, to_assess, monkeypatch
):
    after = to_assess.campaign.phases.get().closes_at
    monkeypatch.setattr("budget.projects.views.assessing.clock_now", lambda: after)
    client.force_login(bastien)
    assert "signed_as" not in text_of(client.get(ASSESS))
    assert "La cheffe de service" in text_of(client.post(ASSESS, VERDICT))
    assert client.get(WORK).context["work"].tasks == []


@pytest.mark.parametrize("name", ["salome", "idris", "ondine", "capucine", "marius"])
def test_nobody_else_enters_the_assessors_rooms(request, client, to_assess, name):
    assert client.get(ASSESS).status_code == 302
    client.force_login(request.getfixturevalue(name))
    answers = [client.get(WORK), client.get(ASSESS), client.post(ASSESS, VERDICT)]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert not to_assess.assessments.exists()


def test_there_is_nothing_to_assess_in_a_draft_or_nowhere(client, bastien, to_assess):
    ProjectFactory(campaign=to_assess.campaign, reference="P16", state="draft", submitted_at=None)
    client.force_login(bastien)
    for reference in ("P16", "P99"):
        assert client.get(reverse("projects:assess", args=["bp2026", reference])).status_code == 404
