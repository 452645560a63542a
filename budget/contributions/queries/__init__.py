"""Reading the debate: lists, threads, lineage, the question register."""

from budget.contributions.queries.ancestry import both_ways, downstream, everyone_upstream, upstream
from budget.contributions.queries.gathering import (
    gathered,
    grouping,
    groupings,
    likely_pairs,
    proposal,
    proposals,
    read_again,
    standing,
    standing_of_project,
    things_named,
    waiting,
)
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
from budget.contributions.queries.points import points
from budget.contributions.queries.questions import askers, question_register, register_figures, same_questions
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
    "askers",
    "author_standing",
    "becomings",
    "both_ways",
    "charter",
    "contribution",
    "contribution_list",
    "descendants_of",
    "dossier",
    "downstream",
    "draft",
    "drafts",
    "everyone_upstream",
    "found",
    "gathered",
    "grouping",
    "groupings",
    "import_batches",
    "imported_contributions",
    "likely_pairs",
    "median_delay",
    "moderation_queue",
    "months_of_moderation",
    "only_by_code",
    "origins_of",
    "own_contributions",
    "points",
    "proposal",
    "proposals",
    "question_register",
    "read_again",
    "readable",
    "register_figures",
    "same_questions",
    "similar",
    "standing",
    "standing_of_project",
    "tally",
    "things_named",
    "thread",
    "upstream",
    "versions",
    "waiting",
    "with_counts",
]
