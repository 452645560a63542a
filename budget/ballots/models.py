"""The vote, its sections, and the ballot box.

Intake and box hold no voter, no user, no session, no date, no time, no serial number (TRUST: two registers and a mix).
No other step imports this module (import contract): queries give plain data and arrays.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from budget.ballots.choices import SecrecyLevel, VoteState
from budget.roll.choices import VotingChannel


class Vote(models.Model):
    """A vote of a campaign. `rules` is the frozen ballot definition (canonical JSON), `rules_sha256` its hash.

    An imported vote was held elsewhere: it has ballots and no roll.
    """

    id = models.SmallAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    phase = models.OneToOneField("budget.Phase", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=VoteState, default=VoteState.DRAFT)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    grace_s = models.PositiveSmallIntegerField(_("grace (seconds)"), default=120)
    rules = models.JSONField(_("ballot definition"), default=dict, blank=True)
    rules_sha256 = models.BinaryField(max_length=32, null=True, blank=True)
    secrecy = models.SmallIntegerField(_("secrecy"), choices=SecrecyLevel, default=SecrecyLevel.SEPARATED)
    has_receipts = models.BooleanField(_("receipts"), default=True)
    may_replace = models.BooleanField(_("a ballot may be replaced"), default=True)
    mix_min = models.PositiveSmallIntegerField(default=50)
    k_publish = models.PositiveSmallIntegerField(default=10)
    box_pubkey = models.BinaryField(null=True, blank=True)
    roll_size = models.PositiveIntegerField(null=True, blank=True)
    is_imported = models.BooleanField(_("imported"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("a vote", "vote")
        verbose_name_plural = pgettext_lazy("a vote", "votes")
        permissions = [
            ("freeze_vote", "Can freeze a ballot definition"),
            ("open_vote", "Can open and close a vote"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="vote_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(grace_s__lte=300), name="grace_is_five_minutes_at_most"),
            models.CheckConstraint(condition=Q(mix_min__gte=10), name="a_mix_takes_ten_ballots"),
            models.CheckConstraint(
                condition=Q(state=VoteState.DRAFT) | Q(rules_sha256__isnull=False),
                name="a_frozen_vote_has_a_hash",
            ),
        ]

    def __str__(self):
        return self.slug


class Section(models.Model):
    """A part of the ballot with money of its own: the whole city, or one district."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="sections")
    envelope = models.ForeignKey("budget.Envelope", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=12)
    label = models.CharField(_("label"), max_length=100)
    amount_cents = models.BigIntegerField(_("amount (cents)"))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["vote", "code"], name="section_code_is_unique"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="section_holds_money"),
        ]

    def __str__(self):
        return f"{self.vote.slug} {self.code}"


class BallotRow(models.Model):
    """What intake and box have in common. `sealed` holds the canonical JSON in clear at secrecy level 1."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="+")
    handle = models.BinaryField(max_length=32)
    rev = models.PositiveSmallIntegerField(default=0)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=5, choices=VotingChannel)
    rk = models.BinaryField(max_length=32)
    cc = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=32, unique=True)
    nonce = models.BinaryField(max_length=16)
    sealed = models.BinaryField()
    prev_pre = models.BinaryField(max_length=32, null=True, blank=True)

    class Meta:
        abstract = True


class BallotIntake(BallotRow):
    """A ballot just cast, waiting for the mix."""

    pk = models.CompositePrimaryKey("vote_id", "handle", "rev")

    class Meta:
        verbose_name = _("ballot intake")
        verbose_name_plural = _("ballot intake")
        constraints = [
            models.CheckConstraint(condition=Q(rev__lte=50), name="intake_fifty_replacements_at_most"),
        ]

    def __str__(self):
        return self.leaf.hex()[:16]


class Ballot(BallotRow):
    """A ballot in the box; only the mix puts it there. Append-only (database trigger)."""

    pk = models.CompositePrimaryKey("vote_id", "handle", "rev")
    batch = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.CheckConstraint(condition=Q(rev__lte=50), name="box_fifty_replacements_at_most"),
        ]

    def __str__(self):
        return self.leaf.hex()[:16]


class MixBatch(models.Model):
    """One line of the journal of batches: n ballots mixed, their Merkle root, the chained head. Append-only."""

    pk = models.CompositePrimaryKey("vote_id", "seq")
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    head = models.BinaryField(max_length=32)
    sig = models.BinaryField(max_length=64, null=True, blank=True)
    day = models.DateField()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("journal of batches")

    def __str__(self):
        return f"{self.vote_id} {self.seq}"
