"""Everything that writes contributions: one function per thing people do."""

from budget.contributions.services.drafts import delete_draft, save_draft, say
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.importing import (
    bring_table,
    confirm_import,
    correct_lines,
    leave_out_faulty,
    publish_import,
    throw_away,
    undo_import,
)
from budget.contributions.services.leaving import erase, erase_all, withdraw
from budget.contributions.services.lineage import draw_edge, revoke_edge
from budget.contributions.services.lines import checked_lines, read_moment
from budget.contributions.services.moderation import hide, publish
from budget.contributions.services.questions import answer_question, register_question, save_question
from budget.contributions.services.revising import revise
from budget.contributions.services.speaking import contribute
from budget.contributions.services.supports import give_supports, support, withdraw_support

__all__ = [
    "ContributionError",
    "answer_question",
    "bring_table",
    "checked_lines",
    "confirm_import",
    "contribute",
    "correct_lines",
    "delete_draft",
    "draw_edge",
    "erase",
    "erase_all",
    "give_supports",
    "hide",
    "leave_out_faulty",
    "publish",
    "publish_import",
    "read_moment",
    "register_question",
    "revise",
    "revoke_edge",
    "save_draft",
    "save_question",
    "say",
    "support",
    "throw_away",
    "undo_import",
    "withdraw",
    "withdraw_support",
]
