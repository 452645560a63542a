"""Following anything, once. No journal line: the row says who and since when, and unfollowing leaves no trace."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.notices.models import Follow
from budget.notices.queries import named
from budget.notices.services.errors import NoticeError


@transaction.atomic
def follow(*, user, obj, now):
    """Follow `obj`: a second time, or two clicks at once, changes nothing. Raises NoticeError for a visitor."""
    if not user.is_authenticated:
        raise NoticeError(_("Sign in to follow what becomes of this."))
    Follow.objects.bulk_create([Follow(user=user, **named(obj), followed_at=now)], ignore_conflicts=True)
    return Follow.objects.get(user=user, **named(obj))


@transaction.atomic
def unfollow(*, user, obj, now):
    """Stop following `obj`; True when it was followed."""
    if not user.is_authenticated:
        return False
    deleted, _detail = Follow.objects.filter(user=user, **named(obj)).delete()
    return bool(deleted)
