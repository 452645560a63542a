from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ADMISSIBLE = "admissible", _("Admissible")
    UNDER_ASSESSMENT = "under_assessment", _("Under assessment")
    FIT = "fit", _("Fit for the vote")
    FIT_WITH_CONDITIONS = "fit_conditions", _("Fit, with conditions")
    REFUSED = "refused", _("Not retained after assessment")
    MERGED = "merged", _("Merged")
    ON_BALLOT = "on_ballot", _("On the ballot")
    WINNER = "winner", _("Winner")
    RESERVE = "reserve", _("Reserve")
    NOT_RETAINED = "not_retained", _("Not retained by the vote")
    IN_DELIVERY = "in_delivery", _("In delivery")
    DELIVERED = "delivered", _("Delivered")
    PARTLY_DELIVERED = "partly_delivered", _("Partly delivered")
    ABANDONED = "abandoned", _("Abandoned")
    WITHDRAWN = "withdrawn", _("Withdrawn by its authors")


#: What the public never sees.
PRIVATE_STATES = (ProjectState.DRAFT,)
#: States from which an assessor's verdict may be given.
ASSESSABLE_STATES = (ProjectState.SUBMITTED, ProjectState.ADMISSIBLE, ProjectState.UNDER_ASSESSMENT)
#: States from which a project may be listed on a ballot.
LISTABLE_STATES = (ProjectState.FIT, ProjectState.FIT_WITH_CONDITIONS)
#: States in which the authors may still change the text: nobody has begun to assess it.
EDITABLE_STATES = (ProjectState.SUBMITTED, ProjectState.ADMISSIBLE)
#: States in which two projects may still become one, or their authors withdraw.
MOVABLE_STATES = (*ASSESSABLE_STATES, *LISTABLE_STATES)
#: Winners, whatever has become of them since.
WON_STATES = (
    ProjectState.WINNER,
    ProjectState.IN_DELIVERY,
    ProjectState.DELIVERED,
    ProjectState.PARTLY_DELIVERED,
    ProjectState.ABANDONED,
)

#: Every move a project may make. What is not written here is refused.
NEXT_STATES = {
    ProjectState.DRAFT: {ProjectState.SUBMITTED},
    ProjectState.SUBMITTED: {
        ProjectState.ADMISSIBLE,
        ProjectState.UNDER_ASSESSMENT,
        ProjectState.FIT,
        ProjectState.FIT_WITH_CONDITIONS,
        ProjectState.REFUSED,
        ProjectState.MERGED,
        ProjectState.WITHDRAWN,
    },
    ProjectState.ADMISSIBLE: {
        ProjectState.UNDER_ASSESSMENT,
        ProjectState.FIT,
        ProjectState.FIT_WITH_CONDITIONS,
        ProjectState.REFUSED,
        ProjectState.MERGED,
        ProjectState.WITHDRAWN,
    },
    ProjectState.UNDER_ASSESSMENT: {
        ProjectState.FIT,
        ProjectState.FIT_WITH_CONDITIONS,
        ProjectState.REFUSED,
        ProjectState.MERGED,
        ProjectState.WITHDRAWN,
    },
    ProjectState.FIT: {ProjectState.ON_BALLOT, ProjectState.MERGED, ProjectState.WITHDRAWN},
    ProjectState.FIT_WITH_CONDITIONS: {
        ProjectState.ON_BALLOT,
        ProjectState.MERGED,
        ProjectState.WITHDRAWN,
    },
    # An appeal: the second verdict, whatever it says, is another row of Assessment.
    ProjectState.REFUSED: {ProjectState.FIT, ProjectState.FIT_WITH_CONDITIONS, ProjectState.REFUSED},
    ProjectState.MERGED: set(),
    ProjectState.WITHDRAWN: set(),
    ProjectState.ON_BALLOT: {ProjectState.WINNER, ProjectState.RESERVE, ProjectState.NOT_RETAINED},
    ProjectState.NOT_RETAINED: set(),
    ProjectState.RESERVE: set(),
    ProjectState.WINNER: {ProjectState.IN_DELIVERY, ProjectState.ABANDONED},
    ProjectState.IN_DELIVERY: {
        ProjectState.DELIVERED,
        ProjectState.PARTLY_DELIVERED,
        ProjectState.ABANDONED,
    },
    ProjectState.PARTLY_DELIVERED: {ProjectState.DELIVERED, ProjectState.ABANDONED},
    ProjectState.DELIVERED: set(),
    ProjectState.ABANDONED: set(),
}


class StateGroup(models.TextChoices):
    """What a visitor chooses in the list, in the order in which the list shows them."""

    BALLOT = "ballot", _("On the ballot")
    WON = "won", _("Winners")
    FIT = "fit", _("Fit for the vote")
    STUDY = "study", _("Being assessed")
    NOT_RETAINED = "not_retained", _("Not retained by the vote")
    REFUSED = "refused", _("Not retained after assessment")
    MERGED = "merged", _("Joined to another project")
    WITHDRAWN = "withdrawn", _("Withdrawn by their authors")


GROUP_STATES = {
    StateGroup.BALLOT: (ProjectState.ON_BALLOT,),
    StateGroup.WON: WON_STATES,
    StateGroup.FIT: LISTABLE_STATES,
    StateGroup.STUDY: ASSESSABLE_STATES,
    StateGroup.NOT_RETAINED: (ProjectState.RESERVE, ProjectState.NOT_RETAINED),
    StateGroup.REFUSED: (ProjectState.REFUSED,),
    StateGroup.MERGED: (ProjectState.MERGED,),
    StateGroup.WITHDRAWN: (ProjectState.WITHDRAWN,),
}


class ProjectSort(models.TextChoices):
    """Orders of the list. None looks at the channel people spoke through."""

    LOT = "lot", _("Drawn by lot today")
    COST = "cost", _("Least expensive first")
    TITLE = "title", _("Alphabetical")


class Criterion(models.TextChoices):
    """What every assessment looks at, in this order."""

    GENERAL_INTEREST = "general_interest", _("General interest")
    COMPETENCE = "competence", _("The City's remit")
    LAW = "law", _("Law and rules")
    TECHNIQUE = "technique", _("Technique")
    COST = "cost", _("Cost")
    UPKEEP = "upkeep", _("Upkeep")


class Finding(models.TextChoices):
    """What an assessor found on one criterion."""

    FULFILLED = "fulfilled", _("Fulfilled")
    RESERVATION = "reservation", _("With a reservation")
    FAILED = "failed", _("Not fulfilled")


class Verdict(models.TextChoices):
    FIT = "fit", _("Fit")
    FIT_WITH_CONDITIONS = "fit_conditions", _("Fit with conditions")
    REFUSED = "refused", _("Refused")


class RefusalCode(models.TextChoices):
    GENERAL_INTEREST = "general_interest", _("General interest")
    COMPETENCE = "competence", _("Not within the City's remit")
    LAW = "law", _("Law or rules")
    TECHNIQUE = "technique", _("Technique")
    COST = "cost", _("Cost")
    OPERATING = "operating", _("Operating expense")
    LAND = "land", _("Land")
    HERITAGE = "heritage", _("Heritage")


class CommitmentState(models.TextChoices):
    PROPOSED = "proposed", _("To be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    KEPT = "kept", _("Kept")
    LATE = "late", _("Late")
    WITHDRAWN = "withdrawn", _("Withdrawn")
