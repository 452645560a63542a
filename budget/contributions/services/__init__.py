"""Everything that writes contributions: one function per thing people do."""

from budget.contributions.services.asking import answer_query, ask_author
from budget.contributions.services.carrying_out import carry_out
from budget.contributions.services.charter import save_article, save_rule, save_service
from budget.contributions.services.claiming import claim, release
from budget.contributions.services.contesting import contest, review
from budget.contributions.services.deciding import StaleError, fingerprint
from budget.contributions.services.drafts import delete_draft, save_draft, say
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.grouping import (
    add_to_grouping,
    group_together,
    rename_grouping,
    take_out_of_grouping,
)
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
from budget.contributions.services.letters import erase_contact, keep_contact, take_letters
from budget.contributions.services.lineage import draw_edge, revoke_edge
from budget.contributions.services.lines import checked_lines, read_moment
from budget.contributions.services.moderation import hide, keep, make_question, publish
from budget.contributions.services.originals import attach_original
from budget.contributions.services.proposals import (
    answer_proposal,
    drop_proposal,
    leave_apart,
    propose_merge,
    propose_split,
    record_consent,
)
from budget.contributions.services.questions import (
    absorb_answer,
    answer_question,
    join_questions,
    register_question,
)
from budget.contributions.services.reaching import Told, tell
from budget.contributions.services.redacting import redact
from budget.contributions.services.reporting import report
from budget.contributions.services.revising import revise
from budget.contributions.services.showing import count_showings
from budget.contributions.services.slips import add_by_code, correct_by_code, issue_code, issue_codes
from budget.contributions.services.speaking import contribute
from budget.contributions.services.supports import give_supports, support, withdraw_support

__all__ = [
    "ContributionError",
    "StaleError",
    "Told",
    "absorb_answer",
    "add_by_code",
    "add_to_grouping",
    "answer_proposal",
    "answer_query",
    "answer_question",
    "ask_author",
    "attach_original",
    "bring_table",
    "carry_out",
    "checked_lines",
    "claim",
    "confirm_import",
    "contest",
    "contribute",
    "correct_by_code",
    "correct_lines",
    "count_showings",
    "delete_draft",
    "draw_edge",
    "drop_proposal",
    "erase",
    "erase_all",
    "erase_contact",
    "fingerprint",
    "give_supports",
    "group_together",
    "hide",
    "issue_code",
    "issue_codes",
    "join_questions",
    "keep",
    "keep_contact",
    "leave_apart",
    "leave_out_faulty",
    "make_question",
    "propose_merge",
    "propose_split",
    "publish",
    "publish_import",
    "read_moment",
    "record_consent",
    "redact",
    "register_question",
    "release",
    "rename_grouping",
    "report",
    "review",
    "revise",
    "revoke_edge",
    "save_article",
    "save_draft",
    "save_rule",
    "save_service",
    "say",
    "support",
    "take_letters",
    "take_out_of_grouping",
    "tell",
    "throw_away",
    "undo_import",
    "withdraw",
    "withdraw_support",
]
