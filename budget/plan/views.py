"""The strategic plan, as the city wrote it and as people enriched it."""

from django.shortcuts import render

from budget.plan import queries


def detail(request):
    """Axes, objectives, the words that were added and where each comes from."""
    return render(request, "budget/plan/detail.html", {"axes": queries.plan_tree()})
