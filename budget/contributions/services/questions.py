"""The question register: who answers, by when, and the answer that reaches everyone who asked."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions, queries
from budget.contributions.choices import EdgeKind, Nature
from budget.contributions.models import Contribution, RegisteredQuestion
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.lineage import draw_edge
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
def join_questions(*, question, into, actor=None, now):
    """Say that `question` asks what `into` asks: one service, one date, one answer, and both keep their place.

    `into` has its line of the register already. Draws the edge "was answered by", whose correction is a revoking edge.
    Journal: `question.registered` and the edge's own. Raises ContributionError.
    """
    if question.nature != Nature.QUESTION or into.nature != Nature.QUESTION:
        raise ContributionError(_("Choose two questions."), field="into")
    line = RegisteredQuestion.objects.filter(contribution=into).first()
    if line is None:
        raise ContributionError(
            _("Give %(reference)s a service first: the other question then waits for the same answer.")
            % {"reference": into.reference},
            field="into",
        )
    joined = register_question(
        contribution=question, service=line.service, due_on=line.due_on, actor=actor, now=now
    )
    draw_edge(source=question, target=into, kind=EdgeKind.ANSWERED, actor=actor, now=now)
    if line.answer:
        _write(joined, line.answer, actor, now)
    return joined


@transaction.atomic
def answer_question(*, question, answer, actor=None, now):
    """Answer a registered question in public, and with it those that ask the same; everyone who asked is told.

    Answering again corrects it, and the journal keeps the former words. Journal: `question.answered`.
    Raises ContributionError.
    """
    if not permissions.may_answer_question(actor, now=now):
        raise ContributionError(_("Only the services may answer a question."))
    if not answer.strip():
        raise ContributionError(_("Write the answer: it is published as it is."), field="answer")
    asked = [question.contribution, *queries.same_questions(question.contribution)]
    lines = RegisteredQuestion.objects.select_for_update(of=("self",)).filter(contribution__in=asked)
    for line in lines.select_related("contribution__campaign").order_by("pk"):
        _write(line, answer.strip(), actor, now)
    return RegisteredQuestion.objects.select_related("contribution").get(pk=question.pk)


def _write(line, answer, actor, now):
    detail = {"former_answer": line.answer} if line.answer else {}
    line.answer, line.answered_by = answer, actor
    line.answered_at = line.answered_at or now
    line.save(update_fields=["answer", "answered_by", "answered_at"])
    record(actor=actor, action="question.answered", obj=line.contribution, now=now, detail=detail)
    tell_question_answered(line, actor=actor, now=now)


@transaction.atomic
def absorb_answer(*, question, revision, actor=None, now):
    """Say that the base document holds this answer since its revision `revision`. Journal: `question.absorbed`.

    Raises ContributionError.
    """
    if not permissions.may_register_question(actor, now=now):
        raise ContributionError(_("Only the staff who look after questions may assign one."))
    question = (
        RegisteredQuestion.objects.select_for_update(of=("self",))
        .select_related("contribution")
        .get(pk=question.pk)
    )
    if not question.answered_at:
        raise ContributionError(_("Answer the question first: the base document takes in an answer."))
    if revision.campaign_id != question.contribution.campaign_id:
        raise ContributionError(_("Choose a revision of the same edition."), field="revision")
    question.absorbed_in = revision
    question.save(update_fields=["absorbed_in"])
    detail = {"revision": revision.number}
    record(actor=actor, action="question.absorbed", obj=question.contribution, now=now, detail=detail)
    return question
