from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.search import index

from budget.campaigns.choices import PhaseKind
from budget.workshops.choices import PUBLIC_STATES
from budget.workshops.permissions import is_registration_open
from budget.workshops.queries import told_meeting
from home.blocks.body import BodyBlock
from home.fields import BodyField, WordingField
from home.models.base import BasePage
from home.models.edition import edition_at
from home.models.phase import PhasePage

BEFORE, AFTER = "before", "after"
TABS = ((BEFORE, _("Before it")), (AFTER, _("After it")))


class WorkshopsPage(PhasePage):
    """Workshops: meet around tables."""

    phase_kinds = (PhaseKind.WORKSHOPS,)
    subpage_types = ["home.WorkshopPage"]

    class Meta:
        verbose_name = _("workshops page")
        verbose_name_plural = _("workshops pages")


class WorkshopPage(BasePage):
    """Tells one meeting, before it and after it. Dates, place, places left and programme are the meeting's own."""

    workshop = models.ForeignKey(
        "budget.Workshop", on_delete=models.PROTECT, related_name="+", verbose_name=_("workshop")
    )
    summary_before = WordingField(_("summary"), blank=True)
    body_before = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    summary_after = WordingField(_("summary"), blank=True)
    body_after = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["home.WorkshopsPage"]
    subpage_types = []
    search_fields = [
        *BasePage.search_fields,
        *(index.SearchField(f"{part}_{when}") for when, _label in TABS for part in ("summary", "body")),
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("workshop")]
    preview_modes = list(TABS)

    class Meta:
        verbose_name = _("workshop page")
        verbose_name_plural = _("workshop pages")

    @classmethod
    def more_tabs(cls):
        """One tab of the editor for what is said before the meeting, one for after."""
        return [
            (
                label,
                [
                    FieldPanel(f"summary_{when}"),
                    FieldPanel(f"body_{when}"),
                    HelpPanel(template="home/panels/placeholders.html", heading=_("Placeholders")),
                ],
            )
            for when, label in TABS
        ]

    def moment(self, request):
        """The present; in a preview, a day before the meeting or a day after it."""
        now = super().moment(request)
        wanted = getattr(request, "preview_mode", "")
        if not wanted or (wanted == AFTER) is self.workshop.is_over(now):
            return now
        day = timedelta(days=1)
        return self.workshop.ends_at + day if wanted == AFTER else self.workshop.starts_at - day

    def find_edition(self, now):
        return edition_at(now, campaign__workshops=self.workshop_id)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        meeting, now = told_meeting(self.workshop_id), context["now"]
        when = AFTER if meeting.is_over(now) else BEFORE
        context.update(
            workshop=meeting,
            is_announced=meeting.state in PUBLIC_STATES,
            is_over=when == AFTER,
            is_session=bool(meeting.programme) and not meeting.all_tables,
            may_register=is_registration_open(meeting, now=now),
            summary=getattr(self, f"summary_{when}"),
            body=getattr(self, f"body_{when}"),
        )
        return context
