from django.db import models
from django.utils.translation import gettext_lazy as _


class TallyRule(models.TextChoices):
    GREEDY = "greedy", _("Most votes first, whatever fits (skip)")
    GREEDY_NO_SKIP = "greedy-no-skip", _("Most votes first, stop at the first that does not fit")
    GREEDY_THRESHOLD = "greedy-threshold", _("Most votes first, above a threshold")


class AwardStatus(models.TextChoices):
    WINNER = "winner", _("Winner")
    NOT_RETAINED = "not_retained", _("Not retained")
