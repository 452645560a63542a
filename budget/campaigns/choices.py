"""The kinds of phase of an edition, in the order a campaign lives them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhaseKind(models.TextChoices):
    INFORMATION = "information", _("Information")
    IDEATION = "ideation", _("Ideas")
    WORKSHOPS = "workshops", _("Workshops")
    DEEPENING = "deepening", _("Deepening")
    ASSESSMENT = "assessment", _("Assessment")
    APPEAL = "appeal", _("Appeal")
    VOTE = "vote", _("Vote")
    RESULTS = "results", _("Results")
    DELIVERY = "delivery", _("Delivery")
    EVALUATION = "evaluation", _("Evaluation")


class PhaseState(models.TextChoices):
    """Where `now` stands in a phase's half-open window; computed, never stored."""

    BEFORE = "before", _("Before")
    OPEN = "open", _("Open")
    AFTER = "after", _("After")
