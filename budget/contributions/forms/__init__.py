"""What people fill in: filters of the list, a new contribution, an answer."""

from budget.contributions.forms.filtering import FilterForm
from budget.contributions.forms.speaking import AnswerForm, ContributionForm, answer_choices, opening_choices

__all__ = ["AnswerForm", "ContributionForm", "FilterForm", "answer_choices", "opening_choices"]
