"""The admin of the rooms."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from budget.workshops.viewsets.councils import CouncilViewSet
from budget.workshops.viewsets.workshops import WorkshopViewSet


class RoomsGroup(ViewSetGroup):
    menu_label = _("Rooms")
    menu_icon = "group"
    menu_order = 130
    items = (WorkshopViewSet, CouncilViewSet)
