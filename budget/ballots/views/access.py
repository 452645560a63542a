"""Entering the booth: which vote, who is voting, and what no page of it may leave behind."""

from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from budget.ballots.models import Vote
from budget.ballots.queries import VoteInfo, label_of, vote_by_slug, vote_info
from budget.rules.ballot import Definition
from budget.rules.clock import now

SESSION_KEY = "voter"
STAY_SECONDS = 2 * 3600
BROWSER_COOKIE = "vote_browser"


@dataclass
class Booth:
    """A vote as the screens need it, and the present, read once."""

    vote: Vote
    info: VoteInfo
    now: object

    @property
    def definition(self) -> Definition:
        return self.info.rules

    @property
    def is_open(self):
        return self.info.is_open(self.now)

    def context(self, **more):
        """What every screen reads."""
        campaign = self.vote.phase.campaign
        short = self.info.rules_short_hash.upper()
        return {
            "vote": self.info,
            "campaign": campaign,
            "vote_title": label_of(self.definition, "title") or campaign.label,
            "ballot_code": f"{short[:4]} {short[4:]}",
            "now": self.now,
            **more,
        }


def booth_view(view):
    """Give the view a Booth for the slug; nothing it answers or receives is kept anywhere.

    No store, no referrer to other sites, no frame, and the form's fields stay out of error reports.
    """

    @wraps(view)
    @sensitive_post_parameters()
    @never_cache
    def entered(request, slug, **kwargs):
        try:
            vote = vote_by_slug(slug)
        except Vote.DoesNotExist as error:
            raise Http404 from error
        response = view(request, Booth(vote, vote_info(vote), now()), **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return entered


def enter(request, booth, voter_id):
    """Remember who votes, for this vote and for two hours, under a new session key."""
    request.session.cycle_key()
    until = booth.now.timestamp() + STAY_SECONDS
    request.session[SESSION_KEY] = {"vote": booth.vote.pk, "id": str(voter_id), "until": until}


def voter_of(request, booth):
    """The id of the voter identified for this vote, or None."""
    held = request.session.get(SESSION_KEY)
    if held and held["vote"] == booth.vote.pk and booth.now.timestamp() < held["until"]:
        return held["id"]
    return None


def say(request, booth, *, title, text, status, kind="info", **more):
    """A page of one sentence: already voted, closed, suspended, not yet open."""
    context = booth.context(title=title, text=text, kind=kind, **more)
    return render(request, "budget/ballots/message.html", context, status=status)
