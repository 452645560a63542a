"""The domain's rooms in the Wagtail admin, one group per step."""

from wagtail import hooks

from budget.ballots.viewsets import VoteViewSet
from budget.campaigns.viewsets import CampaignGroup
from budget.contributions.viewsets import DebateGroup
from budget.delivery.viewsets import MilestoneViewSet
from budget.partners.viewsets import PartnerViewSet
from budget.plan.viewsets import PlanGroup
from budget.projects.viewsets import ProjectGroup
from budget.results.viewsets import TallyRunViewSet
from budget.workshops.viewsets import RoomsGroup

GROUPS = [
    CampaignGroup,
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
