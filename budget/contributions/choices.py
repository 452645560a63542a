from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Nature(models.TextChoices):
    IDEA = "idea", _("Idea")
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    QUESTION = "question", _("Question")
    CLARIFICATION = "clarification", _("Clarification")
    REACTION = "reaction", _("Reaction")
    ACTOR_PAPER = "actor_paper", _("Actor's paper")


#: Natures that stand on their own; the others always answer a contribution.
STANDALONE_NATURES = (Nature.IDEA, Nature.QUESTION, Nature.ACTOR_PAPER)


class Channel(models.TextChoices):
    WEB = "web", _("Online")
    WORKSHOP = "workshop", _("At a table")
    COUNCIL = "council", _("Neighbourhood council")
    PAPER = "paper", _("On paper")
    STAND = "stand", _("At a stand")
    PHONE = "phone", _("By phone")
    MAIL = "mail", _("By post")


class ContributionState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("contribution", "Received")
    PUBLISHED = "published", pgettext_lazy("contribution", "Published")
    MERGED = "merged", pgettext_lazy("contribution", "Merged")
    SPLIT = "split", pgettext_lazy("contribution", "Split")
    BECAME_PROJECT = "became_project", _("Became a project")
    CARRIED_OVER = "carried_over", _("Carried over")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")
    HIDDEN = "hidden", pgettext_lazy("contribution", "Hidden")


#: The bank of the river each channel belongs to: people write, speak around tables, or send a sheet.
BANKS = {
    Channel.WEB: "web",
    Channel.WORKSHOP: "room",
    Channel.COUNCIL: "room",
    Channel.STAND: "room",
    Channel.PAPER: "post",
    Channel.PHONE: "post",
    Channel.MAIL: "post",
}

#: The longest text of each nature, in characters.
TEXT_LIMITS = dict.fromkeys(Nature, 2000) | {Nature.ACTOR_PAPER: 10_000}

#: States in which everyone can read the contribution.
PUBLIC_STATES = (
    ContributionState.PUBLISHED,
    ContributionState.MERGED,
    ContributionState.SPLIT,
    ContributionState.BECAME_PROJECT,
    ContributionState.CARRIED_OVER,
)


#: States in which people may still support a contribution and answer it.
LIVE_STATES = (ContributionState.PUBLISHED, ContributionState.BECAME_PROJECT)

#: States in which words may still change.
EDITABLE_STATES = (ContributionState.RECEIVED, *LIVE_STATES)


#: How long after publication whoever holds the follow code may say what was meant.
CORRECTION_TIME = timedelta(hours=72)
#: How soon what the City receives is published.
PUBLICATION_TIME = timedelta(days=2)


class Fidelity(models.TextChoices):
    VERBATIM = "verbatim", _("Word for word")
    PARAPHRASE = "paraphrase", _("Paraphrase")
    SYNTHESIS = "synthesis", _("Synthesis")


class EdgeKind(models.TextChoices):
    """How what stands at the end of an edge came from what stands at its start.

    What answers a contribution in its thread is no edge: `target` says it once, when it is said, and for good.
    """

    BECAME = "became", _("became")
    MERGED = "merged", _("was merged into")
    SPLIT = "split", _("was split into")
    DEEPENED = "deepened", _("was deepened by")
    CARRIED_OVER = "carried_over", _("was carried over as")
    FED = "fed", _("feeds the objective")
    ANSWERED = "answered", _("was answered by")
    REVOKED = "revoked", _("revokes")


class Revision(models.TextChoices):
    """Why words changed."""

    EDIT = "edit", _("changed by its author")
    CORRECTION = "correction", _("corrected: this is what was meant")
    REDACTION = "redaction", _("some words were taken out by the moderators")


class BatchState(models.TextChoices):
    """What became of a table of contributions that someone brought in."""

    PREVIEW = "preview", pgettext_lazy("import", "To be checked")
    IMPORTED = "imported", pgettext_lazy("import", "Imported, not published")
    PUBLISHED = "published", pgettext_lazy("import", "Published")
    UNDONE = "undone", pgettext_lazy("import", "Undone")
    DISCARDED = "discarded", pgettext_lazy("import", "Thrown away")


class Moment(models.TextChoices):
    """When moderators read what is said."""

    BEFORE = "before", _("before publication")
    AFTER = "after", _("after publication")


class QueueReason(models.TextChoices):
    """Why a contribution waits for a moderator."""

    NEW = "new", _("New")
    REPORT = "report", _("Reported")
    CONTEST = "contest", _("Contested by its author")


class Act(models.TextChoices):
    """What a moderator decided."""

    PUBLISHED = "published", pgettext_lazy("decision", "Published")
    KEPT = "kept", pgettext_lazy("decision", "Left as it is")
    HIDDEN = "hidden", pgettext_lazy("decision", "Hidden")
    REDACTED = "redacted", pgettext_lazy("decision", "Words masked")
    QUESTION = "question", pgettext_lazy("decision", "Made a question")
    UPHELD = "upheld", pgettext_lazy("decision", "Decision confirmed")
    OVERTURNED = "overturned", pgettext_lazy("decision", "Decision undone")


#: Decisions that take words away from readers: they name an article, and their author may contest them once.
CONTESTABLE_ACTS = (Act.HIDDEN, Act.REDACTED)
#: What a second moderator answers to a contest.
REVIEWS = (Act.UPHELD, Act.OVERTURNED)


class OriginalKind(models.TextChoices):
    SCAN = "scan", _("Scan of a sheet")
    PHOTO = "photo", _("Photo")
    RECORDING = "recording", _("Transcript of a recording")


#: What stands around the words that take the place of masked ones. Nobody can write these two letters.
OPENS_MASK, CLOSES_MASK = "\u27e6", "\u27e7"


class ProposalKind(models.TextChoices):
    MERGE = "merge", pgettext_lazy("proposal", "Merge")
    SPLIT = "split", pgettext_lazy("proposal", "Split")


class ProposalState(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "Waiting for answers")
    DONE = "done", pgettext_lazy("proposal", "Done")
    DROPPED = "dropped", pgettext_lazy("proposal", "Dropped")


class ConsentState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("consent", "No answer yet")
    GIVEN = "given", pgettext_lazy("consent", "Agrees")
    REFUSED = "refused", pgettext_lazy("consent", "Does not agree")
