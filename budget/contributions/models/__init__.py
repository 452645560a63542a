"""Everything people say, whichever door they come in by, and what comes of it."""

from budget.contributions.models.contribution import Contribution, provenance
from budget.contributions.models.counts import ContributionCounts
from budget.contributions.models.drafts import ContributionDraft
from budget.contributions.models.grouping import Grouping, GroupingMember
from budget.contributions.models.importing import ImportBatch
from budget.contributions.models.letters import Letter, PostalContact
from budget.contributions.models.lineage import LineageEdge
from budget.contributions.models.moderation import (
    AuthorQuery,
    CharterArticle,
    ModerationClaim,
    ModerationDecision,
    ModerationRule,
    QueueItem,
    Report,
)
from budget.contributions.models.originals import ContributionOriginal
from budget.contributions.models.proposals import Consent, LookedAt, Proposal, ProposedPart
from budget.contributions.models.questions import AnsweringService, RegisteredQuestion
from budget.contributions.models.showing import Showing
from budget.contributions.models.slips import FollowCode
from budget.contributions.models.support import Support
from budget.contributions.models.versions import ContributionVersion
from budget.contributions.models.words import KnownWord, SearchedWords

__all__ = [
    "AnsweringService",
    "AuthorQuery",
    "CharterArticle",
    "Consent",
    "Contribution",
    "ContributionCounts",
    "ContributionDraft",
    "ContributionOriginal",
    "ContributionVersion",
    "FollowCode",
    "Grouping",
    "GroupingMember",
    "ImportBatch",
    "KnownWord",
    "Letter",
    "LineageEdge",
    "LookedAt",
    "ModerationClaim",
    "ModerationDecision",
    "ModerationRule",
    "PostalContact",
    "Proposal",
    "ProposedPart",
    "QueueItem",
    "RegisteredQuestion",
    "Report",
    "SearchedWords",
    "Showing",
    "Support",
    "provenance",
]
