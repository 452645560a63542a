"""The person who signs in, and nothing else."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Accounts are found by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        """Create an account; without a password it signs in by e-mail code only."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{**fields, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """A citizen, a partner's representative or a member of staff. Roles come from groups and from the domain."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("name shown"),
        max_length=80,
        blank=True,
        help_text=_("The name the others read beside what you write."),
    )
    district_code = models.CharField(_("district"), max_length=16, blank=True)
    preferred_language = models.CharField(_("language of your mail"), max_length=8, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email_whatever_its_capitals")
        ]

    def __str__(self):
        return self.get_full_name()

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self):
        """The name others read; never the address, which is nobody's business."""
        return self.display_name or gettext("Resident no. %(number)s") % {"number": self.pk or "–"}

    get_short_name = get_full_name
