from django.db import models
from django.utils.translation import gettext_lazy as _


class VoterState(models.TextChoices):
    ELIGIBLE = "eligible", _("Eligible")
    STRUCK = "struck", _("Struck off")


class CredentialKind(models.TextChoices):
    EMAIL = "email", _("E-mail address")


class VotingChannel(models.TextChoices):
    WEB = "web", _("Online")
    PAPER = "paper", _("On paper")
    DESK = "desk", _("At a desk")
