"""Every model of the domain, one import per step of a campaign."""

from budget.ballots.models import Ballot, BallotIntake, MixBatch, Section, Vote
from budget.campaigns.models import (
    BaseDocumentRevision,
    Campaign,
    Derivative,
    District,
    Envelope,
    Phase,
    Theme,
)
from budget.contributions.models import (
    AnsweringService,
    AuthorQuery,
    CharterArticle,
    Contribution,
    ContributionDraft,
    ContributionOriginal,
    ContributionVersion,
    ImportBatch,
    LineageEdge,
    ModerationClaim,
    ModerationDecision,
    ModerationRule,
    QueueItem,
    RegisteredQuestion,
    Report,
    Showing,
    Support,
)
from budget.delivery.models import Milestone
from budget.journal.models import JournalEntry
from budget.notices.models import Follow, NoticePreference, Notification
from budget.partners.models import DeclaredInterest, Partner, PartnerMember, Resource
from budget.plan.models import Amendment, Axis, Objective
from budget.projects.models import Assessment, Commitment, Project
from budget.results.models import Award, TallyRun
from budget.roll.models import Attendance, Credential, EmailChallenge, Voter
from budget.workshops.models import Council, Workshop, WorkshopPack, WorkshopTable

__all__ = [
    "Amendment",
    "AnsweringService",
    "Assessment",
    "Attendance",
    "AuthorQuery",
    "Award",
    "Axis",
    "Ballot",
    "BallotIntake",
    "BaseDocumentRevision",
    "Campaign",
    "CharterArticle",
    "Commitment",
    "Contribution",
    "ContributionDraft",
    "ContributionOriginal",
    "ContributionVersion",
    "Council",
    "Credential",
    "DeclaredInterest",
    "Derivative",
    "District",
    "EmailChallenge",
    "Envelope",
    "Follow",
    "ImportBatch",
    "JournalEntry",
    "LineageEdge",
    "Milestone",
    "MixBatch",
    "ModerationClaim",
    "ModerationDecision",
    "ModerationRule",
    "NoticePreference",
    "Notification",
    "Objective",
    "Partner",
    "PartnerMember",
    "Phase",
    "Project",
    "QueueItem",
    "RegisteredQuestion",
    "Report",
    "Resource",
    "Section",
    "Showing",
    "Support",
    "TallyRun",
    "Theme",
    "Vote",
    "Voter",
    "Workshop",
    "WorkshopPack",
    "WorkshopTable",
]
