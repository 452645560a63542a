"""The desk of questions: a service, a date, one answer that reaches everyone who asked."""

from datetime import timedelta

import pytest

from budget.campaigns.models import BaseDocumentRevision
from budget.contributions.choices import EdgeKind, Nature
from budget.contributions.models import AnsweringService, LineageEdge, RegisteredQuestion
from budget.contributions.queries import same_questions
from budget.contributions.services import (
    ContributionError,
    absorb_answer,
    answer_question,
    join_questions,
    register_question,
    support,
)
from budget.journal.models import JournalEntry
from budget.notices.models import Notification
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory, RegisteredQuestionFactory
from tests.factories.people import UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr("budget.contributions.viewsets.questions.now", lambda: NOON)


@pytest.fixture
def debate():
    campaign = CampaignFactory(slug="bp2026", is_current=True)
    PhaseFactory(campaign=campaign)
    return campaign


def ask(campaign, **fields):
    return ContributionFactory(campaign=campaign, nature=Nature.QUESTION, **fields)


def test_the_answer_reaches_everyone_who_asked_and_each_joined_question_is_an_edge(
    debate, bastien, salome, idris
):
    neighbour = UserFactory()
    first, second, third = ask(debate, author=salome), ask(debate, author=idris), ask(debate)
    support(contribution=second, user=neighbour, now=NOON)
    with pytest.raises(ContributionError) as refused:
        join_questions(question=second, into=first, actor=bastien, now=NOON)
    assert refused.value.field == "into"
    line = register_question(
        contribution=first, service="Bâtiments", due_on=TODAY + DAY, actor=bastien, now=NOON
    )
    joined = join_questions(question=second, into=first, actor=bastien, now=NOON)
    join_questions(question=third, into=second, actor=bastien, now=NOON)
    assert (joined.service, joined.due_on) == ("Bâtiments", TODAY + DAY)
    assert list(same_questions(third)) == [first, second]
    edges = LineageEdge.objects.filter(kind=EdgeKind.ANSWERED).order_by("id")
    assert list(edges.values_list("source_contribution", "target_contribution")) == [
        (second.pk, first.pk),
        (third.pk, second.pk),
    ]
    answer_question(question=line, answer="En mars.", actor=bastien, now=NOON)
    assert set(RegisteredQuestion.objects.values_list("answer", flat=True)) == {"En mars."}
    told = Notification.objects.filter(event="question.answered").values_list("user", "text")
    assert set(told) == {(person.pk, "Bâtiments : En mars.") for person in (salome, idris, neighbour)}
    answer_question(question=line, answer="En mars.", actor=bastien, now=NOON)
    assert Notification.objects.count() == 3
    late = ask(debate, author=UserFactory())
    join_questions(question=late, into=first, actor=bastien, now=NOON)
    assert Notification.objects.filter(user=late.author).count() == 1


def test_the_base_document_takes_in_an_answer(client, debate, bastien, salome):
    revision = BaseDocumentRevision.objects.create(
        campaign=debate, number=3, title="Socle", note="La salle promise", content_hash="0", published_at=NOON
    )
    line = RegisteredQuestionFactory(contribution=ask(debate))
    act = {"question": line, "revision": revision, "now": NOON}
    with pytest.raises(ContributionError):
        absorb_answer(actor=bastien, **act)
    line = answer_question(question=line, answer="En mars.", actor=bastien, now=NOON)
    with pytest.raises(ContributionError):
        absorb_answer(actor=salome, **act)
    assert absorb_answer(actor=bastien, **act).absorbed_in == revision
    assert JournalEntry.objects.filter(action="question.absorbed").get().detail == {"revision": 3}
    page = client.get("/fr/bp2026/questions/").content.decode()
    assert 'href="/fr/bp2026/socle/3/"' in page


def test_a_question_is_assigned_from_the_list_of_services_then_answered(client, debate, marius, bastien):
    AnsweringService.objects.create(name="Voirie")
    question = ask(debate, title="Où en est <b>la salle</b> ?", published_at=NOON - 5 * DAY)
    client.force_login(marius)
    page = client.get("/admin/questions/").content.decode()
    assert ("À attribuer" in page, "<b>la salle</b>" in page) == (True, False)
    address = f"/admin/questions/{question.pk}/"
    page = client.get(address).content.decode()
    assert ("Voirie" in page, 'id="id_answer-answer"' in page) == (True, False)
    refused = client.post(f"{address}assign/", {"assign-service": "Inconnu", "assign-due_on": "2026-12-01"})
    assert refused.status_code == 422
    sent = client.post(f"{address}assign/", {"assign-service": "Voirie", "assign-due_on": "2026-12-01"})
    assert sent.status_code == 302
    refused = client.post(f"{address}answer/", {"answer-answer": "En mars."})
    assert (refused.status_code, "En mars." in refused.content.decode()) == (422, True)
    client.force_login(bastien)
    assert client.post(f"{address}answer/", {"answer-answer": "En mars."}).status_code == 302
    line = RegisteredQuestion.objects.get()
    assert (line.service, line.answer, line.answered_by) == ("Voirie", "En mars.", bastien)


@pytest.mark.parametrize("name", ["salome", "capucine", "thelma"])
def test_others_do_not_touch_the_register(name, client, debate, request):
    line = RegisteredQuestionFactory(contribution=ask(debate))
    client.force_login(request.getfixturevalue(name))
    assert client.get("/admin/questions/").status_code == 302
    client.post(f"/admin/questions/{line.contribution_id}/answer/", {"answer-answer": "Oui."})
    line.refresh_from_db()
    assert line.answer == ""


def test_the_registers_cost_the_same_at_one_and_two_hundred_questions(client, debate, marius):
    client.force_login(marius)

    def fill(n):
        for question in ContributionFactory.create_batch(n, campaign=debate, nature=Nature.QUESTION):
            RegisteredQuestionFactory(contribution=question)

    addresses = ("/admin/questions/", "/fr/bp2026/questions/")
    fill(1)
    before = [count_queries(lambda address=address: client.get(address)) for address in addresses]
    fill(200)
    after = [count_queries(lambda address=address: client.get(address)) for address in addresses]
    assert after == before
    assert max(after) <= 12
