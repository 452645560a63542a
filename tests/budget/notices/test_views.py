"""Following from a page, one's notices, the settings, stopping in one click."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from budget.notices import queries, services
from budget.notices.models import Follow, NoticePreference, Notification
from tests.cast import NOON
from tests.factories.contributions import ContributionFactory, RegisteredQuestionFactory
from tests.factories.partners import PartnerFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workshops import WorkshopFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
MINE = "/fr/suivis/"


def tell(person, obj, number=1):
    services.notify(
        event="answer", obj=obj, people=[person], title=f"Réponse {number}", text="Oui.", url="/fr/bp/", now=NOON,
        key=f"answer:{number}",
    )  # fmt: skip


@pytest.fixture
def things():
    """One of each kind, in one edition."""
    idea = ContributionFactory(title="Des bancs sur le quai")
    project = ProjectFactory(campaign=idea.campaign, title="Les bancs du quai")
    workshop = WorkshopFactory(campaign=idea.campaign, title="Marche de nuit")
    question = RegisteredQuestionFactory(contribution__campaign=idea.campaign, contribution__title="Quand ?")
    return [idea, project, workshop, PartnerFactory(name="La Chaîne"), question.contribution, idea.campaign]


def test_everything_can_be_followed_listed_and_left(client, salome, things):
    from budget.templatetags.following import follow_address

    client.force_login(salome)
    for thing in things:
        address = follow_address(thing)
        went = client.post(f"{address}?next=/fr/plan/")
        assert (went.status_code, went.url, queries.is_following(salome, thing)) == (302, "/fr/plan/", True)
    page = client.get(MINE).content.decode()
    assert [title in page for title in ("Des bancs sur le quai", "Les bancs du quai", "Marche de nuit")] == [
        True
    ] * 3
    assert client.get(follow_address(things[0]) + "?next=https://elsewhere.example/").url == MINE
    for thing in things:
        client.post(f"{follow_address(thing)}?stop=1")
    assert (Follow.objects.count(), "Vous ne suivez rien" in client.get(MINE).content.decode()) == (0, True)


def test_the_button_says_where_one_stands_and_leads_visitors_to_the_door(client, salome, things):
    idea, project = things[:2]
    page = reverse("contributions:detail", args=[idea.campaign.slug, idea.reference])
    door = f"/fr/compte/connexion/?{urlencode({'next': page})}"
    assert door in client.get(page).content.decode()
    client.force_login(salome)
    services.follow(user=salome, obj=idea, now=NOON)
    services.follow(user=salome, obj=project, now=NOON)
    for address in (page, project.get_absolute_url()):
        assert "Vous suivez" in client.get(address).content.decode()


def test_what_one_may_not_read_cannot_be_followed(client, salome):
    draft = ProjectFactory(state="draft", submitted_at=None)
    waiting = ContributionFactory(state="received", published_at=None)
    client.force_login(salome)
    tried = [
        client.post(reverse("projects:follow", args=[draft.campaign.slug, draft.reference])),
        client.post(reverse("contributions:follow", args=[waiting.campaign.slug, waiting.reference])),
    ]
    assert ([response.status_code for response in tried], Follow.objects.count()) == ([404, 404], 0)


def test_notices_are_listed_counted_opened_and_read(client, salome, idris):
    idea = ContributionFactory()
    for number in range(3):
        tell(salome, idea, number)
    tell(idris, idea, 9)
    client.force_login(salome)
    page = client.get(MINE).content.decode()
    assert ("Mon compte, 3 nouveaux avis" in page, "Réponse 9" in page) == (True, False)
    notice = Notification.objects.get(key="answer:0")
    opened = client.get(reverse("notices:open", args=[notice.pk]))
    assert (opened.status_code, opened.url, queries.unread_count(salome)) == (302, "/fr/bp/", 2)
    others = Notification.objects.get(user=idris)
    assert client.get(reverse("notices:open", args=[others.pk])).status_code == 404
    client.post("/fr/suivis/lus/")
    assert (queries.unread_count(salome), queries.unread_count(idris)) == (0, 1)


def test_the_page_costs_the_same_for_one_notice_and_for_many(client, salome):
    client.force_login(salome)
    idea = ContributionFactory()
    services.follow(user=salome, obj=idea, now=NOON)
    tell(salome, idea)
    few = count_queries(lambda: client.get(MINE))
    for number in range(2, 200):
        tell(salome, idea, number)
    for thing in ContributionFactory.create_batch(100, campaign=idea.campaign):
        services.follow(user=salome, obj=thing, now=NOON)
    assert (count_queries(lambda: client.get(MINE)), few <= 12) == (few, True)


def test_the_rhythm_is_chosen_and_a_wrong_choice_says_what_to_do(client, salome):
    client.force_login(salome)
    page = client.get("/fr/suivis/reglages/").content.decode()
    wrong = client.post("/fr/suivis/reglages/", {"frequency": "hourly"}).content.decode()
    assert ('value="weekly"' in page, "Choisissez chaque jour" in wrong) == (True, True)
    assert client.post("/fr/suivis/reglages/", {"frequency": "daily"}).url == MINE
    assert NoticePreference.objects.get(user=salome).frequency == "daily"


def test_one_click_stops_the_messages_without_signing_in(client, salome, idris):
    tell(salome, ContributionFactory())
    services.set_frequency(user=idris, frequency="daily", now=NOON)
    token = NoticePreference.objects.get(user=salome).unsubscribe_token
    address = reverse("notices:unsubscribe", args=[token])
    shown = client.get(address)
    before = NoticePreference.objects.get(user=salome).frequency
    strict = client.__class__(enforce_csrf_checks=True)
    done = strict.post(address, {"List-Unsubscribe": "One-Click"})
    frequencies = dict(NoticePreference.objects.values_list("user__display_name", "frequency"))
    assert (shown.status_code, before, done.status_code) == (200, "weekly", 200)
    assert frequencies == {"Salome": "off", "Idris": "daily"}
    assert client.post(reverse("notices:unsubscribe", args=["wrong"])).status_code == 404
