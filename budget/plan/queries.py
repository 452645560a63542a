"""Reading the strategic plan: the city's words, the words added to them, and where each comes from."""

from django.db.models import Prefetch

from budget.contributions.choices import PUBLIC_STATES
from budget.contributions.models import Contribution
from budget.plan.models import Amendment, Axis, Objective


def plan_tree():
    """Axes, each with `.tree` (objectives, each with `.added` amendments, each with `.origins` contributions).

    Four queries, whatever the size of the plan. Only public contributions are shown as sources.
    """
    sources = (
        Contribution.objects.filter(state__in=PUBLIC_STATES)
        .select_related("campaign", "table__workshop")
        .order_by("said_at", "pk")
    )
    added = Amendment.objects.order_by("version", "pk").prefetch_related(
        Prefetch("sources", sources, to_attr="origins")
    )
    tree = Objective.objects.order_by("code").prefetch_related(Prefetch("amendments", added, to_attr="added"))
    return Axis.objects.order_by("code").prefetch_related(Prefetch("objectives", tree, to_attr="tree"))


def objectives():
    """Every objective with its axis, in the order of the plan."""
    return Objective.objects.select_related("axis").order_by("axis__code", "code")
