"""The catalogue of an edition's data."""

from django.shortcuts import get_object_or_404, render

from budget.campaigns.queries import campaigns
from budget.open_data.permissions import may_publish_ballots
from budget.open_data.queries import DATASETS
from budget.results.queries import published_results, results_phase
from budget.rules.clock import local_day


def catalogue(request, campaign):
    """Every file of the edition, column by column; what waits for the results says until when."""
    campaign = get_object_or_404(campaigns(), slug=campaign)
    results = published_results(campaign)
    return render(
        request,
        "budget/open_data/campaign.html",
        {
            "campaign": campaign,
            "datasets": list(DATASETS.values()),
            "results": results,
            "ballots": _ballot_files(results),
            "results_on": None if results else _results_on(campaign),
        },
    )


def _results_on(campaign):
    phase = results_phase(campaign)
    return local_day(phase.opens_at) if phase else None


def _ballot_files(results):
    """[(envelope results, whether its ballots are published)], or none before the results."""
    if results is None:
        return []
    return [(one, may_publish_ballots(one.run)) for one in results.envelopes]
