"""What a view is about, or the page that says it is not there."""

from django.http import Http404
from django.urls import reverse

from budget.campaigns import queries as campaigns
from budget.campaigns.models import Campaign
from budget.contributions import permissions, queries
from budget.contributions.models import Contribution


def edition_or_404(slug):
    """The public edition of this address and its phases, or the page that says it is not there."""
    try:
        return campaigns.edition(slug)
    except Campaign.DoesNotExist as missing:
        raise Http404 from missing


def readable_or_404(campaign, reference, user, moment):
    try:
        found = queries.contribution(campaign, reference)
    except Contribution.DoesNotExist as missing:
        raise Http404 from missing
    if not permissions.may_read(user, found, now=moment):
        raise Http404
    return found


def followable(user, moment, *, campaign, reference):
    """What the address of a follow button names, for `budget.notices.views.follows`."""
    campaign, _phases = edition_or_404(campaign)
    return readable_or_404(campaign, reference, user, moment)


def address_of(campaign, contribution):
    return reverse("contributions:detail", args=[campaign.slug, contribution.reference])
