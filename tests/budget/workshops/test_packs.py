"""The pack of a meeting: chosen from the debate by a printed rule, frozen, printed, and said stale when it is."""

import io
from datetime import timedelta
from urllib.parse import urlsplit

import pypdf
import pypdfium2
import pytest
import zxingcpp
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from budget.campaigns.models import Derivative
from budget.campaigns.services import publish_base_document
from budget.contributions.choices import ContributionState, Nature
from budget.contributions.models import Contribution, Showing
from budget.contributions.services import give_supports
from budget.rules import clock
from budget.rules.canonical import sha256_of
from budget.workshops import queries
from budget.workshops.choices import MOST_PER_SIDE, PackSize, WorkshopState
from budget.workshops.exports import pack_pdf
from budget.workshops.models import WorkshopPack
from budget.workshops.services import WorkshopError, freeze_pack
from tests.cast import NOON
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.people import UserFactory
from tests.factories.workshops import TableFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(capucine):
    """A walk announced for tomorrow, that Capucine leads; its one table talks about light on the quays."""
    starts_at = NOON + timedelta(days=1)
    meeting = WorkshopFactory(
        reference="A2", state=WorkshopState.OPEN, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
        facilitators=[capucine], programme=["18h30 accueil"],
    )  # fmt: skip
    TableFactory(workshop=meeting, number=1, subject="La lumière sur les quais")
    return meeting


@pytest.fixture
def idea(meeting):
    return ContributionFactory(
        campaign=meeting.campaign,
        reference="C04",
        title="Allumer les quais",
        text="On n’y voit rien le soir.",
    )


def freeze(meeting, actor, *references, per_side=3, now=NOON):
    return freeze_pack(workshop=meeting, chosen={1: references}, per_side=per_side, actor=actor, now=now)


def argue(idea, reference, nature, **fields):
    return AnswerFactory(target=idea, reference=reference, nature=nature, **fields)


def test_each_side_gives_as_many_by_the_rule_and_a_poor_side_keeps_its_place(meeting, idea, capucine):
    for number, days in enumerate((9, 8, 1, 7), start=1):
        said = argue(idea, f"F{number}", Nature.FOR, said_at=NOON - timedelta(days=days))
        Showing.objects.create(contribution=said, times=number)
    give_supports(contribution=said, users=[UserFactory(), UserFactory()], now=NOON)
    argue(idea, "X1", Nature.AGAINST)
    argue(idea, "X2", Nature.AGAINST, state=ContributionState.HIDDEN, hidden_reason="article 2")
    [item] = freeze(meeting, capucine, "C04").snapshot["tables"][0]["items"]
    chosen = [(said["reference"], said["why"]) for said in item["for"]]
    assert chosen == [("F4", "supported"), ("F3", "recent"), ("F1", "unseen")]
    assert [said["reference"] for said in item["against"]] == ["X1"]
    assert (item["for_total"], item["against_total"]) == (4, 1)


def test_the_same_words_freeze_once_and_give_the_same_hash(meeting, idea, capucine):
    first, again = (
        freeze(meeting, capucine, "C04"),
        freeze(meeting, capucine, "C04", now=NOON + timedelta(hours=1)),
    )
    assert first == again
    assert first.content_sha256 == sha256_of(first.snapshot)
    meeting.refresh_from_db()
    assert meeting.state == WorkshopState.PACK_FROZEN
    argue(idea, "F1", Nature.FOR)
    assert freeze(meeting, capucine, "C04").number == 2


def test_nobody_changes_a_frozen_pack(meeting, idea, capucine):
    pack = freeze(meeting, capucine, "C04")
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkshopPack.objects.filter(pk=pack.pk).update(number=7)


@pytest.mark.parametrize(
    ("chosen", "per_side", "field"),
    [
        (["C99"], 3, "more_1"),
        (["C04"], MOST_PER_SIDE + 1, "per_side"),
        ([f"C{n}" for n in range(9)], 3, "table_1"),
    ],
)
def test_what_cannot_go_to_a_table_is_said_at_its_field(meeting, idea, capucine, chosen, per_side, field):
    with pytest.raises(WorkshopError) as refusal:
        freeze(meeting, capucine, *chosen, per_side=per_side)
    assert refusal.value.field == field
    assert not WorkshopPack.objects.exists()


def test_only_those_who_lead_the_meeting_prepare_it_and_only_before_it_starts(meeting, idea, capucine, idris):
    with pytest.raises(WorkshopError):
        freeze(meeting, idris, "C04")
    meeting.state = WorkshopState.RUNNING
    meeting.save()
    with pytest.raises(WorkshopError):
        freeze(meeting, capucine, "C04")


def test_a_pack_goes_stale_with_the_base_document_and_with_what_it_prints(meeting, idea, capucine):
    socle = {"campaign": meeting.campaign, "title": "Le socle", "actor": None, "now": NOON}
    publish_base_document(lines=["Trois enveloppes."], note="", **socle)
    pack = freeze(meeting, capucine, "C04")
    assert queries.staleness(pack) == {"revision": None, "gone": []}
    assert Derivative.objects.get().object_ref == "A2"
    newer = publish_base_document(lines=["Quatre enveloppes."], note="Une enveloppe de plus", **socle)
    Contribution.objects.filter(pk=idea.pk).update(state=ContributionState.HIDDEN, hidden_reason="article 2")
    assert queries.staleness(pack) == {"revision": newer, "gone": ["C04"]}


def test_the_threads_nearest_to_the_subject_are_proposed(meeting, idea):
    ContributionFactory(campaign=meeting.campaign, title="Un four à pain", text="Pour la place.")
    ContributionFactory(title="Les quais d’une autre ville", text="La lumière.")
    assert queries.proposed_threads(meeting) == {meeting.tables.get().pk: [idea]}


@pytest.mark.parametrize("size", PackSize.values)
def test_the_file_is_tagged_says_both_sides_and_its_code_leads_to_the_thread(meeting, idea, capucine, size):
    argue(idea, "F1", Nature.FOR, text="On rentrerait à pied.")
    pack = freeze(meeting, capucine, "C04")
    address = "https://rivelune.example/fr/bp/contributions/C04/"
    content = pack_pdf(pack, size=size, address_of=lambda reference: address)
    assert content == pack_pdf(pack, size=size, address_of=lambda reference: address)
    reader = pypdf.PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "fr")
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in (
        "On rentrerait à pied.",
        "Aucun argument contre",
        pack.fingerprint,
        "A2-T1-N1",
        "le plus soutenu",
    ):
        assert said in words


def test_the_page_proposes_shows_then_freezes_and_gives_the_file(client, meeting, idea, capucine):
    meeting.starts_at, meeting.ends_at = clock.now() + timedelta(days=1), clock.now() + timedelta(days=2)
    meeting.save()
    client.force_login(capucine)
    here = f"/fr/{meeting.campaign.slug}/ateliers/A2/dossier/"
    asked = {"per_side": 3, "table_1": ["C04"], "more_1": ""}
    assert "Allumer les quais" in client.get(here).content.decode()
    shown = client.post(here, {**asked, "act": "preview"}).content.decode()
    assert ("Ce qui serait imprimé" in shown, WorkshopPack.objects.count()) == (True, 0)
    refused = client.post(here, {**asked, "more_1": "c77", "act": "freeze"}).content.decode()
    assert ("C77 ne peut pas aller à une table" in refused, 'value="c77"' in refused) == (True, True)
    assert client.post(here, {**asked, "act": "freeze"}).url.endswith("#frozen")
    printed = client.get(f"{here}1-a4.pdf")
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"{here}1-a5.pdf").status_code == 404


def test_others_do_not_prepare_it(client, meeting, idris):
    client.force_login(idris)
    assert client.get(f"/fr/{meeting.campaign.slug}/ateliers/A2/dossier/").status_code == 403


@pytest.mark.parametrize("rows", [1, 40])
def test_freezing_takes_as_many_queries_whatever_it_prints(meeting, idea, capucine, rows):
    for number in range(rows):
        argue(idea, f"F{number}", Nature.FOR)
    with CaptureQueriesContext(connection) as queries_made:
        freeze(meeting, capucine, "C04")
    assert len(queries_made) == 19


def test_the_code_on_the_printed_sheet_leads_to_the_thread(client, meeting, idea, capucine):
    address = f"https://testserver/fr/{meeting.campaign.slug}/contributions/C04/"
    content = pack_pdf(freeze(meeting, capucine, "C04"), size="a4", address_of=lambda reference: address)
    sheet = pypdfium2.PdfDocument(content)[1].render(scale=3).to_pil()
    [code] = zxingcpp.read_barcodes(sheet)
    assert code.text == address
    assert client.get(urlsplit(code.text).path).status_code == 200
