from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKind(models.TextChoices):
    ASSOCIATION = "association", _("Association")
    STARTUP = "startup", _("Start-up")
    SME = "sme", _("SME")
    LARGE_GROUP = "large_group", _("Large group")
    COOPERATIVE = "cooperative", _("Cooperative")
    PUBLIC_BODY = "public_body", _("Public body")
    SOCIAL_LANDLORD = "social_landlord", _("Social landlord")
    SCHOOL = "school", _("School")
    LAB = "lab", _("Laboratory")


class PartnerState(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    VALIDATED = "validated", _("Validated")
    REFUSED = "refused", _("Refused")
    LEFT = "left", _("Left")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VOICE = "voice", _("Voice")


class ResourceDirection(models.TextChoices):
    OFFER = "offer", _("Offers")
    NEED = "need", _("Seeks")
