"""Saying that one reads an item, so that two moderators do not read it at once. It ends by itself."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from budget.contributions import permissions
from budget.contributions.models import Contribution, ModerationClaim


@transaction.atomic
def claim(*, contribution, moderator, now, take_over=False):
    """Who reads this: the ModerationClaim that holds, `moderator`'s own unless someone else's has not ended.

    Reading on renews one's own; `take_over` ends someone else's. None for those who do not moderate.
    """
    if not permissions.may_moderate(moderator, contribution, now=now):
        return None
    Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    held = ModerationClaim.objects.filter(contribution=contribution).select_related("moderator").first()
    is_free = held is None or held.until <= now or held.moderator_id == moderator.pk
    if not (is_free or take_over):
        return held
    is_mine = held is not None and held.moderator_id == moderator.pk and held.until > now
    until = now + timedelta(minutes=settings.MODERATION_CLAIM_MINUTES)
    mine, _made = ModerationClaim.objects.update_or_create(
        contribution=contribution,
        defaults={"moderator": moderator, "since": held.since if is_mine else now, "until": until},
    )
    return mine


@transaction.atomic
def release(*, contribution, moderator):
    """Stop reading; True when it was one's own claim."""
    deleted, _detail = ModerationClaim.objects.filter(contribution=contribution, moderator=moderator).delete()
    return bool(deleted)
