from django.db import models
from django.utils.translation import gettext_lazy as _


class VoteState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FROZEN = "frozen", _("Frozen")
    OPEN = "open", _("Open")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")
    OPENED = "opened", _("Ballot box opened")
    PUBLISHED = "published", _("Published")
    ANNULLED = "annulled", _("Annulled")


#: States in which the ballots may be counted.
COUNTABLE_STATES = (VoteState.CLOSED, VoteState.OPENED, VoteState.PUBLISHED)


class BallotFormat(models.TextChoices):
    APPROVAL = "approval", _("Choose up to a number of projects")
    KNAPSACK = "knapsack", _("Choose projects within the budget")


class SecrecyLevel(models.IntegerChoices):
    OPEN = 0, _("Open vote")
    SEPARATED = 1, _("Separated registers")
    SEALED = 2, _("Sealed ballots")
