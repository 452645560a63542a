"""Around the words of a thread: its orders, what is counted, how it is printed, what its authors may do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, Nature, Revision
from budget.contributions.models import Contribution, ContributionDraft, Showing, Support
from budget.contributions.queries import ORDERS, thread
from budget.contributions.services import count_showings, revise, save_draft
from budget.rules import clock
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
READER = {"headers": {"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140"}}
THREAD = "/en/bp2026/contributions/C04/"
FAR = 10 * 365 * DAY


@pytest.fixture
def campaign():
    campaign, moment = CampaignFactory(slug="bp2026"), clock.now()
    PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION, opens_at=moment - DAY, closes_at=moment + FAR)
    return campaign


@pytest.fixture
def idea(campaign, salome):
    return ContributionFactory(
        campaign=campaign,
        reference="C04",
        title="Éclairer les berges",
        author=salome,
        received_at=clock.now(),
    )


def page(client, path, **options):
    response = client.get(path, **options)
    assert response.status_code == 200
    return response.content.decode()


def follow(client, path, **data):
    response = client.post(path, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


class TestOrders:
    @pytest.fixture
    def debate(self, idea, now):
        """Three arguments each side; `old` is shown most, `mid` least, `new` supported most. A table says `mid`."""
        for side in (Nature.FOR, Nature.AGAINST):
            for age, (name, shown, supports) in enumerate([("new", 2, 2), ("mid", 0, 1), ("old", 5, 0)]):
                said = AnswerFactory(
                    target=idea,
                    nature=side,
                    reference=f"{name}-{side}",
                    said_at=now - age * DAY,
                    channel=Channel.STAND if name == "mid" else Channel.WEB,
                )
                for _time in range(shown):
                    count_showings(contributions=[said])
                for user in UserFactory.create_batch(supports):
                    Support.objects.create(contribution=said, user=user, given_at=now)
        return idea

    @pytest.mark.parametrize(
        ("order", "expected"),
        [
            ("oldest", ["old", "mid", "new"]),
            ("recent", ["new", "mid", "old"]),
            ("supported", ["new", "mid", "old"]),
            ("least_seen", ["mid", "new", "old"]),
        ],
    )
    def test_both_sides_follow_the_same_order_and_it_is_said(self, order, expected, debate, client):
        sides = thread(debate.campaign, "C04", order=order).sides
        said = {
            side: [node.contribution.reference.partition("-")[0] for node in nodes]
            for side, nodes in sides.items()
        }
        assert said == {"for": expected, "against": expected}
        shown = page(client, f"{THREAD}?sort={order}")
        words = {"oldest": "oldest", "recent": "most recent", "supported": "most supported"}
        assert f"The same number on each side, the {words.get(order, 'least seen')} first." in shown
        assert shown.count('aria-current="true" rel="nofollow"') == 1

    def test_an_unknown_order_is_the_first(self, debate, client):
        assert "the oldest first" in page(client, f"{THREAD}?sort=channel")
        assert next(iter(ORDERS)) == "oldest"

    def test_the_same_number_of_each_side_in_every_order_and_everything_on_paper(self, idea):
        AnswerFactory.create_batch(14, target=idea, nature=Nature.FOR)
        AnswerFactory.create_batch(11, target=idea, nature=Nature.AGAINST)
        for order in ORDERS:
            first, whole = (
                thread(idea.campaign, "C04", order=order, is_whole=is_whole) for is_whole in (False, True)
            )
            assert [len(side) for side in first.sides.values()] == [10, 10]
            assert [len(side) for side in whole.sides.values()] == [14, 11]
            assert (first.pages, whole.pages) == (2, 1)


class TestBeingSeen:
    def times(self):
        return dict(Showing.objects.values_list("contribution__reference", "times"))

    def test_what_stands_on_the_page_is_counted_in_one_statement(self, client, idea):
        seen = AnswerFactory(target=idea, reference="A")
        AnswerFactory(target=seen, reference="B", nature=Nature.CLARIFICATION)
        for _time in range(2):
            with CaptureQueriesContext(connection) as queries:
                page(client, THREAD, **READER)
            assert sum("INSERT INTO budget_showing" in query["sql"] for query in queries) == 1
        assert self.times() == {"C04": 2, "A": 2, "B": 2}
        assert [field.name for field in Showing._meta.fields] == ["contribution", "times"]

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"user-agent": "Googlebot/2.1"},
            {"user-agent": "Mozilla/5.0", "sec-purpose": "prefetch;prerender"},
        ],
    )
    def test_robots_and_pages_fetched_in_advance_are_not(self, headers, client, idea):
        page(client, THREAD, headers=headers)
        page(client, f"{THREAD}?all=1", **READER)
        assert self.times() == {}


def test_permanent_links_share_and_paper(client, idea):
    AnswerFactory(target=idea, reference="D001")
    shown = page(client, THREAD)
    link = "http://testserver/en/bp2026/contributions/C04/"
    assert f'<a href="/en/bp2026/contributions/C04/">{link}</a>' in shown
    assert "mailto:?subject=Idea%3A%20" in shown
    assert 'href="/en/bp2026/contributions/D001/" aria-label="Permanent link, D001">' in shown
    alone = page(client, "/en/bp2026/contributions/D001/")
    assert "arrêterait enfin" in alone
    assert 'href="?all=1"' in shown
    paper = page(client, f"{THREAD}?all=1&page=2&sort=supported")
    assert f"Printed from {link} on " in paper
    assert ("<textarea" in paper, "Here is everything, the most supported first." in paper) == (False, True)


class TestSupportsLeft:
    def test_words_say_how_many(self, client, idea, campaign, idris):
        campaign.phases.update(supports_per_person=3)
        assert "Each person may support 3 contributions of this edition until" in page(client, THREAD)
        client.force_login(idris)
        assert "You have 3 supports left out of 3, until" in page(client, THREAD)
        follow(client, f"{THREAD}soutenir/")
        assert "You have 2 supports left out of 3, until" in page(client, THREAD)
        for other in ContributionFactory.create_batch(2, campaign=campaign):
            Support.objects.create(contribution=other, user=idris, given_at=clock.now())
        assert "You have given all your supports" in page(client, THREAD)
        ContributionFactory(campaign=campaign, reference="C05")
        assert "You have given your 3 supports of this phase." in follow(
            client, "/en/bp2026/contributions/C05/soutenir/"
        )


class TestDrafts:
    def test_kept_by_a_button_found_again_and_deleted(self, client, idea, idris):
        client.force_login(idris)
        typed = {"nature": "against", "text": "Les chauves-souris"}
        assert "Kept in your drafts." in follow(client, f"{THREAD}repondre/", keep="1", **typed)
        assert "Les chauves-souris" in page(client, THREAD)
        follow(client, "/en/bp2026/contributions/nouvelle/", keep="1", nature="idea", title="Un pré", text="")
        shown = page(client, "/en/mes-contributions/")
        assert ("Les chauves-souris" in shown, "Un pré" in shown) == (True, True)
        key = ContributionDraft.objects.get(title="Un pré").key
        again = page(client, f"/en/bp2026/contributions/nouvelle/?draft={key}")
        assert ('value="Un pré"' in again, f'value="{key}"' in again) == (True, True)
        follow(client, f"/en/mes-contributions/brouillons/{key}/supprimer/")
        assert "Un pré" not in page(client, "/en/mes-contributions/")
        follow(client, f"{THREAD}repondre/", **typed)
        assert (ContributionDraft.objects.count(), idea.replies.get().text) == (0, "Les chauves-souris")

    def test_a_script_keeps_them_and_is_told_in_words(self, client, idea, idris):
        typed, ask = {"nature": "for", "text": "Oui", "keep": "1"}, {"accept": "application/json"}
        lost = client.post(f"{THREAD}repondre/", typed, headers=ask)
        assert (lost.status_code, ContributionDraft.objects.count()) == (401, 0)
        client.force_login(idris)
        kept = client.post(f"{THREAD}repondre/", typed, headers=ask)
        assert (kept.status_code, kept.json()["words"].startswith("Kept at ")) == (200, True)
        empty = client.post(f"{THREAD}repondre/", {**typed, "text": " "}, headers=ask)
        assert empty.status_code == 422

    def test_a_phase_that_closes_while_one_types_leaves_a_draft_and_another_way(
        self, client, campaign, salome
    ):
        moment = clock.now()
        PhaseFactory(campaign=campaign, kind=PhaseKind.RESULTS, opens_at=moment, closes_at=moment + DAY)
        campaign.phases.filter(kind=PhaseKind.IDEATION).update(closes_at=moment - MINUTE)
        client.force_login(salome)
        address = "/en/bp2026/contributions/nouvelle/"
        shown = follow(client, address, nature="idea", title="Un pré", text="Au bord de l’eau.")
        for words in (
            "Your words are kept in your drafts",
            "Questions and reactions stay open",
            "Au bord de l’eau.",
        ):
            assert words in shown
        campaign.phases.filter(kind=PhaseKind.RESULTS).delete()
        key = ContributionDraft.objects.get().key
        assert "Au bord de l’eau." in page(client, f"{address}?draft={key}")
        assert Contribution.objects.count() == 0


class TestOnesOwnWords:
    def test_changed_with_a_public_history(self, client, idea, salome, idris):
        client.force_login(salome)
        assert "Change my words" in page(client, THREAD)
        shown = follow(client, f"{THREAD}modifier/", title="Éclairer les quais", text="À 18 h, il fait nuit.")
        assert "see the versions" in shown
        client.force_login(idris)
        shown = page(client, f"{THREAD}versions/")
        for words in ("Éclairer les quais", "Éclairer les berges", "Changed by its author"):
            assert words in shown
        assert client.get(f"{THREAD}modifier/").status_code == 404
        AnswerFactory(target=idea, author=idris)
        client.force_login(salome)
        shown = follow(client, f"{THREAD}modifier/", title="", text="Mes nouveaux mots")
        assert ("can no longer be changed" in shown, "Mes nouveaux mots" in shown) == (True, True)
        assert "Change my words" not in page(client, THREAD)

    @pytest.mark.parametrize(
        ("act", "words"), [("retirer", "Withdrawn by the person"), ("effacer", "Erased at the request")]
    )
    def test_taken_back_after_a_page_that_says_what_stays(self, act, words, client, idea, salome, idris):
        AnswerFactory(target=idea, text="Je réponds.")
        revise(
            contribution=idea,
            title="Secret",
            text="Secret",
            kind=Revision.CORRECTION,
            actor=None,
            now=clock.now(),
        )
        client.force_login(idris)
        assert client.get(f"{THREAD}{act}/").status_code == 404
        client.force_login(salome)
        assert "The place stays in the thread" in page(client, f"{THREAD}{act}/")
        shown = follow(client, f"{THREAD}{act}/")
        assert [said in shown for said in (words, "Je réponds.", "Secret", "Salome")] == [
            True,
            True,
            False,
            False,
        ]
        assert client.get(f"{THREAD}versions/").status_code == 404

    def test_a_moderator_says_who_asked(self, client, idea, marius):
        client.force_login(marius)
        assert "Who asked for it" in follow(client, f"{THREAD}effacer/", reason="")
        assert "Erased at the request" in follow(client, f"{THREAD}effacer/", reason="Courrier du 3 mai")

    def test_everything_at_once(self, client, idea, salome):
        client.force_login(salome)
        save_draft(user=salome, campaign=idea.campaign, nature=Nature.IDEA, text="Encore", now=clock.now())
        assert "You wrote 1 contribution." in page(client, "/en/mes-contributions/effacer/")
        shown = follow(client, "/en/mes-contributions/effacer/")
        assert ("Your words and your name are erased." in shown, "Encore" in shown) == (True, False)
        assert "You have not written anything yet" in shown


@pytest.mark.parametrize("count", [1, 200])
def test_few_queries_whatever_the_rows(count, client, idea, idris, campaign):
    """A thread, one's own contributions and drafts: signed in, with a limit of supports, a draft and everything."""
    moment = clock.now()
    campaign.phases.update(supports_per_person=3)
    said = AnswerFactory.create_batch(count, target=idea, author=idris)
    for number in range(min(count, 50)):
        target = idea if number == 0 else said[number]
        save_draft(user=idris, campaign=campaign, target=target, nature=Nature.FOR, text="…", now=moment)
    client.force_login(idris)
    sent = {}
    for path in ("/en/mes-contributions/", f"{THREAD}?all=1", THREAD):
        page(client, path, **READER)
        with CaptureQueriesContext(connection) as queries:
            page(client, path, **READER)
        sent[path] = len(queries)
    assert {path: number <= 12 for path, number in sent.items()} == dict.fromkeys(sent, True), sent
