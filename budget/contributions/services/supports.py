"""Supporting, once per person. No journal line: the row itself says who and when, and withdrawing leaves no trace."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.contributions import permissions, queries
from budget.contributions.models import Support
from budget.contributions.services.errors import ContributionError


@transaction.atomic
def support(*, contribution, user, now):
    """Support once: a second time, or two clicks at once, changes nothing.

    Where an open phase limits supports, it is counted under the person's lock. Raises ContributionError.
    """
    _check(contribution, user, now)
    _check_limit(contribution, user, now)
    Support.objects.bulk_create(
        [Support(contribution=contribution, user=user, given_at=now)], ignore_conflicts=True
    )
    return Support.objects.get(contribution=contribution, user=user)


@transaction.atomic
def withdraw_support(*, contribution, user, now):
    """Take one's support back; True when there was one. Raises ContributionError."""
    _check(contribution, user, now)
    deleted, _detail = Support.objects.filter(contribution=contribution, user=user).delete()
    return bool(deleted)


@transaction.atomic
def give_supports(*, contribution, users, now):
    """Give the supports of many people at once, for imports; returns how many were new."""
    before = contribution.supports.count()
    Support.objects.bulk_create(
        [Support(contribution=contribution, user=user, given_at=now) for user in users],
        ignore_conflicts=True,
        batch_size=1_000,
    )
    return contribution.supports.count() - before


def _check_limit(contribution, user, now):
    limited = permissions.phases_that_limit_supports(contribution.campaign, now=now)
    if not limited:
        return
    get_user_model().objects.select_for_update(no_key=True).get(pk=user.pk)
    if Support.objects.filter(contribution=contribution, user=user).exists():
        return
    allowance = queries.allowance(user, contribution.campaign, limited=limited)
    if allowance and not allowance.left:
        raise ContributionError(
            ngettext(
                "You have given your %(count)s support of this phase. Take one back to give it elsewhere.",
                "You have given your %(count)s supports of this phase. Take one back to give it elsewhere.",
                allowance.limit,
            )
            % {"count": allowance.limit}
        )


def _check(contribution, user, now):
    if not user.is_authenticated:
        raise ContributionError(_("Sign in to support a contribution."))
    if not permissions.may_support(user, contribution, now=now):
        raise ContributionError(_("Supports are closed here: read what has become of this contribution."))
