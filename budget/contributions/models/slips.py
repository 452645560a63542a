"""The code that follows what was said, without an e-mail address."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budget.contributions.models.contribution import Contribution


class FollowCode(models.Model):
    """A code that opens the page of one contribution, and nothing else. It is neither an account nor a voting code.

    Only its keyed digest is stored: a code is shown once, and a new one voids the former.
    """

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="follow_codes"
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    expires_at = models.DateTimeField(_("expires at"))
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("follow code")
        verbose_name_plural = _("follow codes")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(voided_at__isnull=True),
                name="a_contribution_has_one_follow_code_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="a_follow_code_is_valid_for_a_while"
            ),
        ]

    def __str__(self):
        return f"{self.contribution_id} · {self.issued_at:%Y-%m-%d}"
