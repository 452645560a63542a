"""The results as a file to take away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify

from budget.campaigns.queries import campaigns
from budget.results import queries
from budget.rules.sheets import csv_text


def results_file(request, campaign):
    """The published results as CSV, one line per project; before publication, a 404 that says when they come."""
    campaign = get_object_or_404(campaigns(), slug=campaign)
    results = queries.published_results(campaign)
    if results is None:
        return render(request, "budget/results/campaign.html", {"campaign": campaign}, status=404)
    text = csv_text(list(queries.RESULT_COLUMNS), queries.result_lines(results))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(campaign.slug)}-results.csv"'
    return response
