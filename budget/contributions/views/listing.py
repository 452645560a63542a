"""The list of everything said."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, queries
from budget.contributions.choices import Channel
from budget.contributions.forms import SIZES, FilterForm, PointsForm
from budget.contributions.views.finding import edition_or_404
from budget.rules.clock import local_day, now


def contribution_list(request, campaign):
    """Everything said in an edition, with filters, counts and pages."""
    moment = now()
    campaign, phases = edition_or_404(campaign)
    districts, themes = campaigns.districts_and_themes()
    form = FilterForm(request.GET, districts=districts, themes=themes)
    found = queries.found(campaign, filters=form.filters(seed=local_day(moment).isoformat()))
    paginator = Paginator(found.rows, form.page_size())
    paginator.count = found.total
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "form": form,
        "chosen": _chosen(request, form),
        "page": page,
        "becomings": queries.becomings([row.pk for row in page]),
        "tally": found.tally,
        "sizes": SIZES,
        "size": form.page_size(),
        "districts": districts,
        "district_counts": found.districts,
        "placed": found.placed,
        "points_url": _points_url(campaign, form) if found.placed else "",
        "tiles": {"url": settings.MAP_TILES_URL, "credit": settings.MAP_TILES_CREDIT},
        "open_natures": permissions.open_natures(campaign, channel=Channel.WEB, at=moment, phases=phases),
    }
    return render(request, "budget/contributions/list.html", context)


def _points_url(campaign, form):
    return "{}?{}".format(reverse("contributions:points", args=[campaign.slug]), form.address())


def _chosen(request, form):
    """The active filters, each with the address of the list without it."""
    chosen = []
    for name, value, label in form.active():
        left = request.GET.copy()
        left.pop("page", None)
        left.setlist(name, [item for item in left.getlist(name) if item != value])
        chosen.append({"label": label, "url": f"?{left.urlencode()}"})
    return chosen


def points(request, campaign):
    """The points of the same list as GeoJSON: the address takes the list's own query string."""
    campaign, _phases = edition_or_404(campaign)
    form = PointsForm(request.GET)
    found = queries.points(campaign, filters=form.filters(seed=local_day(now()).isoformat()))
    return JsonResponse(
        found,
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
