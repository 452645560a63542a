"""The public pages of projects, their authors' forms, the assessors' screens."""

from budget.projects.views.assessing import assess, work_list
from budget.projects.views.authoring import edit, submit, withdraw
from budget.projects.views.reading import detail, lineage, lineage_csv, project_list

__all__ = [
    "assess",
    "detail",
    "edit",
    "lineage",
    "lineage_csv",
    "project_list",
    "submit",
    "withdraw",
    "work_list",
]
