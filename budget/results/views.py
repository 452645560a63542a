"""The results on screen."""

from django.shortcuts import get_object_or_404, render

from budget.ballots.queries import early_close
from budget.campaigns.queries import campaigns
from budget.results.queries import published_results


def results_page(request, campaign):
    """Bars, table and reasons once published; before, when they come out."""
    campaign = get_object_or_404(campaigns(), slug=campaign)
    context = {
        "campaign": campaign,
        "results": published_results(campaign),
        "early": early_close(campaign),
    }
    return render(request, "budget/results/campaign.html", context)
