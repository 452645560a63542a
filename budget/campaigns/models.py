"""Campaign, phases, districts, themes, envelopes; the revisions of the base document and what was printed from it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from budget.campaigns.choices import DerivativeKind, DerivativeState, PhaseKind, PhaseState


def label_of(instance, field="name"):
    """The instance's `field` in the active language: `<field>_en` where English is active and filled in."""
    if (get_language() or "").startswith("en"):
        return getattr(instance, f"{field}_en") or getattr(instance, field)
    return getattr(instance, field)


class District(models.Model):
    """A neighbourhood, or the whole city (`is_citywide`). `outline` is a GeoJSON geometry or null."""

    code = models.SlugField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    is_citywide = models.BooleanField(_("whole city"), default=False)
    is_priority = models.BooleanField(_("priority district"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)
    outline = models.JSONField(_("outline"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self):
        return self.label

    @property
    def label(self):
        return label_of(self)


class Theme(models.Model):
    """A theme; `icon` names a file of static/icons, `tone` one of the theme tones of the style sheets (nat, mob…)."""

    code = models.SlugField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    icon = models.SlugField(_("icon"), max_length=40, blank=True)
    tone = models.SlugField(_("tone"), max_length=12, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self):
        return self.label

    @property
    def label(self):
        return label_of(self)


class Campaign(models.Model):
    """One edition of the participatory budget. `slug` is its address, `code` its short public name."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=250)
    title_en = models.CharField(_("title in English"), max_length=250, blank=True)
    total_cents = models.BigIntegerField(_("total budget (cents)"))
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    min_age = models.PositiveSmallIntegerField(_("minimum age"), default=0)
    is_public = models.BooleanField(_("public"), default=True)
    is_current = models.BooleanField(_("current edition"), default=False)
    facts = models.JSONField(_("facts"), default=dict, blank=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        permissions = [("manage_campaign", "Can run a campaign")]
        constraints = [
            models.CheckConstraint(condition=Q(total_cents__gte=0), name="campaign_total_is_not_negative"),
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="one_campaign_is_current"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return label_of(self, "title")


class Phase(models.Model):
    """A step of a campaign, open on the half-open window [opens_at, closes_at). Nothing else opens writes."""

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="phases"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PhaseKind)
    title = models.CharField(_("title"), max_length=100)
    title_en = models.CharField(_("title in English"), max_length=100, blank=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    supports_per_person = models.PositiveSmallIntegerField(
        _("supports per person"),
        null=True,
        blank=True,
        help_text=_("How many contributions one person may support during this phase. Empty: no limit."),
    )

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="phase_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(supports_per_person__isnull=True) | Q(supports_per_person__gt=0),
                name="a_limit_of_supports_lets_one_through",
            ),
            ExclusionConstraint(
                name="phases_of_a_kind_do_not_overlap",
                expressions=[
                    ("campaign", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        Func(
                            F("opens_at"),
                            F("closes_at"),
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.campaign.code} · {self.label}"

    @property
    def label(self):
        return label_of(self, "title")

    def clean(self):
        """Only the wording: the database refuses it too."""
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError(
                {"closes_at": _("A phase closes after it opens: choose a later closing date.")}
            )

    def state_at(self, now):
        """PhaseState of the half-open window at `now`."""
        if now < self.opens_at:
            return PhaseState.BEFORE
        return PhaseState.OPEN if now < self.closes_at else PhaseState.AFTER


class Envelope(models.Model):
    """What a campaign may spend in one district (or city-wide)."""

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="envelopes"
    )
    district = models.ForeignKey(
        District, verbose_name=_("district"), on_delete=models.PROTECT, related_name="envelopes"
    )
    amount_cents = models.BigIntegerField(_("amount (cents)"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("envelope")
        verbose_name_plural = _("envelopes")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "district"], name="one_envelope_per_district"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="envelope_holds_money"),
        ]

    def __str__(self):
        return f"{self.campaign.code} · {self.district.label}"


class BaseDocumentRevision(models.Model):
    """One numbered wording of an edition's base document, and the public note that says what changed in it.

    `lines` is the text, one item a paragraph, with its placeholders; `facts` is what stood in their place that day.
    Rows are never changed (database trigger), and the Wagtail revision they lead to is kept.
    """

    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.PROTECT,
        related_name="base_document_revisions",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    note = models.TextField(_("what changed"))
    note_en = models.TextField(_("what changed, in English"), blank=True)
    lines = models.JSONField(_("text"), default=list)
    facts = models.JSONField(_("facts"), default=dict)
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    wagtail_revision = models.ForeignKey(
        "wagtailcore.Revision",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("page as it was"),
    )

    class Meta:
        verbose_name = _("revision of the base document")
        verbose_name_plural = _("revisions of the base document")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_revision_has_this_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revisions_are_counted_from_one"),
            models.CheckConstraint(condition=~Q(note=""), name="a_revision_says_what_changed"),
        ]

    def __str__(self):
        return f"{self.campaign.code} · {self.number}"

    @property
    def note_label(self):
        return label_of(self, "note")

    @property
    def short_hash(self):
        return f"{self.content_hash[:4]} {self.content_hash[4:8]}".upper()


class Derivative(models.Model):
    """Something printed or recorded from a revision of the base document: it goes stale when another one follows.

    `object_type` and `object_ref` name what it was made for (a workshop, a vote…) without a foreign key: those live on
    later steps. HELD is a decision to leave it as it is, with its reason.
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="derivatives"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=DerivativeKind)
    title = models.CharField(_("title"), max_length=160)
    object_type = models.CharField(_("object type"), max_length=80, blank=True)
    object_ref = models.CharField(_("object"), max_length=80, blank=True)
    revision = models.ForeignKey(
        BaseDocumentRevision,
        verbose_name=_("made from the revision"),
        on_delete=models.PROTECT,
        related_name="derivatives",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DerivativeState, default=DerivativeState.IN_USE
    )
    reason = models.CharField(_("why it is kept"), max_length=300, blank=True)
    registered_at = models.DateTimeField(_("registered at"))
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("document made from the base document")
        verbose_name_plural = _("documents made from the base document")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DerivativeState.IN_USE, settled_at__isnull=True)
                | (~Q(state=DerivativeState.IN_USE) & Q(settled_at__isnull=False)),
                name="what_is_settled_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=DerivativeState.HELD) | ~Q(reason=""),
                name="what_is_kept_as_it_is_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["campaign", "kind", "object_type", "object_ref"],
                condition=Q(state=DerivativeState.IN_USE) & ~Q(object_ref=""),
                name="one_derivative_of_an_object_is_in_use",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.title}"

    @property
    def is_stale(self):
        """In use, and made from an older revision than the last; for rows of `queries.derivatives`."""
        return self.state == DerivativeState.IN_USE and self.revision.number < self.last_number
