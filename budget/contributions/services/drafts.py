"""Keeping what is being written, and saying it at last."""

from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions.choices import Nature
from budget.contributions.models import ContributionDraft
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.speaking import contribute

#: How many drafts one person keeps, and how long one may be: room for any paper, none for a warehouse.
DRAFTS_PER_PERSON = 50
DRAFT_LENGTH = 20_000


@transaction.atomic
def save_draft(
    *,
    user,
    campaign,
    nature,
    now,
    key=None,
    target=None,
    title="",
    text="",
    theme=None,
    district=None,
    partner=None,
):
    """Keep what a person has written so far; with the `key` of a draft of theirs, in its place.

    An answer has one draft for each person and target. Nothing is checked but that there are words.
    Raises ContributionError.
    """
    title, text = title.strip()[:160], text.strip()[:DRAFT_LENGTH]
    if not title and not text:
        raise ContributionError(_("Write a few words first: an empty draft is not kept."), field="text")
    user = (
        get_user_model().objects.select_for_update(no_key=True).get(pk=user.pk)
    )  # one draft at a time for each person
    draft = _of_theirs(user, key, target) or _new(user, key)
    draft.campaign, draft.target, draft.nature = campaign, target, Nature(nature)
    draft.title, draft.text = title, text
    draft.theme, draft.district, draft.partner = theme, district, partner
    draft.saved_at = now
    draft.save()
    return draft


@transaction.atomic
def delete_draft(*, user, key):
    """Throw a draft of this person away; True when there was one."""
    deleted, _detail = ContributionDraft.objects.filter(user=user, key=key).delete()
    return bool(deleted)


@transaction.atomic
def say(*, actor, draft_key=None, target=None, **said):
    """`contribute`, and the draft it was written in is gone: both or neither. Raises ContributionError."""
    contribution = contribute(actor=actor, target=target, **said)
    if draft_key:
        delete_draft(user=actor, key=draft_key)
    if target:
        ContributionDraft.objects.filter(user=actor, target=target).delete()
    return contribution


def _of_theirs(user, key, target):
    drafts = ContributionDraft.objects.filter(user=user)
    if target:
        return drafts.filter(target=target).first()
    return drafts.filter(key=key, target=None).first() if key else None


def _new(user, key):
    if ContributionDraft.objects.filter(user=user).count() >= DRAFTS_PER_PERSON:
        raise ContributionError(
            _("You keep %(count)d drafts already: publish one or delete one first.")
            % {"count": DRAFTS_PER_PERSON}
        )
    is_free = key and not ContributionDraft.objects.filter(key=key).exists()
    return ContributionDraft(user=user, key=key if is_free else uuid4())
