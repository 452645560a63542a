"""The page a follow code opens, wrong codes, the desk of the staff, the printed slip."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
import zxingcpp
from django.core.cache import cache
from django.urls import reverse
from PIL import Image
from typst import compile as typst_png  # the same document, as a picture, for the reader of square codes

from budget.contributions import services
from budget.contributions.choices import Channel, ContributionState
from budget.contributions.models import Contribution, FollowCode
from budget.journal import exports
from tests.cast import NOON
from tests.factories.campaigns import PhaseFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.workshops import TableFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
WRONG = "7K4Q-2MXR-9TDP-H3WN"
PAGE = "/fr/suivi/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    from budget.contributions.views import posting, slip_desk, slips

    for module in (slips, slip_desk, posting):
        monkeypatch.setattr(module, "now", lambda: NOON)
    cache.clear()


@pytest.fixture
def note():
    table = TableFactory(number=3, workshop__reference="A3", workshop__title="Conseil élargi des Tanneries")
    said = ContributionFactory(
        campaign=table.workshop.campaign, channel=Channel.WORKSHOP, table=table, note_number=1, title="",
        text="Une cuisine roulante sur la place.", author_label="Mme Vidal",
    )  # fmt: skip
    PhaseFactory(campaign=said.campaign)
    return said


def issue(said):
    return services.issue_code(contribution=said, actor=None, now=NOON).code


def text_of(response):
    return response.content.decode()


def test_the_page_says_what_became_of_the_words_and_no_name(client, note):
    AnswerFactory(target=note, text="La prise existe déjà.")
    code = issue(note)
    by_form, by_square = client.post(PAGE, {"code": code.lower()}), client.get(f"{PAGE}{code}/")
    for response in (by_form, by_square):
        page = text_of(response)
        assert (response.status_code, "Ce que votre parole est devenue" in page) == (200, True)
        assert ("La prise existe déjà." in page, "Dite à la table 3" in page, code in page) == (
            True,
            True,
            True,
        )
        assert response["Cache-Control"] == "no-store, private"
        assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert f'href="{PAGE}{code}' not in text_of(by_form)
    assert "sessionid" not in by_form.cookies


def test_what_is_not_published_yet_says_when_it_will_be(client, note):
    Contribution.objects.update(state=ContributionState.RECEIVED, published_at=None)
    page = text_of(client.post(PAGE, {"code": issue(note)}))
    assert "Fiche reçue le" in page
    assert ("publiée avant le" in page, "Une cuisine roulante" in page) == (True, True)
    Contribution.objects.update(received_at=NOON - timedelta(days=3))
    late = text_of(client.post(PAGE, {"code": issue(note)}))
    assert "attend encore" in late
    Contribution.objects.update(state=ContributionState.HIDDEN, hidden_reason="Article 4.")
    hidden = text_of(client.post(PAGE, {"code": issue(note)}))
    assert ("Article 4. Si vous n’êtes pas d’accord" in hidden, "Une cuisine" in hidden) == (True, False)


def test_wrong_void_and_expired_codes_are_answered_alike(client, note, django_assert_num_queries):
    void = issue(note)
    expired = issue(note)
    FollowCode.objects.filter(voided_at=None).update(issued_at=NOON - timedelta(9), expires_at=NOON)
    answers = []
    for code in (WRONG, void, expired, "A", "x" * 80, "é" * 500):
        square = reverse("contributions:slip_code", args=[code])
        for response in (client.post(PAGE, {"code": code}), client.get(square)):
            page = text_of(response).replace(square[3:], PAGE[3:]).replace(f'value="{code[:80]}"', "")
            answers.append((response.status_code, re.sub(r'value="[A-Za-z0-9]{64}"', "", page)))
        cache.clear()
    assert {answer[0] for answer in answers} == {404}
    assert len(set(answers)) == 1
    queries = {
        count_queries(lambda code=code: client.post(PAGE, {"code": code})) for code in (WRONG, void, "A")
    }
    assert len(queries) == 1


def test_ten_wrong_codes_a_minute_and_then_even_the_right_one_waits(client, note):
    code = issue(note)
    for _turn in range(12):
        assert client.post(PAGE, {"code": code}).status_code == 200
    statuses = [client.post(PAGE, {"code": WRONG}).status_code for _turn in range(11)]
    assert statuses == [404] * 10 + [429]
    refused = client.post(PAGE, {"code": code})
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert client.post(PAGE, {"code": code}, REMOTE_ADDR="10.0.0.9").status_code == 200


def test_one_corrects_then_adds_with_the_code_in_hand(client, note):
    code = issue(note)
    empty = client.post(PAGE, {"code": code, "act": "correct", "correct-text": ""})
    assert (empty.status_code, "field--error" in text_of(empty)) == (422, True)
    done = client.post(PAGE, {"code": code, "act": "correct", "correct-text": "Le dimanche."})
    added = client.post(PAGE, {"code": code, "act": "add", "add-text": "Avec une prise."})
    assert ("Votre correction est gardée" in text_of(done), "a rejoint le fil" in text_of(added)) == (
        True,
        True,
    )
    note.refresh_from_db()
    assert (note.text, note.replies.get().text) == ("Le dimanche.", "Avec une prise.")
    Contribution.objects.filter(pk=note.pk).update(published_at=NOON - timedelta(hours=72))
    late = client.post(PAGE, {"code": code, "act": "correct", "correct-text": "Trop tard."})
    assert ("Le délai de correction de 72 h est passé" in text_of(late), note.versions.count()) == (True, 1)


def test_the_page_costs_the_same_whatever_the_answers(client, note):
    code = issue(note)
    AnswerFactory(target=note)
    few = count_queries(lambda: client.post(PAGE, {"code": code}))
    AnswerFactory.create_batch(199, target=note)
    assert (count_queries(lambda: client.post(PAGE, {"code": code})), few <= 12) == (few, True)


def test_staff_find_give_and_print_and_the_code_is_shown_once(client, note, capucine, salome):
    desk = reverse("contributions:slips", args=[note.campaign.slug])
    client.force_login(salome)
    assert client.get(desk).status_code == 403
    client.force_login(capucine)
    found = client.get(desk, {"workshop": note.table.workshop_id, "table": 3, "words": "cuisine"})
    assert ("pas encore de bon" in text_of(found), "Mme Vidal" in text_of(found)) == (True, False)
    shown = client.post(desk, {"chosen": [note.pk]})
    [slip] = shown.context["slips"]
    assert slip.code in text_of(shown)
    assert "un nouveau l’annule" in text_of(client.get(desk))
    printed = client.post(
        reverse("contributions:print_slips", args=[note.campaign.slug]), {"code": [slip.code]}
    )
    assert (printed.status_code, printed["Content-Type"]) == (200, "application/pdf")
    client.force_login(salome)
    refused = client.post(
        reverse("contributions:print_slips", args=[note.campaign.slug]), {"code": [slip.code]}
    )
    assert refused.status_code == 404


def printed(client, note, codes, monkeypatch):
    """(PDF, picture of its first page): the view's own document and data, drawn twice."""
    seen = {}

    def both(*args, **kwargs):
        seen["png"] = typst_png(*args, **{**kwargs, "format": "png", "pdf_standards": [], "ppi": 200})
        return real(*args, **kwargs)

    real = exports.typst.compile
    monkeypatch.setattr(exports.typst, "compile", both)
    address = reverse("contributions:print_slips", args=[note.campaign.slug])
    response = client.post(address, {"code": codes})
    pages = seen["png"] if isinstance(seen["png"], list) else [seen["png"]]
    return pypdf.PdfReader(io.BytesIO(response.content)), Image.open(io.BytesIO(pages[0]))


@pytest.mark.parametrize("count", [1, 7])
def test_the_printed_slip_is_tagged_and_its_square_code_opens_the_page(
    client, capucine, note, count, monkeypatch, settings
):
    settings.PHONE_LINE = "01 99 00 12 34, du lundi au vendredi"
    others = ContributionFactory.create_batch(
        count - 1, campaign=note.campaign, channel=Channel.PAPER, place="mairie"
    )
    codes = [issue(said) for said in (note, *others)]
    client.force_login(capucine)
    reader, picture = printed(client, note, codes, monkeypatch)
    root = reader.trailer["/Root"]
    text = " ".join(page.extract_text() for page in reader.pages)
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], len(reader.pages)) == (
        True,
        "fr",
        1 if count == 1 else 2,
    )
    assert [code in text for code in codes] == [True] * count
    assert ("01 99 00 12 34" in text, "Mme Vidal" in text, "cuisine roulante" in text) == (True, False, True)
    squares = zxingcpp.read_barcodes(picture)
    assert len(squares) == min(count, 6)
    client.logout()
    for square in squares:
        path = square.text.removeprefix("http://testserver")
        assert (client.get(path).status_code, path.startswith(PAGE)) == (200, True)


def test_an_author_asks_for_their_own_slip(client, salome, idris):
    idea = ContributionFactory(author=salome)
    address = reverse("contributions:slip_issue", args=[idea.campaign.slug, idea.reference])
    client.force_login(idris)
    assert client.post(address).status_code == 403
    client.force_login(salome)
    assert (client.get(address).status_code, FollowCode.objects.count()) == (200, 0)
    [slip] = client.post(address).context["slips"]
    assert client.post(PAGE, {"code": slip.code}).status_code == 200


def test_letters_are_taken_as_pdf_or_table_and_stay_at_hand(client, note, capucine, marius):
    page = reverse("contributions:letters", args=[note.campaign.slug])
    client.force_login(marius)
    assert client.get(page).status_code == 403
    client.force_login(capucine)
    contact = reverse("contributions:postal_contact", args=[note.campaign.slug, note.reference])
    assert client.post(contact, {"name": "Mme Vidal", "address": ""}).status_code == 200
    client.post(contact, {"name": "Mme Vidal", "address": "3 quai des Tanneurs\n00000 Rivelune"})
    services.tell(
        event="milestone",
        obj=note.campaign,
        contributions=[note.pk],
        title="Premier repas",
        url="/",
        now=NOON,
        key="m1",
    )
    assert "Une personne attend" in text_of(client.get(page))
    letter = client.post(page, {"format": "pdf"})
    text = pypdf.PdfReader(io.BytesIO(letter.content)).pages[0].extract_text()
    assert [
        words in text for words in ("Mme Vidal", "00000 Rivelune", "Premier repas", "cuisine roulante")
    ] == [True] * 4
    assert "Aucun courrier" in text_of(client.get(page))
    again = client.get(reverse("contributions:letters_again", args=[note.campaign.slug, 1, "csv"]))
    assert '"Mme Vidal","3 quai des Tanneurs\n00000 Rivelune"' in again.content.decode("utf-8-sig")
    client.post(contact, {"erase": "1"})
    assert "Premier repas" not in client.get(page).content.decode()
