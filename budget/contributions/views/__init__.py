"""The debate on screen: reading, speaking, the question register."""

from budget.contributions.views.entering import enter, enter_now
from budget.contributions.views.importing import import_act, import_batch, import_line, imports
from budget.contributions.views.reading import contribution_list, detail
from budget.contributions.views.register import questions
from budget.contributions.views.speaking import create, reply, support

__all__ = [
    "contribution_list",
    "create",
    "detail",
    "enter",
    "enter_now",
    "import_act",
    "import_batch",
    "import_line",
    "imports",
    "questions",
    "reply",
    "support",
]
