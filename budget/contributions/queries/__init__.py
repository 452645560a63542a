"""Reading the debate: lists, threads, lineage, the question register."""

from budget.contributions.queries.imports import import_batches, imported_contributions
from budget.contributions.queries.lineage import becomings, descendants_of, origins_of
from budget.contributions.queries.listing import (
    Filters,
    contribution_list,
    found,
    readable,
    tally,
    with_counts,
)
from budget.contributions.queries.moderation import (
    AuthorStanding,
    Dossier,
    MonthOfModeration,
    author_standing,
    charter,
    dossier,
    median_delay,
    moderation_queue,
    months_of_moderation,
)
from budget.contributions.queries.own import draft, drafts, own_contributions, versions
from budget.contributions.queries.questions import question_register, register_figures
from budget.contributions.queries.similar import similar
from budget.contributions.queries.slips import only_by_code
from budget.contributions.queries.supporting import allowance
from budget.contributions.queries.thread import ORDERS, contribution, thread

__all__ = [
    "ORDERS",
    "AuthorStanding",
    "Dossier",
    "Filters",
    "MonthOfModeration",
    "allowance",
    "author_standing",
    "becomings",
    "charter",
    "contribution",
    "contribution_list",
    "descendants_of",
    "dossier",
    "draft",
    "drafts",
    "found",
    "import_batches",
    "imported_contributions",
    "median_delay",
    "moderation_queue",
    "months_of_moderation",
    "only_by_code",
    "origins_of",
    "own_contributions",
    "question_register",
    "readable",
    "register_figures",
    "similar",
    "tally",
    "thread",
    "versions",
    "with_counts",
]
