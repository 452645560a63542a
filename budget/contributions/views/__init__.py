"""The debate on screen: reading, speaking, one's own words, the question register."""

from budget.contributions.views.already import already_said
from budget.contributions.views.entering import enter, enter_now
from budget.contributions.views.gathering import grouping, proposal
from budget.contributions.views.importing import import_act, import_batch, import_line, imports
from budget.contributions.views.listing import contribution_list, points
from budget.contributions.views.minding import contest, moderation, moderation_csv, query, report
from budget.contributions.views.own import delete_draft, edit, erase, erase_all, mine, versions, withdraw
from budget.contributions.views.posting import letters, letters_again
from budget.contributions.views.reading import detail
from budget.contributions.views.register import questions
from budget.contributions.views.slip_desk import contact, desk, desk_now, issue, print_slips
from budget.contributions.views.slips import slip
from budget.contributions.views.speaking import create, reply, support

__all__ = [
    "already_said",
    "contact",
    "contest",
    "contribution_list",
    "create",
    "delete_draft",
    "desk",
    "desk_now",
    "detail",
    "edit",
    "enter",
    "enter_now",
    "erase",
    "erase_all",
    "import_act",
    "import_batch",
    "import_line",
    "imports",
    "issue",
    "letters",
    "letters_again",
    "mine",
    "moderation",
    "moderation_csv",
    "points",
    "print_slips",
    "query",
    "questions",
    "reply",
    "report",
    "slip",
    "support",
    "versions",
    "withdraw",
]
__all__ = ["contribution_list", "create", "detail", "grouping", "proposal", "questions", "reply", "support"]
