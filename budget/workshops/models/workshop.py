"""Rooms where people meet, and their tables."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budget.workshops.choices import TeamRole, WorkshopKind, WorkshopState
from budget.workshops.models.council import Council


class Workshop(models.Model):
    """A meeting. Headcounts (`registered`, `waiting`, `walk_ins`, `attended`) are persons; they are never added to supports.

    Where `takes_registrations`, `registered` and `waiting` are written by the registration services, exact at any
    time, and stay once the registrations are erased; elsewhere they are what the team counted. `attended` is written
    by the welcome desk, or by hand where nobody was checked in. `facilitators` is the whole team, see TeamMember.
    """

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
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    takes_registrations = models.BooleanField(_("people register on this site"), default=True)
    capacity = models.PositiveSmallIntegerField(_("capacity"), null=True, blank=True)
    registered = models.PositiveSmallIntegerField(_("registered"), default=0)
    waiting = models.PositiveSmallIntegerField(_("waiting list"), default=0)
    walk_ins = models.PositiveSmallIntegerField(_("came without registering"), default=0)
    attended = models.PositiveSmallIntegerField(_("attended"), null=True, blank=True)
    programme = ArrayField(
        models.CharField(max_length=250), verbose_name=_("programme"), default=list, blank=True
    )
    access = ArrayField(models.CharField(max_length=120), verbose_name=_("access"), default=list, blank=True)
    access_notes = models.TextField(_("how to get there and in"), blank=True)
    facilitators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="budget.TeamMember",
        related_name="facilitated_workshops",
        blank=True,
        verbose_name=_("team"),
    )
    minutes_title = models.CharField(_("title of the minutes"), max_length=160, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_published_at = models.DateTimeField(_("minutes published at"), null=True, blank=True)
    calendar_uid = models.UUIDField(db_default=RandomUUID(), editable=False, unique=True)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        permissions = [("capture_note", "Can capture table notes")]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "reference"], name="workshop_reference_is_unique"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="workshop_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(takes_registrations=False)
                | Q(capacity__isnull=True)
                | Q(registered__lte=F("capacity")),
                name="seats_stay_within_capacity",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="meeting_point_is_on_earth",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    @property
    def has_minutes(self):
        return self.minutes_published_at is not None

    @property
    def has_point(self):
        return self.latitude is not None

    @property
    def seats_left(self):
        """Places that a newcomer may take: none while others wait; None where places are not counted."""
        if self.capacity is None:
            return None
        return 0 if self.waiting else max(self.capacity - self.registered, 0)

    @property
    def is_overrun(self):
        """More people came than there are places."""
        return bool(self.capacity and self.attended and self.attended > self.capacity)

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


class TeamMember(models.Model):
    """Someone of the team of a meeting, and what they do there."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="team_roles")
    role = models.CharField(_("role"), max_length=10, choices=TeamRole, default=TeamRole.LEAD)

    class Meta:
        db_table = "budget_workshop_facilitators"
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        unique_together = [("workshop", "user")]

    def __str__(self):
        return f"{self.workshop.reference} {self.get_role_display()}"
