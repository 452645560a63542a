"""The electoral roll: who may vote and who has. Nothing here says what anyone chose.

No other step imports this module (import contract). No name, no address in clear: a credential is a keyed hash.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from budget.roll.choices import CredentialKind, VoterState, VotingChannel


class Voter(models.Model):
    """A person entitled to vote, by a random number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey("budget.Vote", on_delete=models.PROTECT, related_name="+")
    home_section = models.ForeignKey(
        "budget.Section", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    method = models.CharField(_("method"), max_length=8, choices=CredentialKind)
    state = models.CharField(_("state"), max_length=8, choices=VoterState, default=VoterState.ELIGIBLE)
    created_on = models.DateField(_("created on"))

    class Meta:
        verbose_name = _("voter")
        verbose_name_plural = _("voters")

    def __str__(self):
        return str(self.pk)


class Credential(models.Model):
    """A way to identify a voter: HMAC-SHA256(pepper, kind | normalised value), 32 bytes."""

    vote = models.ForeignKey("budget.Vote", on_delete=models.PROTECT, related_name="+")
    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=CredentialKind)
    lookup = models.BinaryField(_("lookup"), max_length=32)
    secret_hash = models.CharField(max_length=128, blank=True)
    batch = models.CharField(max_length=40, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    is_revoked = models.BooleanField(_("revoked"), default=False)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = [
            models.UniqueConstraint(fields=["vote", "kind", "lookup"], name="one_voter_per_credential"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"


class Attendance(models.Model):
    """A voter has voted in a section. The keys are what makes a second ballot impossible.

    `slot` is 0 for the whole city, then 1 for the voter's district (2 for a second one, where the rules allow it):
    whoever has voted in a district cannot vote in another one instead.
    """

    pk = models.CompositePrimaryKey("vote_id", "voter_id", "section_id")
    vote = models.ForeignKey("budget.Vote", on_delete=models.PROTECT, related_name="+")
    voter = models.ForeignKey(Voter, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey("budget.Section", on_delete=models.PROTECT, related_name="+")
    slot = models.PositiveSmallIntegerField(_("slot"), default=0)
    channel = models.CharField(_("channel"), max_length=5, choices=VotingChannel)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["vote", "voter", "slot"], name="one_attendance_per_slot"),
        ]

    def __str__(self):
        return f"{self.section_id} {self.day}"


class EmailChallenge(models.Model):
    """A link and a six-digit code sent to an address: hashes only, thirty minutes, once.

    `browser_hash` binds the link to the browser that asked; in another one the code is asked for.
    """

    vote = models.ForeignKey("budget.Vote", on_delete=models.CASCADE, related_name="+")
    lookup = models.BinaryField(max_length=32)
    token_hash = models.BinaryField(max_length=32, unique=True)
    code_hash = models.BinaryField(max_length=32)
    browser_hash = models.BinaryField(max_length=32)
    attempts = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    is_used = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("e-mail challenge")
        verbose_name_plural = _("e-mail challenges")
        indexes = [models.Index(fields=["vote", "lookup"], name="challenge_lookup")]

    def __str__(self):
        return str(self.pk)
