"""From the vote to opening day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.delivery.choices import MilestoneState


class Milestone(models.Model):
    """A dated step of a winner's delivery. A delay says why."""

    project = models.ForeignKey(
        "budget.Project", verbose_name=_("project"), on_delete=models.PROTECT, related_name="milestones"
    )
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True)
    due_on = models.DateField(_("date"))
    state = models.CharField(_("state"), max_length=8, choices=MilestoneState, default=MilestoneState.PLANNED)
    reason = models.TextField(_("reason for the delay"), blank=True)
    published_at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        permissions = [("follow_delivery", "Can publish milestones")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MilestoneState.LATE) | ~Q(reason=""), name="a_delay_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.project.reference} {self.title}"
