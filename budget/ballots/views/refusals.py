"""The pages that say why nothing can be cast now."""

from django.utils.translation import gettext as _

from budget.ballots.choices import VoteState
from budget.ballots.services.words import closed_words, moment_words
from budget.ballots.views.access import say


def not_open(request, booth):
    """Not yet, suspended, or over."""
    vote = booth.vote
    if vote.state == VoteState.SUSPENDED:
        text = _("The vote is suspended. Ballots already cast are safe: come back a little later.")
        return say(request, booth, title=_("The vote is suspended."), text=text, status=423)
    if vote.state == VoteState.FROZEN or (vote.state == VoteState.OPEN and booth.now < vote.opens_at):
        text = _("It opens on %(day)s. The projects can already be read.") % {
            "day": moment_words(vote.opens_at)
        }
        return say(request, booth, title=_("The vote has not begun yet."), text=text, status=423)
    text = closed_words(booth.info.closes_at)
    return say(request, booth, title=_("The vote is over."), text=text, status=410, can_check=True)
