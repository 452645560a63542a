"""Forms of the projects: filters, the project itself, the assessor's verdict, the staff's acts."""

from budget.projects.forms.assessing import AssessmentForm
from budget.projects.forms.authoring import MYSELF, ProjectForm, WithdrawalForm
from budget.projects.forms.fields import EurosField, ReferencesField, add_refusal
from budget.projects.forms.filtering import FilterForm
from budget.projects.forms.staff import CommitmentActForm, CommitmentForm, ProjectActForm

__all__ = [
    "MYSELF",
    "AssessmentForm",
    "CommitmentActForm",
    "CommitmentForm",
    "EurosField",
    "FilterForm",
    "ProjectActForm",
    "ProjectForm",
    "ReferencesField",
    "WithdrawalForm",
    "add_refusal",
]
