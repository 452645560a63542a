"""The calendar of meetings."""

from django.shortcuts import get_object_or_404, render

from budget.campaigns import queries as campaigns
from budget.rules.clock import now
from budget.workshops import queries


def workshop_list(request, campaign):
    """The meetings of an edition, those to come first, and the neighbourhood councils."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meetings = queries.workshop_list(campaign, now=moment)
    context = {"campaign": campaign, **meetings, "councils": queries.councils(now=moment), "now": moment}
    return render(request, "budget/workshops/list.html", context)
