"""Taking one's words back. The place, the answers and the edges stay: others have built on them."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from budget.contributions import permissions
from budget.contributions.choices import ContributionState
from budget.contributions.models import Contribution, ContributionDraft, PostalContact
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.originals import forget_words_around
from budget.journal.services import record

_GONE = (ContributionState.HIDDEN, ContributionState.WITHDRAWN)


@transaction.atomic
def withdraw(*, contribution, actor, now, reason=""):
    """Take words back: nobody reads them any more, their place and what answers them stay.

    By their author, or by moderators who say who asked in `reason`. Journal: `contribution.withdrawn`.
    Raises ContributionError.
    """
    contribution = _locked(contribution)
    _check_right(contribution, actor, reason, now)
    if contribution.state in _GONE:
        raise ContributionError(_("This contribution cannot be read by anyone any more."))
    contribution.state = ContributionState.WITHDRAWN
    contribution.save(update_fields=["state"])
    record(actor=actor, action="contribution.withdrawn", obj=contribution, now=now, reason=reason.strip())
    return contribution


@transaction.atomic
def erase(*, contribution, actor, now, reason=""):
    """Erase words and name for good, former versions included; the tombstone and its edges stay.

    By their author, or by moderators who say who asked in `reason`. Erasing again changes nothing. What an
    organisation said is the organisation's: its members withdraw it, moderators alone erase it. Journal, without any words:
    `contribution.erased`. Raises ContributionError.
    """
    contribution = _locked(contribution)
    _check_right(contribution, actor, reason, now)
    if contribution.partner_id and not permissions.may_moderate(actor, contribution, now=now):
        raise ContributionError(
            _("These words are your organisation's: withdraw them, or ask the moderators to erase them.")
        )
    return contribution if contribution.erased_at else _erased(contribution, actor, now, reason)


@transaction.atomic
def erase_all(*, user, now):
    """Erase everything a person said in their own name, their drafts too; what they said for an organisation loses
    their name as author and stays the organisation's. Returns how many contributions were erased.

    Journal: `contribution.erased`, once for each.
    """
    ContributionDraft.objects.filter(user=user).delete()
    written = Contribution.objects.select_for_update(of=("self",)).filter(author=user).order_by("pk")
    own = [contribution for contribution in written if contribution.partner_id is None]
    for contribution in own:
        _erased(contribution, user, now, "")
    Contribution.objects.filter(author=user).update(author=None)
    return len(own)


def _erased(contribution, actor, now, reason):
    contribution.title = contribution.text = contribution.author_label = contribution.hidden_reason = ""
    contribution.author = contribution.latitude = contribution.longitude = None
    contribution.state = ContributionState.WITHDRAWN
    contribution.erased_at = now
    contribution.save(
        update_fields=[
            "title",
            "text",
            "author_label",
            "hidden_reason",
            "author",
            "state",
            "erased_at",
            "latitude",
            "longitude",
        ]
    )
    contribution.versions.update(title="", text="", sealed="", reason="", replaced_by=None)
    forget_words_around(contribution)
    contribution.follow_codes.filter(voided_at__isnull=True).update(voided_at=now)
    PostalContact.objects.filter(contribution=contribution).delete()
    contribution.consents.update(note="", written_by=None)
    ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Contribution), object_id=str(contribution.pk)
    ).update(label=contribution.journal_label)
    record(actor=actor, action="contribution.erased", obj=contribution, now=now, reason=reason.strip())
    return contribution


def _locked(contribution):
    return Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)


def _check_right(contribution, actor, reason, now):
    if not permissions.may_withdraw(actor, contribution, now=now):
        raise ContributionError(
            _("Only the person who wrote this, or a moderator they asked, may take it back.")
        )
    if not permissions.is_author(actor, contribution) and not reason.strip():
        raise ContributionError(
            _("Say who asked for it and how: the journal keeps it, without the words."), field="reason"
        )
