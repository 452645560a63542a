"""The vote's page: what, when, how, and what is and is not protected."""

from django.shortcuts import render

from budget.ballots.choices import VoteState
from budget.ballots.forms import EmailForm
from budget.ballots.queries import (
    early_close,
    journal_heads,
    participation,
    public_notices,
    vote_by_slug,
    vote_info,
)
from budget.ballots.services import close_if_lapsed
from budget.ballots.views.access import booth_view


@booth_view
def vote(request, booth):
    """The page of a vote, in every state. The first visit after the close closes it."""
    if close_if_lapsed(vote=booth.vote, now=booth.now):
        booth.vote = vote_by_slug(booth.vote.slug)
        booth.info = vote_info(booth.vote)
    context = booth.context(
        form=EmailForm(),
        is_open=booth.is_open,
        is_before=booth.now < booth.vote.opens_at,
        participation=participation(booth.vote.slug),
        journal=journal_heads(booth.vote),
        early=None if booth.vote.state == VoteState.OPEN else early_close(booth.vote.phase.campaign),
        notices=public_notices(booth.vote),
        mix_min=booth.vote.mix_min,
        may_replace=booth.vote.may_replace,
    )
    return render(request, "budget/ballots/vote.html", context)
