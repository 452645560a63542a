"""The page types of the editorial floor, and the facts of the city."""

from home.models.assessment import AssessmentPage
from home.models.base_document import BaseDocumentPage
from home.models.campaign import CampaignPage
from home.models.councils import CouncilsPage
from home.models.delivery import DeliveryPage
from home.models.frame import FrameLink
from home.models.home import HomePage
from home.models.ideation import IdeationPage
from home.models.news import NewsIndexPage, NewsPage
from home.models.partners import PartnersPage
from home.models.phase import StepPage
from home.models.results import ResultsPage
from home.models.site import SiteSettings
from home.models.standard import StandardPage
from home.models.vote import VotePage
from home.models.workshops import WorkshopPage, WorkshopsPage

__all__ = [
    "AssessmentPage",
    "BaseDocumentPage",
    "CampaignPage",
    "CouncilsPage",
    "DeliveryPage",
    "FrameLink",
    "HomePage",
    "IdeationPage",
    "NewsIndexPage",
    "NewsPage",
    "PartnersPage",
    "ResultsPage",
    "SiteSettings",
    "StandardPage",
    "StepPage",
    "VotePage",
    "WorkshopPage",
    "WorkshopsPage",
]
