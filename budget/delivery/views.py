"""The works of an edition's winners."""

from django.shortcuts import get_object_or_404, render

from budget.campaigns.queries import campaigns
from budget.delivery.queries import deliveries
from budget.rules import clock


def works(request, campaign):
    """Every winner with its dated steps; before there is one, when they come."""
    campaign = get_object_or_404(campaigns(), slug=campaign)
    now = clock.now()
    return render(
        request,
        "budget/delivery/list.html",
        {"campaign": campaign, "deliveries": deliveries(campaign, now=now), "now": now},
    )
