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
#: Winners, whatever has become of them since.
WON_STATES = (
    ProjectState.WINNER,
    ProjectState.IN_DELIVERY,
    ProjectState.DELIVERED,
    ProjectState.PARTLY_DELIVERED,
    ProjectState.ABANDONED,
)


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
