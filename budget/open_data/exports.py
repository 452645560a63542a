"""The files of an edition: tables and ballots."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from budget.campaigns.queries import campaigns
from budget.open_data.permissions import may_publish_ballots
from budget.open_data.queries import DATASETS, dataset_csv, pabulib_text
from budget.results.queries import published_results, results_phase
from budget.rules.clock import local_day


def table(request, campaign, dataset):
    """One table as CSV; 404 for an unknown one, and for the results before their publication."""
    campaign = get_object_or_404(campaigns(), slug=campaign)
    found = DATASETS.get(dataset)
    if found is None:
        raise Http404(_("There is no such table."))
    if found.waits_for_results and published_results(campaign) is None:
        return _not_yet(request, campaign)
    return _file(dataset_csv(found, campaign), "text/csv", f"{campaign.slug}-{found.code}.csv")


def pabulib(request, campaign, envelope):
    """The anonymous ballots of one envelope (.pb); before publication a 404 that says when they come."""
    campaign = get_object_or_404(campaigns(), slug=campaign)
    results = published_results(campaign)
    if results is None:
        return _not_yet(request, campaign)
    for one in results.envelopes:
        if one.envelope.district.code == envelope and may_publish_ballots(one.run):
            return _file(pabulib_text(one), "text/plain", f"{campaign.slug}-{envelope}.pb")
    raise Http404(_("There are no ballots to publish here."))


def _not_yet(request, campaign):
    """404: what waits for the results, and until when."""
    phase = results_phase(campaign)
    context = {"campaign": campaign, "results_on": local_day(phase.opens_at) if phase else None}
    return render(request, "budget/open_data/not_yet.html", context, status=404)


def _file(text, kind, name):
    stem, _dot, extension = name.rpartition(".")
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(stem)}.{extension}"'
    return response
