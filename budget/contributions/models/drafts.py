"""Words that are not said yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import Nature
from budget.contributions.models.contribution import Contribution


class ContributionDraft(models.Model):
    """What a person has begun to write: something new, or with `target` an answer. Nobody else reads it.

    `key` is chosen by the page that holds the form, so that saving twice makes one draft. Nothing is checked before
    it is published: a draft may be too long, or of a nature that is closed.
    """

    key = models.UUIDField(_("key"), unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.CASCADE, related_name="drafts"
    )
    campaign = models.ForeignKey(
        "budget.Campaign", verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="drafts"
    )
    target = models.ForeignKey(
        Contribution,
        verbose_name=_("in reply to"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
    )
    nature = models.CharField(_("nature"), max_length=14, choices=Nature)
    title = models.CharField(_("title"), max_length=160, blank=True)
    text = models.TextField(_("text"), blank=True)
    theme = models.ForeignKey(
        "budget.Theme", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    district = models.ForeignKey(
        "budget.District", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        "budget.Partner", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "target"],
                condition=Q(target__isnull=False),
                name="one_draft_per_person_and_target",
            ),
            models.CheckConstraint(condition=~Q(title="", text=""), name="a_draft_holds_some_words"),
        ]
        indexes = [models.Index(fields=["user", "-saved_at"], name="drafts_of_a_person")]

    def __str__(self):
        return f"{self.get_nature_display()} · {self.saved_at:%Y-%m-%d}"
