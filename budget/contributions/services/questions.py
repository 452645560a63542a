"""The question register: who answers, by when, and the answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import Nature
from budget.contributions.models import Contribution, RegisteredQuestion
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.news import tell_question_answered
from budget.journal.services import record


@transaction.atomic
def register_question(*, contribution, service, due_on, actor=None, now):
    """Give a question a service and a due date, or change them while it has no answer.

    `due_on` is a date. Journal: `question.registered`. Raises ContributionError.
    """
    if not permissions.may_register_question(actor, now=now):
        raise ContributionError(_("Only the staff who look after questions may assign one."))
    if contribution.nature != Nature.QUESTION:
        raise ContributionError(_("Only a question enters the register."), field="contribution")
    if not service.strip():
        raise ContributionError(_("Say which service answers."), field="service")
    Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    question = RegisteredQuestion.objects.filter(contribution=contribution).first()
    if question and question.answered_at:
        raise ContributionError(_("This question has its answer: it cannot be assigned again."))
    question = question or RegisteredQuestion(contribution=contribution)
    question.service, question.due_on = service.strip(), due_on
    question.save()
    detail = {"service": question.service, "due_on": due_on}
    record(actor=actor, action="question.registered", obj=contribution, now=now, detail=detail)
    return question


@transaction.atomic
def answer_question(*, question, answer, actor=None, now):
    """Answer a registered question in public; answering again corrects it, and the journal keeps the former words.

    Journal: `question.answered`. Raises ContributionError.
    """
    if not permissions.may_answer_question(actor, now=now):
        raise ContributionError(_("Only the services may answer a question."))
    if not answer.strip():
        raise ContributionError(_("Write the answer: it is published as it is."), field="answer")
    question = (
        RegisteredQuestion.objects.select_for_update(of=("self",))
        .select_related("contribution")
        .get(pk=question.pk)
    )
    detail = {"former_answer": question.answer} if question.answer else {}
    question.answer, question.answered_by = answer.strip(), actor
    question.answered_at = question.answered_at or now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    record(actor=actor, action="question.answered", obj=question.contribution, now=now, detail=detail)
    tell_question_answered(question, actor=actor, now=now)
    return question


@transaction.atomic
def save_question(*, question, actor=None, now):
    """Write a line of the register as a form holds it: register what changed, then answer if there are new words.

    Raises ContributionError.
    """
    stored = RegisteredQuestion.objects.filter(pk=question.pk).first()
    asked = (question.service.strip(), question.due_on)
    answer = question.answer.strip()
    saved = stored
    if stored is None or (stored.service, stored.due_on) != asked:
        saved = register_question(
            contribution=question.contribution,
            service=question.service,
            due_on=question.due_on,
            actor=actor,
            now=now,
        )
    if answer != (stored.answer if stored else ""):
        saved = answer_question(question=saved, answer=answer, actor=actor, now=now)
    return saved
