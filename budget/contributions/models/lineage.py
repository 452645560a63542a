"""Lineage: what came of what."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import EdgeKind
from budget.contributions.models.contribution import Contribution
from budget.contributions.models.proposals import Proposal


class LineageEdge(models.Model):
    """From what was said to what came of it. Append-only (database trigger): a correction is a revoking edge.

    It starts at a contribution or a project, and ends at one of these or at an objective of the plan. `proposal` is
    the one it carries out, with the consents that were given.
    """

    source_contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="edges_out"
    )
    source_project = models.ForeignKey(
        "budget.Project", on_delete=models.PROTECT, null=True, blank=True, related_name="edges_out"
    )
    target_contribution = models.ForeignKey(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="edges_in"
    )
    target_project = models.ForeignKey(
        "budget.Project", on_delete=models.PROTECT, null=True, blank=True, related_name="edges_in"
    )
    target_objective = models.ForeignKey(
        "budget.Objective", on_delete=models.PROTECT, null=True, blank=True, related_name="edges_in"
    )
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="edges"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EdgeKind)
    revokes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revoked_by"
    )
    reason = models.TextField(_("reason"), blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    drawn_at = models.DateTimeField(_("drawn at"))

    class Meta:
        verbose_name = _("lineage edge")
        verbose_name_plural = _("lineage edges")
        constraints = [
            models.CheckConstraint(
                condition=Q(source_contribution__isnull=False, source_project__isnull=True)
                | Q(source_contribution__isnull=True, source_project__isnull=False),
                name="edge_starts_at_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(
                    target_contribution__isnull=False,
                    target_project__isnull=True,
                    target_objective__isnull=True,
                )
                | Q(
                    target_contribution__isnull=True,
                    target_project__isnull=False,
                    target_objective__isnull=True,
                )
                | Q(
                    target_contribution__isnull=True,
                    target_project__isnull=True,
                    target_objective__isnull=False,
                ),
                name="edge_ends_at_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(target_objective__isnull=True) | Q(kind__in=(EdgeKind.FED, EdgeKind.REVOKED)),
                name="only_what_feeds_an_objective_ends_there",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EdgeKind.FED) | Q(target_objective__isnull=False),
                name="what_feeds_feeds_an_objective",
            ),
            models.CheckConstraint(
                condition=~Q(source_contribution=F("target_contribution"))
                & ~Q(source_project=F("target_project")),
                name="edge_is_not_a_loop",
            ),
            models.CheckConstraint(
                condition=Q(kind=EdgeKind.REVOKED, revokes__isnull=False)
                | (~Q(kind=EdgeKind.REVOKED) & Q(revokes__isnull=True)),
                name="a_revoking_edge_names_what_it_revokes",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
