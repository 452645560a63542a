"""Projects, their assessment, and what partners commit to them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budget.projects.choices import (
    GROUP_STATES,
    PRIVATE_STATES,
    CommitmentState,
    ProjectState,
    RefusalCode,
    Verdict,
)


class Project(models.Model):
    """A costed project of one campaign and one envelope. `reference` (P06) is unique in its campaign."""

    campaign = models.ForeignKey(
        "budget.Campaign", on_delete=models.PROTECT, related_name="projects", verbose_name=_("campaign")
    )
    reference = models.CharField(_("reference"), max_length=20)
    state = models.CharField(_("state"), max_length=20, choices=ProjectState, default=ProjectState.DRAFT)
    title = models.CharField(_("title"), max_length=250)
    summary = models.CharField(_("summary"), max_length=400)
    description = models.TextField(_("description"), blank=True)
    envelope = models.ForeignKey(
        "budget.Envelope", on_delete=models.PROTECT, related_name="projects", verbose_name=_("envelope")
    )
    theme = models.ForeignKey(
        "budget.Theme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("theme"),
    )
    objective = models.ForeignKey(
        "budget.Objective",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("objective of the plan"),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    cost_cents = models.BigIntegerField(_("cost (cents)"))
    upkeep_cents = models.BigIntegerField(_("upkeep per year (cents)"), null=True, blank=True)
    spent_cents = models.BigIntegerField(_("spent (cents)"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("submitted by"),
    )
    partner = models.ForeignKey(
        "budget.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("submitted for"),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )
    merge_consent = models.ForeignKey(
        "budget.Contribution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("consent of the authors to the merge"),
    )
    closing_reason = models.TextField(_("why it was withdrawn, cut short or abandoned"), blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"))

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        permissions = [
            ("assess_project", "Can assess a project"),
            ("merge_project", "Can merge projects"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "reference"], name="project_reference_is_unique"),
            models.CheckConstraint(condition=Q(cost_cents__gt=0), name="project_costs_something"),
            models.CheckConstraint(
                condition=Q(upkeep_cents__isnull=True) | Q(upkeep_cents__gte=0), name="upkeep_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.DRAFT) | Q(submitted_at__isnull=False),
                name="what_was_submitted_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state=ProjectState.MERGED, merged_into__isnull=False)
                | (~Q(state=ProjectState.MERGED) & Q(merged_into__isnull=True)),
                name="a_merged_project_says_into_what",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="a_project_does_not_merge_into_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ProjectState.PARTLY_DELIVERED, ProjectState.ABANDONED))
                | ~Q(closing_reason=""),
                name="what_is_cut_short_says_why",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state"], name="project_list")]

    def __str__(self):
        return f"{self.reference} {self.title}"

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.campaign.slug, self.reference])

    @property
    def is_public(self):
        return self.state not in PRIVATE_STATES

    @property
    def is_on_ballot(self):
        return self.state == ProjectState.ON_BALLOT

    @property
    def group(self):
        """The StateGroup the project is listed under, or None for a draft."""
        return next((group for group, states in GROUP_STATES.items() if self.state in states), None)


class Assessment(models.Model):
    """A signed verdict. Rows are kept: a later verdict (an appeal) is another row."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="assessments")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assessor"),
    )
    service = models.CharField(_("service"), max_length=120)
    verdict = models.CharField(_("verdict"), max_length=14, choices=Verdict)
    criteria = models.JSONField(_("criteria"), default=dict, blank=True)
    cost_cents = models.BigIntegerField(_("cost assessed (cents)"))
    upkeep_cents = models.BigIntegerField(_("upkeep assessed (cents)"), null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    refusal_code = models.CharField(_("refusal reason"), max_length=20, choices=RefusalCode, blank=True)
    reason = models.TextField(_("reason in plain words"), blank=True)
    way_forward = models.TextField(_("way forward"), blank=True)
    is_appeal = models.BooleanField(_("after an appeal"), default=False)
    signed_as = models.CharField(_("signed"), max_length=160)
    signed_at = models.DateTimeField(_("signed at"))

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.REFUSED)
                | (~Q(refusal_code="") & ~Q(reason="") & ~Q(way_forward="")),
                name="nothing_is_refused_without_reason_and_way_forward",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.FIT_WITH_CONDITIONS) | ~Q(conditions=""),
                name="conditions_are_written_down",
            ),
            models.CheckConstraint(condition=~Q(signed_as=""), name="a_verdict_is_signed"),
        ]

    def __str__(self):
        return f"{self.project.reference} {self.verdict}"


class Commitment(models.Model):
    """What a partner promises to a project or to an objective: how much, by when, with what proof."""

    partner = models.ForeignKey(
        "budget.Partner", on_delete=models.PROTECT, related_name="commitments", verbose_name=_("partner")
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("project"),
    )
    objective = models.ForeignKey(
        "budget.Objective",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("objective"),
    )
    quantity = models.CharField(_("what and how much"), max_length=250)
    due_on = models.DateField(_("due on"))
    state = models.CharField(
        _("state"), max_length=10, choices=CommitmentState, default=CommitmentState.PROPOSED
    )
    evidence = models.CharField(_("evidence"), max_length=250, blank=True)
    reason = models.CharField(_("reason"), max_length=250, blank=True)
    committed_at = models.DateTimeField(_("committed at"))

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, objective__isnull=True)
                | Q(project__isnull=True, objective__isnull=False),
                name="commitment_is_to_one_thing",
                violation_error_message=_("Choose one project or one objective of the plan."),
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.WITHDRAWN) | ~Q(reason=""),
                name="a_withdrawal_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.partner} · {self.quantity}"
