"""The one model of everything people say."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from budget.contributions.choices import (
    BANKS,
    LIVE_STATES,
    PUBLIC_STATES,
    STANDALONE_NATURES,
    Channel,
    ContributionState,
    Fidelity,
    Nature,
)


class Contribution(models.Model):
    """A sentence or a page, said or written. `reference` (C07, A1-T2-N2) is unique in its campaign.

    Provenance is the channel, `place`, the table, when it was said, who entered it, how faithfully; it never
    decides rights, order or counts. `target` is what an argument, a reaction, a clarification or a question answers.
    """

    campaign = models.ForeignKey(
        "budget.Campaign", verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="contributions"
    )
    reference = models.CharField(_("reference"), max_length=20)
    nature = models.CharField(_("nature"), max_length=14, choices=Nature)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    state = models.CharField(
        _("state"), max_length=14, choices=ContributionState, default=ContributionState.RECEIVED
    )
    target = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    text = models.TextField(_("text"))
    district = models.ForeignKey(
        "budget.District",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("district"),
    )
    theme = models.ForeignKey(
        "budget.Theme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("theme"),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("author"),
    )
    author_label = models.CharField(_("name shown"), max_length=120, blank=True)
    partner = models.ForeignKey(
        "budget.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("spoken for"),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by the City"),
    )
    is_entered_by_city = models.BooleanField(_("entered by the City"), default=False)
    place = models.CharField(_("place"), max_length=160, blank=True)
    table = models.ForeignKey(
        "budget.WorkshopTable",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("table"),
    )
    note_number = models.PositiveSmallIntegerField(_("note number"), null=True, blank=True)
    fidelity = models.CharField(_("fidelity"), max_length=10, choices=Fidelity, blank=True)
    is_read_back = models.BooleanField(_("read back in the room"), default=False)
    import_batch = models.ForeignKey(
        "budget.ImportBatch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("import"),
    )
    said_at = models.DateTimeField(_("said at"))
    received_at = models.DateTimeField(_("received at"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    base_document_revision = models.ForeignKey(
        "budget.BaseDocumentRevision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("revision of the base document"),
    )
    hidden_reason = models.TextField(_("why it is hidden"), blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        permissions = [
            ("enter_contribution", "Can enter a contribution on someone's behalf"),
            ("moderate_contribution", "Can moderate contributions"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "reference"], name="contribution_reference_is_unique"
            ),
            models.UniqueConstraint(
                fields=["table", "note_number"],
                condition=Q(table__isnull=False),
                name="note_number_is_unique_at_its_table",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False), name="contribution_says_something"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="a_point_has_two_coordinates",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(title="", text="", author_label="", author=None, state=ContributionState.WITHDRAWN),
                name="what_is_erased_has_no_words_and_no_name",
            ),
            models.CheckConstraint(
                condition=Q(nature__in=STANDALONE_NATURES) | Q(target__isnull=False),
                name="what_answers_has_something_to_answer",
            ),
            models.CheckConstraint(
                condition=Q(table__isnull=True) | Q(note_number__isnull=False), name="a_note_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.WEB) | Q(is_entered_by_city=True),
                name="what_the_city_entered_says_so",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC_STATES) | Q(published_at__isnull=False),
                name="what_is_public_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContributionState.HIDDEN) | ~Q(hidden_reason=""),
                name="hiding_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state", "-published_at"], name="contribution_list"),
            models.Index(
                fields=["campaign"], name="contribution_points", condition=Q(latitude__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title or self.text[:60]}"

    @property
    def journal_label(self):
        """What the journal calls it: never its words, for the journal cannot forget them."""
        return f"{self.reference} ({Nature(self.nature).value})"

    @property
    def is_public(self):
        return self.state in PUBLIC_STATES

    @property
    def is_live(self):
        """People may still support and answer it."""
        return self.state in LIVE_STATES

    @property
    def headline(self):
        """The title, or the first words of the text where there is none."""
        return self.title or self.text

    @property
    def short_headline(self):
        """The headline, or its first twelve words: for the titles of other pages and of notices."""
        return Truncator(self.headline).words(12, truncate="…")

    @property
    def bank(self):
        """ "web", "room" or "post": the tint of the badge, and nothing else."""
        return BANKS[Channel(self.channel)]

    @property
    def provenance(self):
        """The badge in words: "Table 2, Night walk on the banks", "Online", "On paper, library".

        Reads `table.workshop`: select them with the contribution.
        """
        if self.table is None:
            return provenance(channel=self.channel, place=self.place)
        return provenance(
            channel=self.channel, table_number=self.table.number, workshop_title=self.table.workshop.title
        )


def provenance(*, channel, place="", table_number=None, workshop_title=""):
    """Where something was said, in words of the active language, short enough for a badge.

    Of a meeting called "Night walk : the banks", the kind is enough: "Table 2, night walk".
    """
    if table_number is not None:
        meeting, colon, _subject = workshop_title.partition(" : ")
        if colon:
            meeting = meeting[:1].lower() + meeting[1:]
        return _("Table %(number)s, %(workshop)s") % {"number": table_number, "workshop": meeting}
    label = str(Channel(channel).label)
    return f"{label}, {place}" if place else label
