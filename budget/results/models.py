"""Tally runs (what the rule gave), awards (what was decided), and their publication."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.results.choices import AwardStatus, TallyRule


class TallyRun(models.Model):
    """One count of one envelope: the rule, its parameters, the hash of what was counted, the ordered decisions.

    A new count replaces it until it is published; then it never changes (database trigger). `decisions` are those of
    the rule in the order of the count, each with what would have changed it: `more` votes (and the project then
    `passed`), or `fewer`.
    """

    campaign = models.ForeignKey("budget.Campaign", on_delete=models.PROTECT, related_name="tally_runs")
    envelope = models.ForeignKey("budget.Envelope", on_delete=models.PROTECT, related_name="tally_runs")
    rule = models.CharField(_("rule"), max_length=20, choices=TallyRule)
    parameters = models.JSONField(_("parameters"), default=dict)
    input_sha256 = models.CharField(_("hash of the input"), max_length=64)
    ballot_sha256 = models.CharField(_("hash of the ballot definition"), max_length=64)
    voters = models.PositiveIntegerField(_("voters"))
    blank = models.PositiveIntegerField(_("blank ballots"), default=0)
    voters_by_channel = models.JSONField(_("voters by channel"), default=dict)
    budget_cents = models.BigIntegerField(_("budget (cents)"))
    spent_cents = models.BigIntegerField(_("spent (cents)"))
    decisions = models.JSONField(_("decisions"), default=list)
    counted_at = models.DateTimeField(_("counted at"))
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("tally run")
        verbose_name_plural = _("tally runs")
        permissions = [
            ("count_vote", "Can count a vote"),
            ("publish_results", "Can publish results"),
        ]
        constraints = [models.UniqueConstraint(fields=["envelope"], name="one_count_per_envelope")]

    def __str__(self):
        return f"{self.envelope} {self.rule}"

    @property
    def left_cents(self):
        """Money of the envelope that no project took."""
        return self.budget_cents - self.spent_cents


class Award(models.Model):
    """The recorded decision on one project of a tally run."""

    run = models.ForeignKey(TallyRun, on_delete=models.CASCADE, related_name="awards")
    project = models.ForeignKey("budget.Project", on_delete=models.PROTECT, related_name="awards")
    status = models.CharField(_("status"), max_length=12, choices=AwardStatus)
    rank = models.PositiveSmallIntegerField(_("rank"))
    votes = models.PositiveIntegerField(_("votes"))
    votes_by_channel = models.JSONField(_("votes by channel"), default=dict)
    reason = models.CharField(_("reason"), max_length=20)
    cost_cents = models.BigIntegerField(_("cost when counted (cents)"))
    remaining_before_cents = models.BigIntegerField(_("money left before this step (cents)"))
    extra_votes_needed = models.PositiveIntegerField(
        _("votes that would have changed the outcome"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.UniqueConstraint(fields=["run", "project"], name="one_award_per_project"),
            models.UniqueConstraint(fields=["run", "rank"], name="no_two_projects_share_a_rank"),
        ]

    def __str__(self):
        return f"{self.project.reference} {self.status}"

    @property
    def is_winner(self):
        return self.status == AwardStatus.WINNER

    @property
    def remaining_after_cents(self):
        return self.remaining_before_cents - (self.cost_cents if self.is_winner else 0)
