from django.db import models
from django.utils.translation import gettext_lazy as _


class MilestoneState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    LATE = "late", _("Late")
