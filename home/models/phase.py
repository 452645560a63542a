"""The page of a phase: three texts, of which the reader sees the one that the dates call for."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.search import index

from budget.campaigns.choices import PhaseKind, PhaseState
from home.blocks.body import BodyBlock
from home.blocks.layout import ActsBlock
from home.fields import BodyField, WordingField
from home.models.base import BasePage
from home.models.edition import edition_at

TABS = (
    (PhaseState.BEFORE, _("Before")),
    (PhaseState.OPEN, _("While open")),
    (PhaseState.AFTER, _("After")),
)


class PhasePage(BasePage):
    """Tells one phase of a campaign. Dates and state belong to the phase; this page only has the words.

    Each state has a summary (one or two sentences), a body, and up to two acts (the main one first).
    """

    tells_a_phase = True
    #: Kinds of phase this type may tell.
    phase_kinds = tuple(PhaseKind)

    phase = models.ForeignKey(
        "budget.Phase", on_delete=models.PROTECT, related_name="+", verbose_name=_("phase")
    )
    summary_before = WordingField(_("summary"), blank=True)
    body_before = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    acts_before = BodyField(ActsBlock(), verbose_name=_("call to act"), blank=True)
    summary_open = WordingField(_("summary"), blank=True)
    body_open = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    acts_open = BodyField(ActsBlock(), verbose_name=_("call to act"), blank=True)
    summary_after = WordingField(_("summary"), blank=True)
    body_after = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    acts_after = BodyField(ActsBlock(), verbose_name=_("call to act"), blank=True)

    parent_page_types = ["home.CampaignPage"]
    subpage_types = []
    search_fields = [
        *BasePage.search_fields,
        *(index.SearchField(f"{part}_{state}") for state, _label in TABS for part in ("summary", "body")),
        index.FilterField("phase"),
    ]
    content_panels = [*BasePage.content_panels, FieldPanel("phase")]
    preview_modes = [(state.value, label) for state, label in TABS]

    class Meta:
        abstract = True

    @classmethod
    def more_tabs(cls):
        """One tab of the editor for each state of the phase."""
        return [
            (
                label,
                [
                    FieldPanel(f"summary_{state}"),
                    FieldPanel(f"body_{state}"),
                    FieldPanel(f"acts_{state}"),
                    HelpPanel(template="home/panels/placeholders.html", heading=_("Placeholders")),
                ],
            )
            for state, label in TABS
        ]

    def clean(self):
        super().clean()
        if self.phase_id and self.phase.kind not in self.phase_kinds:
            raise ValidationError(
                {
                    "phase": _("This page tells another kind of phase: choose one of: %(kinds)s.")
                    % {"kinds": ", ".join(str(PhaseKind(kind).label) for kind in self.phase_kinds)}
                }
            )

    def moment(self, request):
        """The present; in a preview, a moment at which the phase is in the state that is previewed."""
        now = super().moment(request)
        wanted = getattr(request, "preview_mode", "")
        if not wanted or self.phase.state_at(now) == wanted:
            return now
        moments = {
            PhaseState.BEFORE: self.phase.opens_at - timedelta(days=1),
            PhaseState.OPEN: self.phase.opens_at + (self.phase.closes_at - self.phase.opens_at) / 2,
            PhaseState.AFTER: self.phase.closes_at + timedelta(days=1),
        }
        return moments[wanted]

    @property
    def default_preview_mode(self):
        return PhaseState.OPEN.value

    def get_template(self, request, *args, **kwargs):
        return "home/phase_page.html"

    def find_edition(self, now):
        return edition_at(now, campaign__phases=self.phase_id)

    def told_phase(self, edition):
        return next(phase for phase in edition.phases if phase.pk == self.phase_id)

    def at(self, state):
        """What this page says in a state of its phase: {"summary", "body", "acts"}."""
        return {part: getattr(self, f"{part}_{state}") for part in ("summary", "body", "acts")}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        phase = self.told_phase(context["edition"])
        state = phase.state_at(context["now"])
        step = next(step for step in context["timeline"] if step.phase == phase)
        context.update(phase=phase, state=state, step=step, **self.at(state))
        return context


class StepPage(PhasePage):
    """A phase that has no page type of its own: information, deepening, appeal, evaluation."""

    phase_kinds = (PhaseKind.INFORMATION, PhaseKind.DEEPENING, PhaseKind.APPEAL, PhaseKind.EVALUATION)

    class Meta:
        verbose_name = _("step page")
        verbose_name_plural = _("step pages")
