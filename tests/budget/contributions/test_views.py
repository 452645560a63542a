"""The debate on screen, in French and in English."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, ContributionState, EdgeKind, Nature
from budget.contributions.models import Contribution, Support
from budget.contributions.services import draw_edge
from budget.partners.models import Partner, PartnerMember
from budget.rules import clock
from tests.budget.contributions.projects import make_project
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory, RegisteredQuestionFactory
from tests.factories.workshops import TableFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
XSS = """<script>alert(1)</script><img src=x onerror=alert(2)>"'{{ 7|add:7 }}"""


def phase(campaign, kind, opens=-DAY, closes=DAY):
    now = clock.now()
    return PhaseFactory(campaign=campaign, kind=kind, opens_at=now + opens, closes_at=now + closes)


@pytest.fixture
def campaign():
    campaign = CampaignFactory(slug="bp2026")
    phase(campaign, PhaseKind.IDEATION)
    return campaign


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


class TestTheList:
    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_it_shows_every_channel_alike(self, language, client, campaign):
        for channel in Channel:
            ContributionFactory(campaign=campaign, channel=channel, title=f"Par {channel}")
        shown = page(client, f"/{language}/bp2026/contributions/")
        assert [f"Par {channel}" in shown for channel in Channel] == [True] * 7
        assert f'<html lang="{language}">' in shown

    def test_filters_are_applied_named_and_removed_one_by_one(self, client, campaign):
        ContributionFactory(campaign=campaign, title="Un pré", theme=ThemeFactory(code="NAT"))
        ContributionFactory(campaign=campaign, title="Un banc", theme=ThemeFactory(code="SPO"))
        shown = page(client, "/en/bp2026/contributions/?theme=NAT&district=NOWHERE&page=zz&sort=newest")
        assert "Un pré" in shown
        assert "Un banc" not in shown
        assert 'href="?district=NOWHERE&amp;sort=newest"' in shown

    def test_twenty_a_page(self, client, campaign):
        ContributionFactory.create_batch(45, campaign=campaign)
        response = client.get("/en/bp2026/contributions/?page=3")
        assert len(response.context["page"].object_list) == 5
        assert response.context["page"].paginator.count == 45

    def test_nothing_said_and_nothing_found_are_two_things(self, client, campaign):
        assert "Nothing has been said yet" in page(client, "/en/bp2026/contributions/")
        ContributionFactory(campaign=campaign)
        assert "Nothing answers to these filters" in page(client, "/en/bp2026/contributions/?q=zeppelin")

    def test_an_unknown_or_private_edition_is_not_found(self, client):
        CampaignFactory(slug="secret", is_public=False)
        for path in (
            "secret/contributions/",
            "rien/contributions/",
            "rien/questions/",
            "rien/contributions/C01/",
        ):
            assert client.get(f"/en/{path}").status_code == 404

    def test_a_map_says_how_many_in_each_district(self, client, campaign):
        outline = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
        place = DistrictFactory(outline=outline, name="Les Tanneries")
        ContributionFactory.create_batch(3, campaign=campaign, district=place)
        assert '<text class="pin-n"' in page(client, "/en/bp2026/contributions/")


class TestAThread:
    def test_for_against_and_the_rest(self, client, campaign):
        idea = ContributionFactory(campaign=campaign, reference="C04", title="Éclairer les berges")
        table = TableFactory(workshop__campaign=campaign, number=2, workshop__title="La nuit")
        against = AnswerFactory(
            target=idea,
            nature=Nature.AGAINST,
            channel=Channel.WORKSHOP,
            table=table,
            note_number=1,
            text="Les chauves-souris.",
        )
        AnswerFactory(target=against, nature=Nature.CLARIFICATION, text="Quelles espèces ?")
        shown = page(client, "/en/bp2026/contributions/C04/")
        assert "<h1" in shown
        for words in (
            "Éclairer les berges",
            "Table 2, La nuit",
            "Les chauves-souris.",
            "Quelles espèces",
            "entered by the City",
        ):
            assert words in shown
        assert "No argument for it has been given so far." in shown
        assert "2 answers" in shown or "Two answers" in shown

    def test_what_it_became_is_said(self, client, campaign):
        idea = ContributionFactory(campaign=campaign, reference="C08")
        first, last = make_project(campaign, "P33"), make_project(campaign, "P06")
        draw_edge(source=idea, target=first, kind=EdgeKind.BECAME, actor=None, now=clock.now())
        draw_edge(source=first, target=last, kind=EdgeKind.MERGED, actor=None, now=clock.now())
        shown = page(client, "/en/bp2026/contributions/C08/")
        assert "It became P33" in shown
        assert "Projet P06" in shown
        assert "joined to “Projet P06”" in page(client, "/en/bp2026/contributions/")

    def test_hidden_words_leave_their_place_and_the_answers(self, client, campaign):
        hidden = ContributionFactory(
            campaign=campaign,
            reference="C04",
            title="Un nom",
            text="Monsieur X.",
            state=ContributionState.HIDDEN,
            hidden_reason="Article 3",
        )
        AnswerFactory(target=hidden, text="Je réponds.")
        shown = page(client, "/en/bp2026/contributions/C04/")
        assert "Monsieur X." not in shown
        assert "Un nom" not in shown
        assert "Article 3" in shown
        assert "Je réponds." in shown

    def test_what_waits_is_seen_by_its_author_alone(self, client, campaign, salome):
        ContributionFactory(
            campaign=campaign,
            reference="C04",
            state=ContributionState.RECEIVED,
            published_at=None,
            author=salome,
        )
        assert client.get("/en/bp2026/contributions/C04/").status_code == 404
        client.force_login(salome)
        assert client.get("/en/bp2026/contributions/C04/").status_code == 200

    def test_a_question_shows_its_answer(self, client, campaign):
        question = ContributionFactory(campaign=campaign, reference="C10", nature=Nature.QUESTION)
        RegisteredQuestionFactory(contribution=question, answer="En mars.", answered_at=clock.now())
        assert "En mars." in page(client, "/en/bp2026/contributions/C10/")

    def test_unknown_references_and_odd_pages(self, client, campaign):
        ContributionFactory(campaign=campaign, reference="C04")
        assert client.get("/en/bp2026/contributions/C99/").status_code == 404
        for number in ("zz", "-1", "9" * 30, "²"):
            assert client.get("/en/bp2026/contributions/C04/", {"page": number}).status_code == 200


class TestWriting:
    ADDRESS = "/en/bp2026/contributions/nouvelle/"

    def typed(self, **changes):
        return {
            "nature": "idea",
            "title": "Un banc",
            "text": "Le long du quai.",
            "theme": "",
            "district": "",
            **changes,
        }

    def test_one_signs_in_first_and_the_words_come_back(self, client, campaign, salome):
        assert "Sign in and publish" in page(client, self.ADDRESS)
        response = client.post(self.ADDRESS, self.typed(title="Mon banc", theme=ThemeFactory().pk))
        assert response.url == f"/en/compte/connexion/?next={self.ADDRESS}"
        client.force_login(salome)
        shown = page(client, self.ADDRESS)
        for words in ("you typed before signing in", "Mon banc", "Le long du quai.", "selected"):
            assert words in shown
        client.post(self.ADDRESS, self.typed(title="Mon banc"))
        assert Contribution.objects.get().title == "Mon banc"
        assert "Mon banc" not in page(client, self.ADDRESS)

    def test_an_idea_is_published_at_once(self, client, campaign, salome):
        client.force_login(salome)
        theme = ThemeFactory()
        assert "Un banc" not in page(client, self.ADDRESS)
        response = client.post(self.ADDRESS, self.typed(theme=theme.pk))
        idea = Contribution.objects.get()
        assert response.url == "/en/bp2026/contributions/C01/"
        assert (idea.author, idea.theme, idea.state) == (salome, theme, ContributionState.PUBLISHED)
        assert len(list(get_messages(response.wsgi_request))) == 1

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, client, campaign, salome):
        client.force_login(salome)
        response = client.post(self.ADDRESS, self.typed(title="", text="Mes mots à moi"))
        assert response.status_code == 200
        assert "Give a title" in response.content.decode()
        assert "Mes mots à moi" in response.content.decode()
        response = client.post(self.ADDRESS, self.typed(text="a" * 2_001))
        assert "Shorten your text" in response.content.decode()
        assert Contribution.objects.count() == 0

    def test_once_ideas_are_closed_a_question_may_be_asked(self, client, salome):
        campaign = CampaignFactory(slug="bp2026")
        phase(campaign, PhaseKind.VOTE)
        client.force_login(salome)
        shown = page(client, self.ADDRESS + "?nature=question")
        assert "Ideas are closed for this edition" in shown
        response = client.post(self.ADDRESS, self.typed(title="Un titre gardé"))
        assert response.status_code == 200
        assert "Un titre gardé" in response.content.decode()
        assert client.post(self.ADDRESS, self.typed(nature="question")).status_code == 302
        assert Contribution.objects.get().nature == Nature.QUESTION

    def test_before_and_after_the_edition_one_is_told_where_to_go(self, client, salome):
        phase(CampaignFactory(slug="bp2026"), PhaseKind.IDEATION, DAY, 2 * DAY)
        client.force_login(salome)
        assert "Nothing can be written now" in page(client, self.ADDRESS)

    def test_a_representative_chooses_in_whose_name(self, client, campaign, idris):
        partner = Partner.objects.create(
            slug="pieds", reference="PA1", name="Les Pieds", state="validated", requested_at=clock.now()
        )
        PartnerMember.objects.create(partner=partner, user=idris, joined_at=clock.now())
        client.force_login(idris)
        assert "Les Pieds" in page(client, self.ADDRESS)
        client.post(self.ADDRESS, self.typed(nature="actor_paper", partner=partner.pk))
        assert Contribution.objects.get().partner == partner


class TestAnswering:
    @pytest.fixture
    def idea(self, campaign):
        return ContributionFactory(campaign=campaign, reference="C04")

    def test_signed_out_one_is_led_to_the_door(self, client, idea):
        assert "Write an answer" in page(client, "/en/bp2026/contributions/C04/")
        assert "Sign in and publish" in page(client, "/en/bp2026/contributions/C04/repondre/")
        address = "/en/bp2026/contributions/C04/repondre/"
        response = client.post(address, {"nature": "for", "text": "Oui."})
        assert response.url == f"/en/compte/connexion/?next={address}"
        assert Contribution.objects.count() == 1

    def test_an_answer_joins_the_thread(self, client, idea, salome):
        client.force_login(salome)
        assert 'value="against"' in page(client, "/en/bp2026/contributions/C04/")
        response = client.post("/en/bp2026/contributions/C04/repondre/", {"nature": "for", "text": "Oui."})
        assert response.url == "/en/bp2026/contributions/C04/#D001"
        assert idea.replies.get().text == "Oui."

    def test_an_empty_answer_is_refused_on_a_page_of_its_own(self, client, idea, salome):
        client.force_login(salome)
        response = client.post("/en/bp2026/contributions/C04/repondre/", {"nature": "for", "text": " "})
        assert response.status_code == 200
        assert "Write your answer" in response.content.decode()
        assert idea.title in page(client, "/en/bp2026/contributions/C04/repondre/")

    def test_words_typed_while_it_closes_are_kept(self, client, idea, salome):
        idea.campaign.phases.update(closes_at=clock.now() - timedelta(hours=1))
        client.force_login(salome)
        response = client.post(
            "/en/bp2026/contributions/C04/repondre/", {"nature": "for", "text": "Mes mots"}
        )
        assert "Your words are kept in your drafts" in response.content.decode()
        shown = page(client, "/en/bp2026/contributions/C04/repondre/")
        assert ("takes no more answers" in shown, "Mes mots" in shown) == (True, True)
        assert idea.replies.count() == 0

    def test_what_is_over_or_unknown(self, client, idea, salome, campaign):
        ContributionFactory(campaign=campaign, reference="C05", state=ContributionState.MERGED)
        client.force_login(salome)
        assert "takes no more answers" in page(client, "/en/bp2026/contributions/C05/repondre/")
        assert "no longer takes answers" in page(client, "/en/bp2026/contributions/C05/")
        assert client.get("/en/bp2026/contributions/C99/repondre/").status_code == 404
        ContributionFactory(
            campaign=campaign, reference="C06", state=ContributionState.RECEIVED, published_at=None
        )
        assert client.get("/en/bp2026/contributions/C06/repondre/").status_code == 404


class TestSupporting:
    ADDRESS = "/en/bp2026/contributions/C04/soutenir/"

    def test_one_click_gives_it_another_takes_it_back(self, client, campaign, salome):
        idea = ContributionFactory(campaign=campaign, reference="C04")
        client.force_login(salome)
        assert client.get(self.ADDRESS).status_code == 405
        response = client.post(f"{self.ADDRESS}?next=/en/bp2026/contributions/")
        assert response.url == "/en/bp2026/contributions/"
        client.post(self.ADDRESS)
        assert Support.objects.get().contribution == idea
        assert "You support" in page(client, "/en/bp2026/contributions/C04/")
        client.post(f"{self.ADDRESS}?withdraw=1")
        assert Support.objects.count() == 0

    @pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
    def test_it_never_leads_to_another_site(self, back, client, campaign, salome):
        ContributionFactory(campaign=campaign, reference="C04")
        client.force_login(salome)
        assert client.post(self.ADDRESS, query_params={"next": back}).url == "/en/bp2026/contributions/C04/"

    def test_signed_out_or_closed(self, client, campaign, salome):
        ContributionFactory(campaign=campaign, reference="C04")
        assert client.post(self.ADDRESS).status_code == 302
        campaign.phases.update(closes_at=clock.now() - timedelta(hours=1))
        client.force_login(salome)
        response = client.post(self.ADDRESS)
        said = [str(message) for message in get_messages(response.wsgi_request)]
        assert said == ["Supports are closed here: read what has become of this contribution."]
        assert Support.objects.count() == 0


class TestTheRegister:
    def test_what_is_late_stands_first_and_is_counted(self, client, campaign):
        today = clock.local_day(clock.now())
        for title, due, answered in (
            ("Répondue", -9, True),
            ("En retard", -29, False),
            ("En attente", 5, False),
        ):
            RegisteredQuestionFactory(
                contribution__campaign=campaign,
                contribution__title=title,
                due_on=today + due * DAY,
                answer="Oui." if answered else "",
                answered_at=clock.now() if answered else None,
            )
        ContributionFactory(
            campaign=campaign, nature=Nature.QUESTION, title="Sans service", published_at=clock.now()
        )
        shown = page(client, "/en/bp2026/questions/")
        places = [shown.index(title) for title in ("En retard", "Sans service", "En attente", "Répondue")]
        assert places == sorted(places)
        assert "Four questions asked" in shown
        assert "Late by 29 days" in shown
        assert "Bâtiments, answered in" in shown
        assert "Cinq" not in shown
        assert "La Ville" not in shown

    def test_empty(self, client, campaign):
        assert "No question has been asked yet" in page(client, "/en/bp2026/questions/")


@pytest.mark.parametrize(
    "path",
    [
        "contributions/",
        "contributions/?q=%3Cscript%3E",
        "contributions/C04/",
        "questions/",
        "contributions/C04/repondre/",
    ],
)
def test_what_people_write_is_never_markup(path, client, campaign, salome):
    district, theme = DistrictFactory(name=XSS[:90]), ThemeFactory(name=XSS[:90])
    table = TableFactory(workshop__campaign=campaign, workshop__title=XSS, subject=XSS)
    idea = ContributionFactory(
        campaign=campaign,
        reference="C04",
        nature=Nature.QUESTION,
        channel=Channel.PAPER,
        title=XSS,
        text=XSS,
        author_label=XSS,
        place=XSS,
        district=district,
        theme=theme,
    )
    RegisteredQuestionFactory(contribution=idea, service=XSS, answer=XSS, answered_at=clock.now())
    note = AnswerFactory(target=idea, channel=Channel.WORKSHOP, table=table, note_number=1, text=XSS)
    AnswerFactory(target=note, text=XSS, author_label=XSS)
    client.force_login(salome)
    shown = page(client, f"/fr/bp2026/{path}")
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "onerror=alert(2)&gt;" in shown or "onerror" not in shown


LISTS = ("contributions/", "contributions/?q=banc", "contributions/C01/", "questions/")


def test_queries_do_not_grow_with_the_rows(client, campaign, salome):
    table = TableFactory(workshop__campaign=campaign, number=1)
    idea = ContributionFactory(
        campaign=campaign, reference="C01", district=DistrictFactory(), theme=ThemeFactory()
    )
    signed_in = Client()
    signed_in.force_login(salome)

    def counts():
        readers = {"visitor": client, "resident": signed_in}
        return {
            (path, who): count_queries(lambda path=path, reader=reader: reader.get(f"/fr/bp2026/{path}"))
            for path in LISTS
            for who, reader in readers.items()
        }

    say_three_things(idea, table, 0, salome)
    few = counts()
    for n in range(1, 200):
        say_three_things(idea, table, n, salome)

    assert counts() == few
    assert {read: count for read, count in few.items() if count > 12} == {}


def say_three_things(idea, table, n, author):
    """A table note, an answer to the idea and a registered question, each in one of five districts and themes."""
    ContributionFactory(
        campaign=idea.campaign,
        channel=Channel.WORKSHOP,
        table=table,
        note_number=n + 1,
        district=DistrictFactory(code=f"D{n % 5}"),
        theme=ThemeFactory(code=f"T{n % 5}"),
    )
    AnswerFactory(target=idea, nature=[Nature.FOR, Nature.AGAINST, Nature.REACTION][n % 3], author=author)
    RegisteredQuestionFactory(contribution__campaign=idea.campaign, contribution__reference=f"Q{n}")


def test_no_template_and_no_read_treats_a_channel_apart():
    """The badge alone looks at the channel: no screen and no query of the debate compares it with anything."""
    root = Path(__file__).resolve().parents[3]
    reads = set((root / "budget/contributions/queries").glob("*.py"))
    reads.remove(root / "budget/contributions/queries/columns.py")  # the words of a table, not a read
    sources = [
        *(root / "templates/budget/contributions").glob("*.html"),
        *reads,
        root / "templates/components/contribution.html",
        root / "budget/templatetags/debate.py",
    ]
    assert len(sources) > 12
    for source in sources:
        text = source.read_text(encoding="utf-8")
        for branch in (
            "channel ==",
            "channel !=",
            "if channel",
            "Channel.WEB",
            "Channel.WORKSHOP",
            'order_by("channel',
        ):
            assert branch not in text, f"{source.name}: {branch}"
