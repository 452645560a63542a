"""The staff's screen of the votes: prepare, freeze, open, close, and follow the participation. Never a count."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budget.ballots import services
from budget.ballots.choices import VoteState
from budget.ballots.forms import ActForm, PrepareForm, euros
from budget.ballots.permissions import may_follow_votes
from budget.ballots.queries import (
    attendance_by_channel_day,
    early_close,
    journal_heads,
    label_of,
    participation,
    votes_for_staff,
)
from budget.journal.services import DomainError
from budget.rules.clock import now

#: What may be done in each state, in the order of the buttons.
ACTS = {
    VoteState.DRAFT: ("freeze",),
    VoteState.FROZEN: ("open", "extend"),
    VoteState.OPEN: ("suspend", "extend", "close"),
    VoteState.SUSPENDED: ("resume", "extend", "close"),
}


@dataclass(frozen=True)
class Act:
    """Something staff do to a vote: the service, its name, what follows from it."""

    service: Callable
    label: str
    words: str


SERVICES = {
    "freeze": Act(
        services.freeze_vote,
        gettext_lazy("Freeze the ballot"),
        gettext_lazy(
            "Nothing can be changed afterwards: projects, amounts, dates and rules get a hash that everyone can check."
        ),
    ),
    "open": Act(
        services.open_vote,
        gettext_lazy("Open the vote"),
        gettext_lazy("From its opening date on, ballots are taken in."),
    ),
    "suspend": Act(
        services.suspend_vote,
        gettext_lazy("Suspend"),
        gettext_lazy("No ballot is taken in until the vote resumes. Those in the box stay there."),
    ),
    "resume": Act(
        services.resume_vote, gettext_lazy("Resume"), gettext_lazy("Ballots are taken in again, at once.")
    ),
    "extend": Act(
        services.extend_vote,
        gettext_lazy("Move the closing date later"),
        gettext_lazy("The date can only move later. The page of the vote says the new one."),
    ),
    "close": Act(
        services.close_vote,
        gettext_lazy("Close now"),
        gettext_lazy(
            "No ballot is taken in any more, and the vote cannot be opened again. The page of the vote goes on "
            "saying the date that was announced."
        ),
    ),
}


def _check(request):
    if not may_follow_votes(request.user, now=now()):
        raise PermissionDenied


def index(request):
    """Every vote and its state."""
    _check(request)
    context = _page(pgettext("a vote", "Votes"), votes=votes_for_staff(), may_prepare=True)
    return render(request, "budget/ballots/admin/index.html", context)


def prepare(request):
    """Draft a vote from the envelopes of a campaign."""
    _check(request)
    form = PrepareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            vote = services.prepare_vote(actor=request.user, now=now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            told = _("The vote “%(slug)s” is prepared. Read its definition, then freeze the ballot.")
            messages.success(request, told % {"slug": vote.slug})
            return redirect("votes:detail", vote.pk)
    return render(request, "budget/ballots/admin/prepare.html", _page(_("Prepare a vote"), form=form))


def detail(request, vote_id):
    """One vote: its definition and hash, what may be done, and the participation."""
    _check(request)
    vote = get_object_or_404(votes_for_staff(), pk=vote_id)
    definition, obstacle = services.preview_definition(vote)
    lines = [] if vote.state == VoteState.DRAFT else services.check_vote(vote)
    context = _page(
        vote.slug,
        vote=vote,
        sections=[_section(section) for section in definition.sections],
        obstacle=obstacle,
        short_hash=bytes(vote.rules_sha256 or b"").hex()[:8].upper(),
        acts=[{"name": name, "label": SERVICES[name].label} for name in ACTS.get(vote.state, ())],
        early=early_close(vote.phase.campaign),
        participation=participation(vote.slug),
        days=attendance_by_channel_day(vote.slug),
        lines=lines,
        has_alarm=not all(line.is_right for line in lines),
        journal=journal_heads(vote),
    )
    return render(request, "budget/ballots/admin/detail.html", context)


def act(request, vote_id, name):
    """One of the acts of the vote's state: a page that says what follows, asks what it needs, and does it."""
    _check(request)
    moment = now()
    vote = get_object_or_404(votes_for_staff(), pk=vote_id)
    if name not in ACTS.get(vote.state, ()):
        messages.error(request, _("This vote is not in a state that allows it."))
        return redirect("votes:detail", vote_id)
    asked = SERVICES[name]
    is_over = name == "close" and moment >= vote.closes_at
    form = ActForm(request.POST if request.method == "POST" else None, act=name, is_over=is_over)
    if request.method == "POST" and form.is_valid():
        try:
            asked.service(vote=vote, actor=request.user, now=moment, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Done: %(act)s.") % {"act": asked.label})
            return redirect("votes:detail", vote_id)
    context = _page(asked.label, vote=vote, act=asked, name=name, form=form)
    return render(request, "budget/ballots/admin/act.html", context, status=400 if form.errors else 200)


def _page(title, **context):
    return {"header_title": title, "page_title": title, "header_icon": "lock", **context}


def _section(section):
    return {
        "label": label_of(section),
        "amount": euros(section.budget_cents),
        "format": section.format,
        "max": section.max_choices,
        "options": [
            {"id": option.id, "title": option.title, "cost": euros(option.cost_cents)}
            for option in section.options
        ],
    }


class VotesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_follow_votes(request.user, now=now())


class VoteViewSet(ViewSet):
    name = "votes"
    icon = "lock"
    menu_label = pgettext_lazy("a vote", "Votes")
    menu_order = 160
    add_to_admin_menu = True
    menu_item_class = VotesMenuItem

    def get_urlpatterns(self):
        return [
            path("", index, name="index"),
            path("prepare/", prepare, name="prepare"),
            path("<int:vote_id>/", detail, name="detail"),
            path("<int:vote_id>/<slug:name>/", act, name="act"),
        ]
