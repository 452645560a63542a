"""The staff's screen of the votes: prepare, freeze, open, close, and follow the participation. Never a count."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budget.ballots import services
from budget.ballots.choices import VoteState
from budget.ballots.forms import CloseForm, PrepareForm, euros
from budget.ballots.models import Vote
from budget.ballots.permissions import may_follow_votes
from budget.ballots.queries import (
    attendance_by_channel_day,
    journal_heads,
    label_of,
    participation,
    votes_for_staff,
)
from budget.journal.services import DomainError
from budget.rules.clock import now

#: What may be done in each state, in the order of the buttons: name of the act and whether it needs a public reason.
ACTS = {
    VoteState.DRAFT: (("freeze", False),),
    VoteState.FROZEN: (("open", False), ("extend", True)),
    VoteState.OPEN: (("suspend", True), ("extend", True), ("close", True)),
    VoteState.SUSPENDED: (("resume", True), ("extend", True), ("close", True)),
}
SERVICES = {
    "freeze": (services.freeze_vote, gettext_lazy("Freeze the ballot")),
    "open": (services.open_vote, gettext_lazy("Open the vote")),
    "suspend": (services.suspend_vote, gettext_lazy("Suspend")),
    "resume": (services.resume_vote, gettext_lazy("Resume")),
    "extend": (services.extend_vote, gettext_lazy("Move the closing date later")),
    "close": (services.close_vote, gettext_lazy("Close now")),
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
            return redirect("votes:detail", vote.pk)
    return render(request, "budget/ballots/admin/prepare.html", _page(_("Prepare a vote"), form=form))


def detail(request, vote_id, form=None):
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
        acts=[
            {"name": act, "label": SERVICES[act][1], "needs_reason": reason}
            for act, reason in ACTS.get(vote.state, ())
        ],
        form=form or CloseForm(),
        participation=participation(vote.slug),
        days=attendance_by_channel_day(vote.slug),
        lines=lines,
        has_alarm=not all(line.is_right for line in lines),
        journal=journal_heads(vote),
    )
    return render(request, "budget/ballots/admin/detail.html", context, status=400 if form else 200)


@require_POST
def act(request, vote_id, name):
    """Do one of the acts of the vote's state."""
    _check(request)
    vote = get_object_or_404(Vote, pk=vote_id)
    if name not in {known for known, _reason in ACTS.get(vote.state, ())}:
        messages.error(request, _("This vote is not in a state that allows it."))
        return redirect("votes:detail", vote_id)
    form = CloseForm(request.POST)
    arguments = {"reason": request.POST.get("reason", "")} if dict(ACTS[vote.state])[name] else {}
    if name == "extend":
        if not form.is_valid() or not form.cleaned_data["closes_at"]:
            form.add_error("closes_at", _("Write the new date and time."))
            return detail(request, vote_id, form=form)
        arguments["closes_at"] = form.cleaned_data["closes_at"]
    try:
        SERVICES[name][0](vote=vote, actor=request.user, now=now(), **arguments)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Done: %(act)s.") % {"act": SERVICES[name][1]})
    return redirect("votes:detail", vote_id)


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
