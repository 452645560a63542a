"""What is done with projects. Each function is one transaction with its checks and its line in the journal."""

from budget.projects.services.assessing import assess_project
from budget.projects.services.balloting import import_projects, list_on_ballot, record_award
from budget.projects.services.committing import (
    commit_means,
    confirm_commitment,
    keep_commitment,
    report_commitment_late,
    withdraw_commitment,
)
from budget.projects.services.delivering import conclude_delivery, start_delivery
from budget.projects.services.merging import merge_projects
from budget.projects.services.moves import ProjectError
from budget.projects.services.news import tell_upstream
from budget.projects.services.receiving import begin_assessment, receive_project
from budget.projects.services.submitting import edit_project, submit_project, withdraw_project

__all__ = [
    "ProjectError",
    "assess_project",
    "begin_assessment",
    "commit_means",
    "conclude_delivery",
    "confirm_commitment",
    "edit_project",
    "import_projects",
    "keep_commitment",
    "list_on_ballot",
    "merge_projects",
    "receive_project",
    "record_award",
    "report_commitment_late",
    "start_delivery",
    "submit_project",
    "tell_upstream",
    "withdraw_commitment",
    "withdraw_project",
]
