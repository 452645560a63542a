"""Addresses of those who have no e-mail, and the letters printed for them."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.models import Letter, PostalContact
from budget.contributions.services.errors import ContributionError
from budget.journal.services import record


@transaction.atomic
def keep_contact(*, contribution, name, address, actor, now):
    """Write down where to write to whoever said this, or change it. Journal: `postal_contact.kept`, without a word of it.

    Raises ContributionError.
    """
    _check(actor, now)
    name, address = name.strip(), address.strip()
    if contribution.author_id:
        raise ContributionError(_("Whoever wrote this has an account: they are told there."))
    if not name:
        raise ContributionError(_("Write the name to put on the envelope."), field="name")
    if not address:
        raise ContributionError(_("Write the whole address: street, postcode, town."), field="address")
    contact, _created = PostalContact.objects.update_or_create(
        contribution=contribution,
        defaults={"name": name, "address": address, "kept_at": now, "kept_by": actor},
    )
    record(actor=actor, action="postal_contact.kept", obj=contribution, now=now)
    return contact


@transaction.atomic
def erase_contact(*, contribution, actor, now):
    """Erase a name, an address and the letters that carry them; True when there was one. Journal: `postal_contact.erased`.

    Raises ContributionError.
    """
    _check(actor, now)
    deleted, _detail = PostalContact.objects.filter(contribution=contribution).delete()
    if deleted:
        record(actor=actor, action="postal_contact.erased", obj=contribution, now=now)
    return bool(deleted)


@transaction.atomic
def take_letters(*, campaign, actor, now):
    """The letters of a campaign that wait, by contact, marked as sent: two people at once never print the same one.

    Journal: `letters.taken` with their number. Raises ContributionError when none waits.
    """
    _check(actor, now)
    waiting = Letter.objects.select_for_update(of=("self",), skip_locked=True).filter(
        contact__contribution__campaign=campaign, sent_at__isnull=True
    )
    taken = [letter.pk for letter in waiting]
    if not taken:
        raise ContributionError(_("No letter waits: nothing new has happened to these people."))
    Letter.objects.filter(pk__in=taken).update(sent_at=now)
    record(actor=actor, action="letters.taken", obj=campaign, now=now, detail={"count": len(taken)})
    return now


def _check(actor, now):
    if not permissions.may_write_letters(actor, now=now):
        raise ContributionError(_("Only the staff who print letters may see postal addresses."))
