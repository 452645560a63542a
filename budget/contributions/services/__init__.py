"""Everything that writes contributions: one function per thing people do."""

from budget.contributions.services.drafts import delete_draft, save_draft, say
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.leaving import erase, erase_all, withdraw
from budget.contributions.services.lineage import draw_edge, revoke_edge
from budget.contributions.services.moderation import hide, publish
from budget.contributions.services.questions import answer_question, register_question, save_question
from budget.contributions.services.revising import revise
from budget.contributions.services.speaking import contribute
from budget.contributions.services.supports import give_supports, support, withdraw_support

__all__ = [
    "ContributionError",
    "answer_question",
    "contribute",
    "delete_draft",
    "draw_edge",
    "erase",
    "erase_all",
    "give_supports",
    "hide",
    "publish",
    "register_question",
    "revise",
    "revoke_edge",
    "save_draft",
    "save_question",
    "say",
    "support",
    "withdraw",
    "withdraw_support",
]
