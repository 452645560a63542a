"""What the ballot definition is made of: plain data, in a stable order."""

from budget.projects.choices import ProjectState
from budget.projects.models import Project


def ballot_projects(campaign):
    """The projects on the ballot, as dicts: id (the reference), title, summary, cost_cents, upkeep_cents, section.

    `section` is the code of the district of the envelope. Sorted by section then id; money in cents.
    """
    rows = (
        Project.objects.filter(campaign=campaign, state=ProjectState.ON_BALLOT)
        .values_list(
            "reference", "title", "summary", "cost_cents", "upkeep_cents", "envelope__district__code"
        )
        .order_by("envelope__district__code", "reference")
    )
    names = ("id", "title", "summary", "cost_cents", "upkeep_cents", "section")
    return [dict(zip(names, row, strict=True)) for row in rows]
