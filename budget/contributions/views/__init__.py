"""The debate on screen: reading, speaking, the question register."""

from budget.contributions.views.reading import contribution_list, detail
from budget.contributions.views.register import questions
from budget.contributions.views.speaking import create, reply, support

__all__ = ["contribution_list", "create", "detail", "questions", "reply", "support"]
