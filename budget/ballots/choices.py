from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VoteState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("a vote", "Draft")
    FROZEN = "frozen", pgettext_lazy("a vote", "Frozen")
    OPEN = "open", pgettext_lazy("a vote", "Open")
    SUSPENDED = "suspended", pgettext_lazy("a vote", "Suspended")
    CLOSED = "closed", pgettext_lazy("a vote", "Closed")
    OPENED = "opened", pgettext_lazy("a vote", "Ballot box opened")
    PUBLISHED = "published", pgettext_lazy("a vote", "Published")
    ANNULLED = "annulled", pgettext_lazy("a vote", "Annulled")


#: States in which the ballots may be counted.
COUNTABLE_STATES = (VoteState.CLOSED, VoteState.OPENED, VoteState.PUBLISHED)


class BallotFormat(models.TextChoices):
    APPROVAL = "approval", _("Choose up to a number of projects")
    KNAPSACK = "knapsack", _("Choose projects within the budget")


class SecrecyLevel(models.IntegerChoices):
    OPEN = 0, _("Open vote")
    SEPARATED = 1, _("Separated registers")
    SEALED = 2, _("Sealed ballots")
