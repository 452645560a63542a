"""The kinds of phase of an edition, in the order a campaign lives them, and what is made from its base document."""

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


class DerivativeKind(models.TextChoices):
    """What is printed or recorded from the base document."""

    PACK = "pack", _("Workshop pack")
    SLIPS = "slips", _("Sheet of follow slips")
    GUIDE = "guide", _("Voter guide")
    POSTER = "poster", _("Poster")
    LEAFLET = "leaflet", _("Leaflet")
    FORM = "form", _("Paper form")
    EASY_READ = "easy_read", _("Easy-read version")
    RECORDING = "recording", _("Recording")
    OTHER = "other", _("Other document")


class DerivativeState(models.TextChoices):
    IN_USE = "in_use", _("In use")
    HELD = "held", _("Kept as it is")
    REPLACED = "replaced", _("Replaced")
