"""Reading what is published as data. Only public rows, and no column about a person."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from budget.contributions.choices import PUBLIC_STATES
from budget.contributions.models import Contribution, LineageEdge
from budget.plan.models import Objective
from budget.projects.choices import PRIVATE_STATES
from budget.projects.models import Project


def public_projects(campaign):
    """The campaign's projects that everyone may see, by reference."""
    return (
        Project.objects.filter(campaign=campaign)
        .exclude(state__in=PRIVATE_STATES)
        .select_related("envelope__district", "theme", "objective", "partner", "merged_into")
        .order_by("reference")
    )


def public_contributions(campaign):
    """The campaign's contributions that everyone may read, in the order they were said."""
    return (
        Contribution.objects.filter(campaign=campaign, state__in=PUBLIC_STATES)
        .select_related("target", "district", "theme", "partner", "table__workshop")
        .order_by("said_at", "reference")
    )


def public_edges(campaign):
    """Lineage edges between public nodes of the campaign, revoking edges included, in the order they were drawn."""
    target = Coalesce(_reference("target"), "target_objective__code")
    edges = LineageEdge.objects.annotate(source=_reference("source"), target=target)
    ends = _ends("target", campaign) | Q(target_objective__isnull=False)
    return edges.filter(_ends("source", campaign), ends).order_by("drawn_at", "pk")


def fed_objectives(campaign):
    """The objectives of the plan that the campaign's lineage feeds, by code."""
    edges = public_edges(campaign).filter(target_objective__isnull=False)
    return Objective.objects.filter(pk__in=edges.order_by().values("target_objective")).order_by("code")


def _reference(end):
    return Coalesce(f"{end}_contribution__reference", f"{end}_project__reference")


def _ends(end, campaign):
    """The contribution or project at this end of an edge is the campaign's, and public."""
    said = Q(**{f"{end}_contribution__campaign": campaign, f"{end}_contribution__state__in": PUBLIC_STATES})
    made = Q(**{f"{end}_project__campaign": campaign}) & ~Q(**{f"{end}_project__state__in": PRIVATE_STATES})
    return said | made
