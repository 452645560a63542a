"""What people fill in: filters of the list, a new contribution, an answer, a change, a farewell."""

from budget.contributions.forms.entering import EntryForm
from budget.contributions.forms.filtering import SIZES, FilterForm, PointsForm
from budget.contributions.forms.gathering import AnswerToProposalForm
from budget.contributions.forms.importing import LineForm, TableForm
from budget.contributions.forms.leaving import EditForm, LeaveForm
from budget.contributions.forms.speaking import AnswerForm, ContributionForm, answer_choices, opening_choices

__all__ = [
    "SIZES",
    "AnswerForm",
    "AnswerToProposalForm",
    "ContributionForm",
    "EditForm",
    "EntryForm",
    "FilterForm",
    "LeaveForm",
    "LineForm",
    "PointsForm",
    "TableForm",
    "answer_choices",
    "opening_choices",
]
