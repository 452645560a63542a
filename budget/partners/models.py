"""Organisations that take part, the people who speak for them, what they bring and what they seek."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budget.partners.choices import MemberRole, PartnerKind, PartnerState, ResourceDirection


class Partner(models.Model):
    """An organisation's public profile. Only a validated partner speaks as an organisation."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PartnerKind)
    state = models.CharField(_("state"), max_length=12, choices=PartnerState, default=PartnerState.REQUESTED)
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    website = models.URLField(_("website"), blank=True)
    expertise = ArrayField(
        models.CharField(max_length=100), verbose_name=_("expertise"), default=list, blank=True
    )
    represented_by = models.CharField(_("represented by"), max_length=120, blank=True)
    theme = models.ForeignKey(
        "budget.Theme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partners",
        verbose_name=_("theme"),
    )
    requested_at = models.DateTimeField(_("requested at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        permissions = [("validate_partner", "Can validate a partner's profile")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partners:detail", args=[self.slug])

    @property
    def is_validated(self):
        return self.state == PartnerState.VALIDATED


class PartnerMember(models.Model):
    """A person who may act for a partner, and how far."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=8, choices=MemberRole, default=MemberRole.VOICE)
    joined_at = models.DateTimeField(_("joined at"))

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [models.UniqueConstraint(fields=["partner", "user"], name="one_membership_per_person")]

    def __str__(self):
        return f"{self.user} · {self.partner}"


class Resource(models.Model):
    """Something a partner offers or seeks."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="resources")
    direction = models.CharField(_("direction"), max_length=5, choices=ResourceDirection)
    label = models.CharField(_("what"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def __str__(self):
        return self.label


class DeclaredInterest(models.Model):
    """An interest a partner declares; shown wherever it speaks, and on the project it names."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="interests")
    project = models.ForeignKey(
        "budget.Project",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="declared_interests",
        verbose_name=_("project"),
    )
    text = models.CharField(_("interest"), max_length=300)
    declared_at = models.DateTimeField(_("declared at"))

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="interest_says_something")]

    def __str__(self):
        return self.text
