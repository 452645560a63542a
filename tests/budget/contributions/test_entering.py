"""Staff key what was said elsewhere and bring tables in, on screen."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, Nature
from budget.contributions.models import Contribution, ImportBatch
from budget.rules import clock
from tests.budget.contributions.sheets import csv_file, xlsx_file
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.partners import PartnerFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ENTRY = "/fr/bp2026/saisie/"
IMPORTS = f"{ENTRY}imports/"


@pytest.fixture
def campaign():
    moment = clock.now()
    campaign = CampaignFactory(slug="bp2026", is_current=True)
    PhaseFactory(
        campaign=campaign, kind=PhaseKind.IDEATION, opens_at=moment - 30 * DAY, closes_at=moment + DAY
    )
    return campaign


@pytest.fixture
def staff(client, capucine):
    client.force_login(capucine)
    return client


def typed(**changes):
    said_on = (clock.now() - 2 * DAY).date().isoformat()
    return {"channel": "paper", "said_on": said_on, "nature": "idea", "text": "Des bancs.", **changes}


def upload(staff, rows, kind=csv_file, name="papiers.csv"):
    return staff.post(IMPORTS, {"file": SimpleUploadedFile(name, kind(rows))})


class TestTheForm:
    def test_it_gives_a_reference_and_keeps_what_the_series_shares(self, staff, campaign, capucine):
        place = DistrictFactory(code="TAN", name="Les Tanneries")
        said = typed(place="mairie", district=place.pk, fidelity="verbatim", author_label="Une voisine")
        shown = staff.post(ENTRY, said, follow=True)
        idea = Contribution.objects.get()
        assert (idea.reference, idea.channel, idea.place, idea.district) == ("C01", "paper", "mairie", place)
        assert (idea.entered_by, idea.is_entered_by_city, idea.author) == (capucine, True, None)
        assert idea.said_at.date().isoformat() == said["said_on"]
        form = shown.context["form"]
        kept = [
            str(form[name].value() or "") for name in ("channel", "place", "said_on", "district", "fidelity")
        ]
        assert kept == ["paper", "mairie", said["said_on"], str(place.pk), "verbatim"]
        assert form["text"].value() is None
        page = shown.content.decode()
        assert "<b>C01</b>" in page
        assert page.index("autofocus") > page.index('name="text"')

    def test_what_it_answers_is_found_by_reference_or_by_words(self, staff, campaign):
        bench = ContributionFactory(campaign=campaign, reference="C07", title="Des bancs à l’ombre")
        ContributionFactory(campaign=campaign, reference="C08", title="Une passerelle", text="Sur l’eau.")
        staff.post(ENTRY, typed(nature="for", target=" c07 ", text="Oui."))
        asked = staff.post(ENTRY, typed(nature="for", target="banc ombre", text="Encore oui."))
        assert asked.context["form"].fields["found"].choices == [("C07", "C07 : Des bancs à l’ombre")]
        assert "Encore oui." in asked.content.decode()
        staff.post(ENTRY, typed(nature="for", target="banc ombre", found="C07", text="Encore oui."))
        lost = staff.post(ENTRY, typed(nature="for", target="zeppelin", text="Non."))
        assert list(lost.context["form"].errors) == ["target"]
        assert [answer.target for answer in Contribution.objects.filter(nature=Nature.FOR)] == [bench, bench]

    def test_a_refusal_keeps_what_was_typed(self, staff, campaign):
        before = typed(said_on=(clock.now() - 60 * DAY).date().isoformat(), text="Trop tôt.")
        for said, field in (
            (typed(nature="actor_paper"), "partner"),
            (typed(nature="against"), "target"),
            (typed(said_on=""), "said_on"),
            (typed(said_on=(clock.now() + 2 * DAY).date().isoformat()), "said_on"),
            (before, "__all__"),
        ):
            shown = staff.post(ENTRY, said)
            assert list(shown.context["form"].errors) == [field]
            assert said["text"] in shown.content.decode()
        assert Contribution.objects.count() == 0

    @pytest.mark.parametrize("channel", Channel)
    def test_a_partner_s_paper_by_any_channel(self, channel, staff, campaign):
        partner = PartnerFactory(name="Les Pieds dans l’eau")
        staff.post(ENTRY, typed(nature="actor_paper", channel=channel, partner=partner.pk, then="read"))
        paper = Contribution.objects.get()
        assert (paper.reference, paper.channel, paper.partner) == ("CA01", channel, partner)
        assert paper.is_entered_by_city

    @pytest.mark.parametrize("name", ["salome", "idris", "bastien", "thelma", None])
    def test_it_is_for_staff_alone(self, name, client, campaign, request):
        if name:
            client.force_login(request.getfixturevalue(name))
        codes = [client.get(path).status_code for path in (ENTRY, IMPORTS, f"{IMPORTS}modele.csv")]
        assert codes == [403 if name else 302] * 3
        assert client.post(ENTRY, typed()).status_code == (403 if name else 302)
        assert Contribution.objects.count() == 0

    def test_the_menus_lead_there(self, staff, campaign, client, salome):
        assert '<a href="/fr/saisie/">Saisir</a>' in staff.get("/fr/bp2026/contributions/").content.decode()
        assert staff.get("/fr/saisie/").url == ENTRY
        assert "/fr/saisie/" in staff.get("/admin/").content.decode()
        client.force_login(salome)
        assert "/saisie/" not in client.get("/fr/bp2026/contributions/").content.decode()


class TestATable:
    HEADER = ("Nature", "Canal", "Texte")

    def test_from_the_file_to_the_thread(self, staff, campaign, marius, client):
        rows = [self.HEADER, ["idéee", "papier", "Un pré."], ["idée", "papier", "Un banc."]]
        preview = upload(staff, rows).url
        shown = staff.get(preview).content.decode().replace("\u00a0", " ").replace("\u202f", " ")
        assert "ligne 2 : nature inconnue « idéee », vouliez-vous « idée » ?" in shown
        assert '<option value="idée" selected>' in shown
        assert "Importer" not in shown.partition("<main")[2]
        staff.post(f"{preview}importer/")
        assert Contribution.objects.count() == 0
        staff.post(preview, {"l2-shown": "1", "l2-nature": "idée"})
        staff.post(f"{preview}importer/")
        staff.post(f"{preview}importer/")
        assert list(Contribution.objects.values_list("reference", "state")) == [
            ("C01", "received"),
            ("C02", "received"),
        ]
        assert client.get("/fr/bp2026/contributions/C01/").status_code == 404
        assert "Publier 2 contributions" in staff.get(preview).content.decode()
        staff.post(f"{preview}publier/")
        assert "saisi par la Ville" in staff.get("/fr/bp2026/contributions/C01/").content.decode()

    def test_a_line_is_left_out_or_rewritten_whole(self, staff, campaign):
        rows = [self.HEADER, ["idéee", "papier", "Un pré."], ["xyz", "papier", "Un banc."]]
        preview = upload(staff, rows, xlsx_file, "x.xlsx").url
        assert staff.get(f"{preview}ligne/9/").status_code == 404
        whole = staff.get(f"{preview}ligne/2/").context["form"]
        assert whole["channel"].value() == "sur papier"
        staff.post(
            preview, {"l2-shown": "1", "l2-nature": "question", "l3-shown": "1", "l3-is_left_out": "on"}
        )
        staff.post(f"{preview}importer/")
        assert Contribution.objects.get().nature == "question"
        staff.post(f"{preview}annuler/")
        assert Contribution.objects.count() == 0
        assert "Annulé" in staff.get(IMPORTS).content.decode()

    def test_what_is_no_table_is_refused_at_the_field(self, staff, campaign):
        for data in (b"", b"%PDF-1.7\n\x00", b"PK\x03\x04rien", b"Nature;Couleur\nidee;bleu\n"):
            shown = staff.post(IMPORTS, {"file": SimpleUploadedFile("x.csv", data)})
            assert list(shown.context["form"].errors) == ["file"]
        assert ImportBatch.objects.count() == 0

    def test_another_s_preview_is_not_mine(self, client, campaign, marius, capucine, ondine):
        client.force_login(marius)
        preview = upload(client, [self.HEADER, ["idée", "papier", "Un pré."]]).url
        codes = []
        for person in (capucine, ondine):
            client.force_login(person)
            codes.append((client.get(preview).status_code, client.post(f"{preview}jeter/").status_code))
        assert codes == [(403, 403), (200, 302)]

    def test_the_templates_can_be_filled_in_and_sent_back(self, staff, campaign):
        PartnerFactory(name="=Les Pieds dans l’eau")
        ThemeFactory(code="NAT", name="Nature en ville")
        body = staff.get(f"{IMPORTS}modele.xlsx").content
        book = load_workbook(io.BytesIO(body))
        sheet = book.worksheets[0]
        header = [cell.value for cell in sheet[1]]
        assert header[:3] == ["Nature", "Canal", "Texte"]
        assert len(sheet.data_validations.dataValidation) == 5
        lists = {
            column[0].value: [cell.value for cell in column[1:] if cell.value]
            for column in book["Listes"].columns
        }
        assert lists["Canal"][2:4] == ["conseil de quartier", "sur papier"]
        sheet.append(["idée", "sur papier", "Un pré."])
        filled = io.BytesIO()
        book.save(filled)
        sent = staff.post(IMPORTS, {"file": SimpleUploadedFile("x.xlsx", filled.getvalue())})
        assert "Importer 1 ligne" in staff.get(sent.url).content.decode()
        table = staff.get(f"{IMPORTS}modele.csv").content.decode("utf-8-sig")
        assert table.split("\r\n")[0] == ",".join(f'"{name}"' for name in header)
        assert staff.get(f"{IMPORTS}modele.pdf").status_code == 404

    def test_two_hundred_lines_cost_no_more_queries_than_one(self, staff, campaign):
        ContributionFactory(campaign=campaign, reference="C07", text="Un mot 3.")

        def cost(count):
            rows = [["Nature", "Canal", "Texte", "Répond à"]]
            rows += [["pour", "papier", f"Un mot {n}.", "C07"] for n in range(count)]
            preview = upload(staff, rows).url
            before = count_queries(lambda: staff.get(preview))
            staff.post(f"{preview}importer/")
            return (
                before,
                count_queries(lambda: staff.get(preview)),
                count_queries(lambda: staff.get(IMPORTS)),
            )

        one, many = cost(1), cost(200)
        assert one == many
        assert max(many) <= 25
