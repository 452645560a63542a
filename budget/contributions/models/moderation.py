"""What moderators read, decide and answer for: the charter, the rule, the queue, decisions, reports, questions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budget.campaigns.choices import PhaseKind
from budget.campaigns.models import label_of
from budget.contributions.choices import CONTESTABLE_ACTS, REVIEWS, Act, Moment, Nature, QueueReason
from budget.contributions.models.contribution import Contribution


class CharterArticle(models.Model):
    """One article of the charter of the debate. Decisions quote it: it is taken out of use, never deleted."""

    code = models.SlugField(_("number"), max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    text = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("article of the charter")
        verbose_name_plural = _("articles of the charter")

    def __str__(self):
        return self.label

    @property
    def label(self):
        """ "Article 3, respect people"."""
        return _("Article %(code)s, %(title)s") % {"code": self.code, "title": label_of(self, "title")}

    @property
    def body(self):
        return label_of(self, "text")


class ModerationRule(models.Model):
    """For one nature during one kind of phase: read before or after publication. Without a line: after."""

    campaign = models.ForeignKey(
        "budget.Campaign",
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="moderation_rules",
    )
    nature = models.CharField(_("nature"), max_length=14, choices=Nature)
    phase_kind = models.CharField(_("during"), max_length=20, choices=PhaseKind)
    moment = models.CharField(_("read by moderators"), max_length=6, choices=Moment, default=Moment.BEFORE)

    class Meta:
        verbose_name = _("moderation rule")
        verbose_name_plural = _("moderation rules")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "nature", "phase_kind"], name="one_moderation_rule_per_nature_and_phase"
            )
        ]

    def __str__(self):
        return f"{self.get_nature_display()}, {self.get_phase_kind_display()}: {self.get_moment_display()}"


class ModerationDecision(models.Model):
    """What a moderator decided, when, and by which article. Append-only (database trigger).

    `waited_since` is the arrival of the oldest line of the queue it closed. `reviews` is the decision that a second
    moderator confirmed or undid: both stay.
    """

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="decisions"
    )
    act = models.CharField(_("decision"), max_length=10, choices=Act)
    article = models.ForeignKey(
        CharterArticle,
        verbose_name=_("article"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    decided_at = models.DateTimeField(_("decided at"))
    waited_since = models.DateTimeField(_("waited since"), null=True, blank=True)
    reviews = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="review",
        verbose_name=_("reviews"),
    )
    former_nature = models.CharField(_("former nature"), max_length=14, choices=Nature, blank=True)

    class Meta:
        verbose_name = _("moderation decision")
        verbose_name_plural = _("moderation decisions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(act__in=CONTESTABLE_ACTS) | Q(article__isnull=False) | ~Q(reason=""),
                name="what_takes_words_away_says_why",
            ),
            models.CheckConstraint(
                condition=Q(act__in=REVIEWS, reviews__isnull=False)
                | (~Q(act__in=REVIEWS) & Q(reviews__isnull=True)),
                name="a_review_names_what_it_reviews",
            ),
        ]
        indexes = [models.Index(fields=["decided_at"], name="decisions_by_date")]

    def __str__(self):
        return f"{self.get_act_display()} {self.contribution_id}"


class QueueItem(models.Model):
    """A line of the one queue: a contribution waits for a moderator since `opened_at`, for one reason.

    A contest carries the decision contested and what its author says against it.
    """

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="queue_items"
    )
    why = models.CharField(_("why"), max_length=8, choices=QueueReason)
    opened_at = models.DateTimeField(_("waiting since"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    contested = models.OneToOneField(
        ModerationDecision,
        verbose_name=_("decision contested"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contest",
    )
    words = models.TextField(_("what the author says"), blank=True)

    class Meta:
        verbose_name = _("line of the queue")
        verbose_name_plural = _("moderation queue")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "why"],
                condition=Q(closed_at__isnull=True),
                name="a_contribution_waits_once_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(why=QueueReason.CONTEST, contested__isnull=False)
                | (~Q(why=QueueReason.CONTEST) & Q(contested__isnull=True)),
                name="a_contest_names_a_decision",
            ),
        ]
        indexes = [
            models.Index(fields=["opened_at"], condition=Q(closed_at__isnull=True), name="queue_oldest_first")
        ]

    def __str__(self):
        return f"{self.get_why_display()} {self.contribution_id}"


class Report(models.Model):
    """Someone says that a contribution breaks the charter. `reporter_key` tells two people apart, and names nobody."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="reports"
    )
    article = models.ForeignKey(
        CharterArticle,
        verbose_name=_("article"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    words = models.TextField(_("what is wrong"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reporter_key = models.CharField(max_length=64)
    reported_at = models.DateTimeField(_("reported at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "reporter_key"],
                condition=Q(closed_at__isnull=True),
                name="one_open_report_per_person",
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False) | ~Q(words=""), name="a_report_says_what_is_wrong"
            ),
        ]
        indexes = [models.Index(fields=["reported_at"], name="reports_by_date")]

    def __str__(self):
        return f"{self.contribution_id} {self.reported_at:%Y-%m-%d}"


class AuthorQuery(models.Model):
    """What a moderator asks an author before deciding, and the answer. Read by the two of them only."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="author_queries"
    )
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.TextField(_("answer"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("question to an author")
        verbose_name_plural = _("questions to authors")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(closed_at__isnull=True),
                name="one_open_question_to_an_author",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(closed_at__isnull=False), name="an_answered_query_is_closed"
            ),
        ]

    def __str__(self):
        return self.question[:60]


class ModerationClaim(models.Model):
    """Who reads a contribution just now: a courtesy that ends by itself. The act is checked apart, under a lock."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="claim")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")

    def __str__(self):
        return f"{self.contribution_id} {self.moderator}"
