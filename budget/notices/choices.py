"""How often notices are sent by e-mail."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("once a week")
    OFF = "off", _("never: I read them on the site")


#: How long after a digest the next one may leave.
RHYTHM = {Frequency.DAILY: timedelta(days=1), Frequency.WEEKLY: timedelta(days=7)}

#: A timer that runs each morning is never quite on time: a digest may leave a little before its rhythm is over.
SLACK = timedelta(hours=2)
