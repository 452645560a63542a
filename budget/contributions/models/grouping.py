"""Grouping: several contributions or projects kept apart, under one title."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budget.contributions.models.contribution import Contribution


class Grouping(models.Model):
    """A title for things that go together. Each keeps its address, its author, its supports and its debate."""

    campaign = models.ForeignKey(
        "budget.Campaign", verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="groupings"
    )
    reference = models.CharField(_("reference"), max_length=20)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("why they go together"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("grouping")
        verbose_name_plural = _("groupings")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "reference"], name="grouping_reference_is_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="a_grouping_has_a_title"),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    def get_absolute_url(self):
        return reverse("contributions:grouping", args=[self.campaign.slug, self.reference])


class GroupingMember(models.Model):
    """A contribution or a project in a grouping; it may leave, and the line stays."""

    grouping = models.ForeignKey(Grouping, on_delete=models.PROTECT, related_name="members")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    project = models.ForeignKey(
        "budget.Project", on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    joined_at = models.DateTimeField(_("joined at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a grouping")
        verbose_name_plural = _("members of groupings")
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, project__isnull=True)
                | Q(contribution__isnull=True, project__isnull=False),
                name="a_member_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(left_at__isnull=True),
                name="a_contribution_is_in_one_grouping_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(left_at__isnull=True),
                name="a_project_is_in_one_grouping_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.grouping_id}: {self.contribution_id or self.project_id}"
