"""The published results of a campaign, wherever a page shows them."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.open_data.permissions import may_publish_ballots
from budget.results.queries import published_results, results_phase
from budget.rules.clock import local_day
from budget.templatetags.front import number

register = template.Library()


@register.inclusion_tag("budget/results/results.html")
def campaign_results(campaign, results=None):
    """Bars, table, reasons, turnout and files of a campaign's results; before publication, when they come.

    `results`: the CampaignResults when the caller already has them. At most 3 queries.
    """
    results = results or published_results(campaign)
    phase = None if results else results_phase(campaign)
    return {
        "results": results,
        "results_on": local_day(phase.opens_at) if phase else None,
        "pabulib": [_ballots(campaign, one) for one in _open_envelopes(results)],
        "csv_url": reverse("results:csv", args=[campaign.slug]),
        "data_url": reverse("open_data:campaign", args=[campaign.slug]),
    }


def _open_envelopes(results):
    """The envelopes whose ballots are published one by one."""
    return [one for one in results.envelopes if may_publish_ballots(one.run)] if results else []


def _ballots(campaign, one):
    words = ngettext("Pabulib (.pb), %(count)s ballot", "Pabulib (.pb), %(count)s ballots", one.run.voters)
    return {
        "label": _("Anonymous ballots: %(place)s") % {"place": one.envelope.district.label},
        "details": words % {"count": number(one.run.voters)},
        "url": reverse("open_data:pabulib", args=[campaign.slug, one.envelope.district.code]),
    }
