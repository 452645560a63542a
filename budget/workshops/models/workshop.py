"""Rooms where people meet, and their tables."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budget.workshops.choices import WorkshopKind, WorkshopState
from budget.workshops.models.council import Council


class Workshop(models.Model):
    """A meeting. Headcounts (`registered`, `waiting`, `attended`) are persons; they are never added to supports."""

    campaign = models.ForeignKey(
        "budget.Campaign", verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="workshops"
    )
    reference = models.CharField(_("reference"), max_length=12)
    kind = models.CharField(_("kind"), max_length=10, choices=WorkshopKind)
    state = models.CharField(_("state"), max_length=12, choices=WorkshopState, default=WorkshopState.DRAFT)
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    venue = models.CharField(_("venue"), max_length=160)
    address = models.CharField(_("address"), max_length=250, blank=True)
    district = models.ForeignKey(
        "budget.District",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("district"),
    )
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("council"),
    )
    capacity = models.PositiveSmallIntegerField(_("capacity"), null=True, blank=True)
    registered = models.PositiveSmallIntegerField(_("registered"), default=0)
    waiting = models.PositiveSmallIntegerField(_("waiting list"), default=0)
    attended = models.PositiveSmallIntegerField(_("attended"), null=True, blank=True)
    programme = ArrayField(
        models.CharField(max_length=250), verbose_name=_("programme"), default=list, blank=True
    )
    access = ArrayField(models.CharField(max_length=120), verbose_name=_("access"), default=list, blank=True)
    facilitators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="facilitated_workshops",
        blank=True,
        verbose_name=_("facilitators"),
    )
    minutes_title = models.CharField(_("title of the minutes"), max_length=160, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_published_at = models.DateTimeField(_("minutes published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        permissions = [("capture_note", "Can capture table notes")]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "reference"], name="workshop_reference_is_unique"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="workshop_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    @property
    def has_minutes(self):
        return self.minutes_published_at is not None

    def is_over(self, now):
        return now >= self.ends_at


class WorkshopTable(models.Model):
    """A table of a workshop and its subject; its notes are contributions."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(_("number"))
    subject = models.CharField(_("subject"), max_length=160)

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="table_number_is_unique")]

    def __str__(self):
        return f"{self.workshop.reference}-T{self.number} {self.subject}"

    @property
    def uid(self):
        """Its name among the ids of a page."""
        return f"table-{self.number}"
