"""The domain's rooms in the Wagtail admin, one group per step."""

from wagtail import hooks

from budget.ballots.viewsets import VoteViewSet
from budget.campaigns.viewsets import CampaignGroup
from budget.contributions.viewsets import DebateGroup
from budget.delivery.viewsets import MilestoneViewSet
from budget.results.viewsets import TallyRunViewSet
from budget.workshops.viewsets import RoomsGroup

GROUPS = [CampaignGroup, DebateGroup, RoomsGroup, VoteViewSet, TallyRunViewSet, MilestoneViewSet]


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [group() for group in GROUPS]
