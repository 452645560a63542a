"""Merging and splitting are proposed first: each author says yes or no, and what they said stays readable."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import (
    Channel,
    ConsentState,
    ProposalKind,
    ProposalState,
)
from budget.contributions.models.contribution import Contribution


class Proposal(models.Model):
    """The City proposes that contributions join another (`into`), or that one becomes several (`parts`).

    A merge concerns every contribution that has a Consent here: those that would join, and the one they would join.
    """

    campaign = models.ForeignKey(
        "budget.Campaign", verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="proposals"
    )
    kind = models.CharField(_("kind"), max_length=5, choices=ProposalKind)
    state = models.CharField(_("state"), max_length=7, choices=ProposalState, default=ProposalState.OPEN)
    into = models.ForeignKey(
        Contribution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals_to_join",
        verbose_name=_("the one they would join"),
    )
    reason = models.TextField(_("why"))
    answer_by = models.DateField(_("answer expected by"))
    missing_reason = models.TextField(_("why it was done without every consent"), blank=True)
    closing_reason = models.TextField(_("why it was dropped"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal to merge or split")
        verbose_name_plural = _("proposals to merge or split")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ProposalKind.MERGE, into__isnull=False)
                | Q(kind=ProposalKind.SPLIT, into__isnull=True),
                name="a_merge_says_into_what",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_proposal_says_why"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, closed_at__isnull=True)
                | (~Q(state=ProposalState.OPEN) & Q(closed_at__isnull=False)),
                name="a_closed_proposal_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DROPPED) | ~Q(closing_reason=""),
                name="a_dropped_proposal_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self):
        return reverse("contributions:proposal", args=[self.campaign.slug, self.pk])

    @property
    def is_open(self):
        return self.state == ProposalState.OPEN


class Consent(models.Model):
    """What the author of one contribution said of a proposal: when, and by which channel. Asked first, answered later.

    `note` holds what staff wrote down with an answer given on paper, by phone or in a room.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="consents")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="consents")
    state = models.CharField(_("answer"), max_length=7, choices=ConsentState, default=ConsentState.ASKED)
    channel = models.CharField(_("how"), max_length=8, choices=Channel, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "contribution"], name="one_consent_per_contribution_and_proposal"
            ),
            models.CheckConstraint(
                condition=Q(state=ConsentState.ASKED, answered_on__isnull=True, channel="")
                | (~Q(state=ConsentState.ASKED) & Q(answered_on__isnull=False) & ~Q(channel="")),
                name="an_answer_has_a_day_and_a_channel",
            ),
        ]

    def __str__(self):
        return f"{self.contribution_id} {self.state}"


class ProposedPart(models.Model):
    """One of the contributions that a split would make; `contribution` once it was made."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="part_of"
    )

    class Meta:
        verbose_name = _("part of a split")
        verbose_name_plural = _("parts of a split")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "position"], name="parts_are_in_order"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="a_part_says_something"),
        ]

    def __str__(self):
        return self.title


class LookedAt(models.Model):
    """Two contributions that staff looked at side by side and left apart: the queue does not show them again."""

    first = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(_("looked at"))
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("pair left apart")
        verbose_name_plural = _("pairs left apart")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_left_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_is_in_order"),
        ]

    def __str__(self):
        return f"{self.first_id} {self.second_id}"
