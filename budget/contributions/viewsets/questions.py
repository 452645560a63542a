"""The desk of questions: what has no service first, then what is late; one page to assign, join, answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budget.campaigns.models import Campaign
from budget.contributions import permissions, queries, services
from budget.contributions.choices import Nature
from budget.contributions.forms import answering as forms
from budget.contributions.models import Contribution, RegisteredQuestion
from budget.contributions.services import ContributionError
from budget.rules.clock import local_day, now

PER_PAGE = 25
#: Each act: its form, its service, what is said once it is done, and whether it acts on the line of the register.
ACTS = {
    "assign": (
        forms.AssignForm,
        services.register_question,
        gettext_lazy("Assigned: the date is public."),
        False,
    ),
    "join": (
        forms.JoinForm,
        services.join_questions,
        gettext_lazy("Joined: one answer will reach everyone."),
        False,
    ),
    "answer": (
        forms.AnswerForm,
        services.answer_question,
        gettext_lazy("Answered: everyone who asked is told."),
        True,
    ),
    "absorb": (
        forms.AbsorbForm,
        services.absorb_answer,
        gettext_lazy("Said: the register leads to the revision."),
        True,
    ),
}
#: The name under which each service takes the question.
SUBJECT = {"assign": "contribution", "join": "question", "answer": "question", "absorb": "question"}


def _check(request):
    if not permissions.may_register_question(request.user, now=now()):
        raise PermissionDenied


def register(request):
    """The register of an edition (the current one, or `?campaign=`): late first, and what nobody was given is late."""
    _check(request)
    moment = now()
    campaigns = list(Campaign.objects.order_by("-is_current", "-id"))
    asked = request.GET.get("campaign")
    campaign = next((one for one in campaigns if one.slug == asked), campaigns[0] if campaigns else None)
    lines = queries.question_register(campaign, now=moment) if campaign else Contribution.objects.none()
    context = _page(
        _("Question register"),
        campaigns=campaigns,
        campaign=campaign,
        page=Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
        today=local_day(moment),
    )
    return render(request, "budget/contributions/admin/register.html", context)


def question(request, contribution_id, form=None, name=""):
    """One question, who asks it, and what may be done."""
    _check(request)
    found = get_object_or_404(_questions(), pk=contribution_id)
    today = local_day(now())
    acts = {
        act: ACTS[act][0](contribution=found, today=today, prefix=act)
        for act in _possible(request.user, found)
    }
    if form is not None:
        acts[name] = form
    context = _page(
        found.reference,
        contribution=found,
        line=getattr(found, "registration", None),
        same=list(queries.same_questions(found)),
        asker_count=queries.askers(found).count(),
        acts=acts,
    )
    return render(
        request, "budget/contributions/admin/question.html", context, status=200 if form is None else 422
    )


def _questions():
    return Contribution.objects.filter(nature=Nature.QUESTION).select_related(
        "campaign", "district", "table__workshop", "author", "registration__absorbed_in"
    )


def _possible(user, found):
    line = getattr(found, "registration", None)
    if line is None or not line.answered_at:
        yield "assign"
        yield "join"
    if line and permissions.may_answer_question(user, now=now()):
        yield "answer"
    if line and line.answered_at:
        yield "absorb"


@require_POST
def act(request, contribution_id, name):
    """Do one act; a refusal keeps what was typed."""
    _check(request)
    found = get_object_or_404(_questions(), pk=contribution_id)
    if name not in ACTS:
        return redirect("questions:question", contribution_id)
    form_class, service, done, is_on_line = ACTS[name]
    form = form_class(request.POST, contribution=found, today=local_day(now()), prefix=name)
    if not form.is_valid():
        return question(request, contribution_id, form=form, name=name)
    subject = get_object_or_404(RegisteredQuestion, contribution=found) if is_on_line else found
    try:
        service(**{SUBJECT[name]: subject}, actor=request.user, now=now(), **form.cleaned_data)
    except ContributionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return question(request, contribution_id, form=form, name=name)
    messages.success(request, done)
    return redirect("questions:question", contribution_id)


def _page(title, **context):
    return {"header_title": title, "page_title": title, "header_icon": "help", **context}


class QuestionsMenuItem(MenuItem):
    def is_shown(self, request):
        return permissions.may_register_question(request.user, now=now())


class QuestionViewSet(ViewSet):
    name = "questions"
    icon = "help"
    menu_label = gettext_lazy("Question register")
    menu_item_class = QuestionsMenuItem

    def get_urlpatterns(self):
        return [
            path("", register, name="index"),
            path("<int:contribution_id>/", question, name="question"),
            path("<int:contribution_id>/<slug:name>/", act, name="act"),
        ]
