"""Who comes to a meeting. Rows live until thirty days after it; its headcounts stay."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budget.rules.receipt import ALPHABET, grouped
from budget.workshops.choices import MOST_CHILDREN, MOST_COMPANIONS, Need, RegistrationState
from budget.workshops.models.workshop import Workshop

CODE_LENGTH = 12  # of 32 letters: 60 bits
_SIGNER = Signer(salt="budget.registration")
_LOOK_ALIKES = str.maketrans("OIL", "011")
_ACTIVE = ~Q(state=RegistrationState.CANCELLED)


def new_code():
    """A code nobody can guess, without letters that look alike."""
    return "".join(secrets.choice(ALPHABET) for _n in range(CODE_LENGTH))


def parse_code(text):
    """A code as it is stored, from whatever someone typed: any case, spaces or dashes, O for 0, I or L for 1."""
    return "".join(filter(str.isalnum, text.upper())).translate(_LOOK_ALIKES)


def parse_token(token):
    """The id of the registration a signed link names, or None."""
    try:
        value = _SIGNER.unsign(token)
    except BadSignature:
        return None
    return int(value) if value.isascii() and value.isdigit() else None


class Registration(models.Model):
    """One person and those who come along. The waiting list is in the order of `id`.

    The row is known by `token` (a signed link, in messages and on the QR) or by `code` (what one types); neither holds
    anything about the person. `arrived`: how many of the party came, None before they do.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    companions = models.PositiveSmallIntegerField(_("companions"), default=0)
    needs = ArrayField(
        models.CharField(max_length=20, choices=Need), verbose_name=_("needs"), default=list, blank=True
    )
    children = models.PositiveSmallIntegerField(_("children to look after"), default=0)
    needs_note = models.CharField(_("other needs"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState, default=RegistrationState.WAITING
    )
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    language = models.CharField(max_length=10, blank=True)
    is_keyed_by_team = models.BooleanField(default=False)
    registered_at = models.DateTimeField(_("registered at"))
    reminded_at = models.DateTimeField(null=True)
    arrived = models.PositiveSmallIntegerField(_("arrived"), null=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "email"],
                condition=_ACTIVE & ~Q(email=""),
                name="one_registration_per_address",
            ),
            models.UniqueConstraint(
                fields=["workshop", "user"],
                condition=_ACTIVE & Q(user__isnull=False),
                name="one_registration_per_account",
            ),
            models.CheckConstraint(
                condition=Q(companions__lte=MOST_COMPANIONS) & Q(children__lte=MOST_CHILDREN),
                name="a_party_stays_small",
            ),
            models.CheckConstraint(
                condition=Q(arrived__isnull=True) | Q(arrived__lte=F("companions") + 1, arrived__gte=1),
                name="a_party_does_not_grow_at_the_door",
            ),
        ]

    def __str__(self):
        return f"{self.workshop.reference} #{self.pk}"

    @property
    def people(self):
        """How many places it takes."""
        return self.companions + 1

    @property
    def token(self):
        return _SIGNER.sign(str(self.pk))

    @property
    def shown_code(self):
        return grouped(self.code)

    @property
    def is_cancelled(self):
        return self.state == RegistrationState.CANCELLED

    @property
    def is_seated(self):
        return self.state == RegistrationState.SEATED
