"""Meetings on screen, in French and in English; the facilitators' form on a phone."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, ContributionState, Nature
from budget.contributions.models import Contribution
from budget.contributions.services import register_question
from budget.rules import clock
from budget.workshops.choices import WorkshopState
from budget.workshops.models import Workshop
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.workshops import CouncilFactory, TableFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def campaign():
    campaign = CampaignFactory(slug="bp2026")
    now = clock.now()
    PhaseFactory(campaign=campaign, kind=PhaseKind.WORKSHOPS, opens_at=now - DAY, closes_at=now + DAY)
    return campaign


def meeting(campaign, days=0.0, **fields):
    starts_at = clock.now() + days * DAY - HOUR
    return WorkshopFactory(
        campaign=campaign, starts_at=starts_at, ends_at=starts_at + 2 * HOUR, **{"state": "open", **fields}
    )


@pytest.fixture
def table(campaign, capucine):
    """Table 2 of a meeting Capucine leads, now."""
    return TableFactory(workshop=meeting(campaign, reference="A2", facilitators=[capucine]), number=2)


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


class TestTheCalendar:
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_what_is_to_come_then_what_was_said_then_the_councils(self, language, client, campaign):
        meeting(campaign, 3, title="Bientôt", capacity=30, registered=28)
        meeting(campaign, 4, title="Complet", capacity=30, registered=30)
        meeting(campaign, -3, title="Déjà tenu", attended=27, minutes_published_at=clock.now())
        meeting(campaign, 5, title="Pas encore annoncé", state=WorkshopState.DRAFT)
        council = CouncilFactory(name="Conseil des Tanneries")
        meeting(campaign, 9, title="La séance", council=council)
        shown = page(client, f"/{language}/bp2026/ateliers/")
        places = [
            shown.index(words) for words in ("Bientôt", "Complet", "Déjà tenu", "Conseil des Tanneries")
        ]
        assert places == sorted(places)
        assert "Pas encore annoncé" not in shown

    def test_empty(self, client, campaign):
        assert "No meeting is announced for now" in page(client, "/en/bp2026/ateliers/")


class TestAMeeting:
    def test_before_it_says_when_where_and_for_whom(self, client, campaign):
        announced = meeting(
            campaign,
            3,
            reference="A1",
            programme=["20h00 départ", "sans heure"],
            access=["plain-pied"],
            capacity=30,
            registered=12,
            waiting=1,
        )
        TableFactory(workshop=announced, number=1, subject="La lumière")
        shown = page(client, "/en/bp2026/ateliers/A1/")
        for words in (
            "<time>20:00</time>",
            "sans heure",
            "plain-pied",
            "Table 1: La lumière",
            "12 registered",
        ):
            assert words in shown

    def test_after_it_gives_the_notes_and_the_minutes(self, client, campaign):
        held = meeting(
            campaign,
            -3,
            reference="A1",
            attended=1,
            minutes="Trois haltes.\n\nUn accord.",
            minutes_title="La lumière basse",
            minutes_published_at=clock.now(),
        )
        table = TableFactory(workshop=held, number=1)
        secret = ContributionFactory(
            campaign=campaign,
            reference="C09",
            title="Un nom",
            state=ContributionState.HIDDEN,
            hidden_reason="3",
        )
        target = ContributionFactory(campaign=campaign, title="Éclairer les berges")
        for number, about in ((1, target), (2, secret), (3, None)):
            note = ContributionFactory(
                campaign=campaign,
                channel=Channel.WORKSHOP,
                table=table,
                note_number=number,
                target=about,
                text=f"Note numéro {number}",
            )
        AnswerFactory(target=note)
        meeting(campaign, 2, title="La suivante")
        shown = page(client, "/en/bp2026/ateliers/A1/")
        for words in (
            "Trois haltes.",
            "La lumière basse",
            "on “Éclairer les berges”",
            "1 answer online",
            "One person came",
            "La suivante",
        ):
            assert words in shown
        assert "Un nom" not in shown

    def test_a_draft_and_an_unknown_one_are_not_found(self, client, campaign, ondine):
        meeting(campaign, 3, reference="A1", state=WorkshopState.DRAFT)
        assert client.get("/en/bp2026/ateliers/A1/").status_code == 404
        assert client.get("/en/bp2026/ateliers/A9/").status_code == 404
        client.force_login(ondine)
        assert "The subjects of the tables are not chosen yet." in page(client, "/en/bp2026/ateliers/A1/")


class TestCapturing:
    ADDRESS = "/en/bp2026/ateliers/A2/notes/"

    def typed(self, at, **changes):
        return {"table": at.pk, "nature": "idea", "target": "", "text": "Une lumière basse.", "fidelity": "verbatim",
                "theme": "", **changes}  # fmt: skip

    def test_a_facilitator_keeps_notes_one_after_the_other(self, client, table, capucine):
        client.force_login(capucine)
        assert "A table’s note" in page(client, self.ADDRESS)
        response = client.post(self.ADDRESS, self.typed(table))
        assert response.url == f"{self.ADDRESS}?table={table.pk}#note"
        shown = page(client, response.url)
        assert re.search(rf'<input[^>]*name="table" value="{table.pk}"[^>]*checked', shown)
        assert "Une lumière basse." in shown
        assert "Note A2-T2-N1 is kept." in shown
        note = Contribution.objects.get()
        assert (note.reference, note.entered_by, note.fidelity) == ("A2-T2-N1", capucine, "verbatim")
        assert "Write a table’s note" in page(client, "/en/bp2026/ateliers/A2/")

    def test_a_note_answers_what_it_names(self, client, table, capucine):
        idea = ContributionFactory(campaign=table.workshop.campaign, reference="C27")
        client.force_login(capucine)
        client.post(self.ADDRESS, self.typed(table, nature="against", target=" c27 "))
        assert idea.replies.get().channel == Channel.WORKSHOP

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"text": " "}, "Write what was said"),
            ({"nature": ""}, "Say what kind of note this is"),
            ({"table": ""}, "Choose the table that speaks"),
            ({"nature": "for"}, "Say what it answers"),
            ({"target": "C99"}, "No contribution is called C99"),
            ({"text": "a" * 601}, "600"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_is_kept(self, changes, words, client, table, capucine):
        client.force_login(capucine)
        response = client.post(self.ADDRESS, self.typed(table, fidelity="paraphrase", **changes))
        shown = response.content.decode()
        assert response.status_code == 200
        assert words in shown
        assert re.search(r'<input[^>]*value="paraphrase"[^>]*checked', shown)
        assert Contribution.objects.filter(table__isnull=False).count() == 0

    @pytest.mark.parametrize("name", ["salome", "idris", "bastien", "marius", "thelma"])
    def test_others_may_not(self, name, client, table, request):
        client.force_login(request.getfixturevalue(name))
        assert client.get(self.ADDRESS).status_code == 403
        assert client.post(self.ADDRESS, self.typed(table)).status_code == 403
        assert Contribution.objects.count() == 0

    def test_signed_out_one_is_led_to_the_door(self, client, table):
        assert client.get(self.ADDRESS).url.endswith(f"?next={self.ADDRESS}")

    def test_before_the_start_it_says_so_and_keeps_what_was_typed(self, client, table, capucine):
        Workshop.objects.update(starts_at=clock.now() + HOUR, ends_at=clock.now() + 2 * HOUR)
        client.force_login(capucine)
        assert "The tables do not write now" in page(client, self.ADDRESS)
        shown = client.post(self.ADDRESS, self.typed(table)).content.decode()
        assert "Une lumière basse." in shown
        assert "from the start of the meeting" in shown

    def test_the_notes_are_read_back_then_the_minutes_published(self, client, table, capucine, marius):
        client.force_login(capucine)
        client.post(self.ADDRESS, self.typed(table, nature="question"))
        note = Contribution.objects.get()
        assert "Tick the notes" in client.post(self.ADDRESS, {"act": "read_back"}).content.decode()
        assert client.post(self.ADDRESS, {"act": "read_back", "notes": [note.pk]}).status_code == 302
        note.refresh_from_db()
        assert note.is_read_back is True
        minutes = {"act": "minutes", "minutes_title": "La nuit", "minutes": "Vingt-sept marcheurs."}
        refused = client.post(self.ADDRESS, minutes).content.decode()
        assert "Give each question a service first: A2-T2-N1." in refused
        assert "Vingt-sept marcheurs." in refused
        register_question(
            contribution=note, service="Voirie", due_on=clock.now().date(), actor=marius, now=clock.now()
        )
        assert client.post(self.ADDRESS, minutes).status_code == 302
        assert Workshop.objects.get().minutes == "Vingt-sept marcheurs."
        assert "Correct the minutes" in page(client, self.ADDRESS)

    def test_an_unknown_act_changes_nothing(self, client, table, capucine):
        client.force_login(capucine)
        assert client.post(self.ADDRESS, {"act": "delete"}).status_code == 200
        assert Contribution.objects.count() == 0


@pytest.mark.parametrize("path", ["", "A2/", "A2/notes/"])
def test_what_people_write_is_never_markup(path, client, table, capucine):
    held = table.workshop
    for name in ("title", "venue", "address", "minutes", "minutes_title"):
        setattr(held, name, XSS)
    held.programme, held.access, held.minutes_published_at = [XSS], [XSS], clock.now()
    held.save()
    table.subject = XSS
    table.save()
    CouncilFactory(name=XSS, rhythm=XSS[:60])
    idea = ContributionFactory(campaign=held.campaign, title=XSS, text=XSS)
    ContributionFactory(
        campaign=held.campaign,
        channel=Channel.WORKSHOP,
        nature=Nature.FOR,
        target=idea,
        table=table,
        note_number=1,
        text=XSS,
    )
    client.force_login(capucine)
    shown = page(client, f"/fr/bp2026/ateliers/{path}")
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


@pytest.mark.parametrize("path", ["", "A2/"])
def test_queries_do_not_grow_with_the_rows(path, client, table):
    counts = set()
    for start, end in ((0, 1), (1, 60)):
        for n in range(start, end):
            meeting(table.workshop.campaign, n, council=CouncilFactory())
            ContributionFactory(
                campaign=table.workshop.campaign, channel=Channel.WORKSHOP, table=table, note_number=n + 1
            )
        client.get(f"/fr/bp2026/ateliers/{path}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/fr/bp2026/ateliers/{path}")
        counts.add(len(captured))
    assert len(counts) == 1
    assert counts.pop() <= 12
