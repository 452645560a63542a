"""Pages that a vote rests on: from the freeze of the ballot on, they stay where voters were told to find them."""

from django.db.models import Q
from wagtail.models import Page

from budget.ballots.queries import campaigns_held_by_a_vote


def is_held(page):
    """True when `page`, or a page below it, is the campaign's, the vote's or the results' page of a vote that is frozen.

    Two queries.
    """
    campaigns = campaigns_held_by_a_vote()
    if not campaigns or not page.path:
        return False
    told = (
        Q(campaignpage__campaign_id__in=campaigns)
        | Q(votepage__phase__campaign_id__in=campaigns)
        | Q(resultspage__phase__campaign_id__in=campaigns)
    )
    return Page.objects.filter(told, path__startswith=page.path).exists()
