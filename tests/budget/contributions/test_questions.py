from datetime import date, timedelta

import pytest

from budget.contributions.choices import ContributionState, Nature
from budget.contributions.queries import question_register, register_figures
from budget.contributions.services import ContributionError, answer_question, register_question
from budget.journal.models import JournalEntry
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import ContributionFactory, RegisteredQuestionFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
DAY = timedelta(days=1)


def ask(**fields):
    return ContributionFactory(nature=Nature.QUESTION, **fields)


def test_a_question_gets_a_service_then_an_answer(marius, bastien):
    question = ask(reference="C10")
    line = register_question(
        contribution=question, service=" Bâtiments ", due_on=TODAY, actor=marius, now=NOON
    )
    line = register_question(
        contribution=question, service="Voirie", due_on=TODAY + DAY, actor=bastien, now=NOON
    )
    assert (line.service, line.due_on) == ("Voirie", TODAY + DAY)
    answered = answer_question(question=line, answer=" En mars. ", actor=bastien, now=NOON)
    assert (answered.answer, answered.answered_by, answered.answered_at) == ("En mars.", bastien, NOON)
    corrected = answer_question(question=line, answer="En avril.", actor=bastien, now=NOON + DAY)
    assert (corrected.answer, corrected.answered_at) == ("En avril.", NOON)
    lines = list(JournalEntry.objects.order_by("id").values_list("action", "object_ref", "detail"))
    assert lines == [
        ("question.registered", "C10", {"service": "Bâtiments", "due_on": str(TODAY)}),
        ("question.registered", "C10", {"service": "Voirie", "due_on": str(TODAY + DAY)}),
        ("question.answered", "C10", {}),
        ("question.answered", "C10", {"former_answer": "En mars."}),
    ]
    with pytest.raises(ContributionError):
        register_question(contribution=question, service="Sports", due_on=TODAY, actor=marius, now=NOON)


def test_only_a_question_with_a_service_and_an_answer_with_words(marius, bastien):
    with pytest.raises(ContributionError) as refusal:
        register_question(
            contribution=ContributionFactory(), service="Voirie", due_on=TODAY, actor=marius, now=NOON
        )
    assert refusal.value.field == "contribution"
    with pytest.raises(ContributionError) as refusal:
        register_question(contribution=ask(), service=" ", due_on=TODAY, actor=marius, now=NOON)
    assert refusal.value.field == "service"
    with pytest.raises(ContributionError) as refusal:
        answer_question(question=RegisteredQuestionFactory(), answer=" ", actor=bastien, now=NOON)
    assert refusal.value.field == "answer"


@pytest.mark.parametrize(
    ("name", "may_register", "may_answer"),
    [
        ("salome", False, False),
        ("idris", False, False),
        ("capucine", False, False),
        ("thelma", False, False),
        ("marius", True, False),
        ("bastien", True, True),
        ("ondine", True, True),
    ],
)
def test_who_looks_after_questions(name, may_register, may_answer, request):
    person = request.getfixturevalue(name)
    line = RegisteredQuestionFactory()
    for may, act in (
        (
            may_register,
            lambda: register_question(
                contribution=line.contribution, service="Voirie", due_on=TODAY, actor=person, now=NOON
            ),
        ),
        (may_answer, lambda: answer_question(question=line, answer="Oui.", actor=person, now=NOON)),
    ):
        if may:
            act()
        else:
            with pytest.raises(ContributionError):
                act()


class TestTheRegister:
    def test_late_first_then_waiting_then_answered(self):
        campaign = CampaignFactory()
        answered = RegisteredQuestionFactory(
            contribution=ask(campaign=campaign), due_on=TODAY - 90 * DAY, answer="Oui.", answered_at=NOON
        )
        waiting = RegisteredQuestionFactory(contribution=ask(campaign=campaign), due_on=TODAY)
        late = RegisteredQuestionFactory(contribution=ask(campaign=campaign), due_on=TODAY - DAY)
        later = RegisteredQuestionFactory(contribution=ask(campaign=campaign), due_on=TODAY - 29 * DAY)
        forgotten = ask(campaign=campaign, published_at=NOON - 5 * DAY)
        fresh = ask(campaign=campaign)
        ask(campaign=campaign, state=ContributionState.HIDDEN, hidden_reason="Article 3")
        ask()
        ContributionFactory(campaign=campaign)
        lines = [row.pk for row in question_register(campaign, now=NOON)]
        assert lines == [
            forgotten.pk,
            later.contribution_id,
            late.contribution_id,
            fresh.pk,
            waiting.contribution_id,
            answered.contribution_id,
        ]
        assert register_figures(campaign, now=NOON) == {"total": 6, "answered": 1, "late": 3}

    def test_a_weekend_does_not_count_for_giving_a_service(self):
        campaign = CampaignFactory()
        monday = NOON - DAY
        assert monday.date() == date(2026, 11, 23)
        ask(campaign=campaign, published_at=monday - 4 * DAY + timedelta(hours=1))
        assert register_figures(campaign, now=monday)["late"] == 0
        assert register_figures(campaign, now=monday + DAY)["late"] == 1
