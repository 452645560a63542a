"""Reading projects. `now` is passed in; lists take a constant number of queries, whatever the number of rows."""

from budget.projects.queries.assessing import assessment_page, projects_to_assess
from budget.projects.queries.balloting import ballot_projects
from budget.projects.queries.committing import commitments_of, commitments_to, promises, promises_to_the_plan
from budget.projects.queries.listing import (
    PER_PAGE,
    ProjectFilters,
    card,
    cards,
    channel_counts,
    project_list,
    projects_serving_the_plan,
    visible,
)
from budget.projects.queries.page import project_named, project_page, project_page_at
from budget.projects.queries.partnering import projects_for_partner, said_by_partner

__all__ = [
    "PER_PAGE",
    "ProjectFilters",
    "assessment_page",
    "ballot_projects",
    "card",
    "cards",
    "channel_counts",
    "commitments_of",
    "commitments_to",
    "project_list",
    "project_named",
    "project_page",
    "project_page_at",
    "projects_for_partner",
    "projects_serving_the_plan",
    "projects_to_assess",
    "promises",
    "promises_to_the_plan",
    "said_by_partner",
    "visible",
]
