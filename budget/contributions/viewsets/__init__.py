"""The admin of the debate."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from budget.contributions.viewsets.desk import ModerationViewSet
from budget.contributions.viewsets.gathering import GatheringViewSet
from budget.contributions.viewsets.moderation import ContributionViewSet
from budget.contributions.viewsets.questions import QuestionViewSet
from budget.contributions.viewsets.settings import CharterViewSet, RuleViewSet, ServiceViewSet


class DebateGroup(ViewSetGroup):
    menu_label = _("Debate")
    menu_icon = "comment"
    menu_order = 120
    items = (
        ModerationViewSet,
        ContributionViewSet,
        QuestionViewSet,
        GatheringViewSet,
        CharterViewSet,
        RuleViewSet,
        ServiceViewSet,
    )
