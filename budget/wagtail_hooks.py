"""The domain's rooms in the Wagtail admin, one group per step."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from budget.ballots.viewsets import VoteViewSet
from budget.campaigns.viewsets import CampaignGroup, DerivativeViewSet
from budget.contributions.permissions import may_enter
from budget.contributions.viewsets import DebateGroup
from budget.delivery.viewsets import MilestoneViewSet
from budget.partners.viewsets import PartnerViewSet
from budget.plan.viewsets import PlanGroup
from budget.projects.viewsets import ProjectGroup
from budget.results.viewsets import TallyRunViewSet
from budget.rules.clock import now
from budget.workshops.viewsets import RoomsGroup

GROUPS = [
    CampaignGroup,
    DerivativeViewSet,
    PartnerViewSet,
    DebateGroup,
    RoomsGroup,
    PlanGroup,
    ProjectGroup,
    VoteViewSet,
    TallyRunViewSet,
    MilestoneViewSet,
]


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [group() for group in GROUPS]


class EntryMenuItem(MenuItem):
    """For those who key what was said elsewhere."""

    def is_shown(self, request):
        return may_enter(request.user, now=now())


@hooks.register("register_admin_menu_item")
def entry_menu_item():
    """The entry form, which has the frame of the site: it is used on a phone and at a stand too."""
    label, url = pgettext_lazy("verb", "Enter"), reverse("contributions:enter_now")
    return EntryMenuItem(label, url, name="enter", icon_name="edit", order=115)


@hooks.register("register_admin_menu_item")
def slips_menu_item():
    """The desk of follow slips: find, give again, print."""
    return EntryMenuItem(
        _("Follow slips"), reverse("contributions:slips_now"), name="slips", icon_name="doc-full", order=116
    )
