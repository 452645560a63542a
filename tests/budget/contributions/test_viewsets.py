"""The admin of the debate: moderation and the register, through the services."""

import pytest

from budget.contributions.choices import Channel, Nature
from budget.contributions.models import RegisteredQuestion
from budget.journal.models import JournalEntry
from tests.cast import NOON
from tests.factories.contributions import ContributionFactory, RegisteredQuestionFactory
from tests.factories.workshops import TableFactory

pytestmark = pytest.mark.django_db


def test_one_list_for_every_channel(client, marius):
    table = TableFactory()
    ContributionFactory(channel=Channel.PAPER, title="Sur une fiche")
    ContributionFactory(channel=Channel.WORKSHOP, table=table, note_number=1, title="À une table")
    client.force_login(marius)
    page = client.get("/admin/contribution/").content.decode()
    assert "Sur une fiche" in page
    assert "À une table" in page
    assert "Sur une fiche" in client.get("/admin/contribution/?q=fiche").content.decode()


def test_a_line_of_the_list_opens_the_desk(client, marius):
    idea = ContributionFactory()
    client.force_login(marius)
    answer = client.get(f"/admin/contribution/edit/{idea.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/moderation/{idea.pk}/")


def test_a_question_is_assigned_then_answered(client, bastien, marius):
    question = ContributionFactory(nature=Nature.QUESTION)
    ContributionFactory()
    client.force_login(marius)
    typed = {"contribution": question.pk, "service": "Voirie", "due_on": "2026-12-01", "answer": ""}
    choices = client.get("/admin/registeredquestion/new/").context["form"].fields["contribution"].queryset
    assert list(choices) == [question]
    assert client.post("/admin/registeredquestion/new/", typed).status_code == 302
    line = RegisteredQuestion.objects.get()
    address = f"/admin/registeredquestion/edit/{line.pk}/"
    refused = client.post(address, {**typed, "answer": "En mars."})
    assert refused.status_code == 200
    assert "En mars." in refused.content.decode()
    client.force_login(bastien)
    assert client.post(address, {**typed, "answer": "En mars."}).status_code == 302
    line.refresh_from_db()
    assert (line.answer, line.answered_by) == ("En mars.", bastien)
    assert client.post(address, {**typed, "answer": "En avril."}).status_code == 302
    actions = list(JournalEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["question.registered", "question.answered", "question.answered"]


@pytest.mark.parametrize("name", ["salome", "capucine", "thelma"])
def test_others_do_not_touch_the_register(name, client, request):
    line = RegisteredQuestionFactory()
    client.force_login(request.getfixturevalue(name))
    typed = {"service": "Voirie", "due_on": "2026-12-01", "answer": "Oui."}
    client.post(f"/admin/registeredquestion/edit/{line.pk}/", typed)
    line.refresh_from_db()
    assert (line.service, line.due_on, line.answer) == ("Bâtiments", NOON.date(), "")
