"""The staff's screen of the counts: counting a closed vote, reading the count, publishing it. Nothing is edited here."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budget.ballots.choices import COUNTABLE_STATES
from budget.ballots.queries import votes_for_staff
from budget.campaigns.models import Campaign
from budget.journal.services import DomainError
from budget.results import services
from budget.results.permissions import may_count, may_publish
from budget.results.queries import counted_runs
from budget.rules.clock import now


def index(request):
    """Every campaign whose vote is closed, with what was counted."""
    if not (may_count(request.user, None, now=now()) or may_publish(request.user, None, now=now())):
        raise PermissionDenied
    context = {
        "header_title": _("Counts"),
        "page_title": _("Counts"),
        "header_icon": "list-ol",
        "rows": _rows(),
        "may_count": may_count(request.user, None, now=now()),
        "may_publish": may_publish(request.user, None, now=now()),
    }
    return render(request, "budget/results/admin/index.html", context)


@require_POST
def count(request, campaign):
    """Count a closed vote, by the rule frozen with its ballot."""
    return _act(
        request, campaign, services.count_campaign, _("The vote is counted. Nobody else sees it yet.")
    )


@require_POST
def publish(request, campaign):
    """Publish what was counted, for good."""
    return _act(request, campaign, services.publish_results, _("The results are published."))


def _act(request, slug, service, done):
    campaign = get_object_or_404(Campaign, slug=slug)
    try:
        service(campaign=campaign, actor=request.user, now=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect("tally_runs:index")


def _rows():
    """[{"campaign", "runs", "is_published"}] of the closed votes, the newest first: 2 queries."""
    campaigns = [vote.phase.campaign for vote in votes_for_staff() if vote.state in COUNTABLE_STATES]
    runs = {campaign.pk: [] for campaign in campaigns}
    for run in counted_runs(*campaigns):
        runs[run.campaign_id].append(run)
    return [
        {
            "campaign": campaign,
            "runs": runs[campaign.pk],
            "is_published": any(run.published_at for run in runs[campaign.pk]),
        }
        for campaign in campaigns
    ]


class CountsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_count(request.user, None, now=now()) or may_publish(request.user, None, now=now())


class TallyRunViewSet(ViewSet):
    name = "tally_runs"
    icon = "list-ol"
    menu_label = gettext_lazy("Counts")
    menu_order = 170
    add_to_admin_menu = True
    menu_item_class = CountsMenuItem

    def get_urlpatterns(self):
        return [
            path("", index, name="index"),
            path("<slug:campaign>/count/", count, name="count"),
            path("<slug:campaign>/publish/", publish, name="publish"),
        ]
