"""Telling the people a thing concerns, each by the way that reaches them: account, letter, or their code alone."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import override

from budget.contributions.models import Contribution, FollowCode, Letter, PostalContact
from budget.notices.queries import followers
from budget.notices.services import notify


@dataclass
class Told:
    """How many people were told just now by notice and by letter, and what was said by those only a code reaches."""

    notices: int = 0
    letters: int = 0
    by_code: list = field(default_factory=list)


@transaction.atomic
def tell(
    *, event, obj, contributions, title, text="", url, now, key, people=(), is_urgent=False, except_for=None
):
    """Tell the authors of `contributions` (ids), whoever follows them or `obj`, and `people`: each once for `key`.

    Whoever spoke without an account is written to where a postal contact was left; the contributions of the others
    that have a follow code are listed in `by_code`. Words as in `notices.services.notify`.
    """
    pks = list(contributions)
    authors = get_user_model().objects.filter(contributions__in=pks).distinct() if pks else []
    named = [(obj._meta.model_name, obj.pk), *(("contribution", pk) for pk in pks)]
    told = notify(
        event=event,
        obj=obj,
        people=[*people, *authors, *followers(*named)],
        title=title,
        text=text,
        url=url,
        now=now,
        key=key,
        is_urgent=is_urgent,
        except_for=except_for,
    )
    if not pks:
        return Told(notices=told)
    return Told(notices=told, letters=_write_letters(pks, title, text, now, key), by_code=only_by_code(pks))


def _write_letters(pks, title, text, now, key):
    contacts = PostalContact.objects.filter(contribution__in=pks, contribution__author__isnull=True)
    with override(settings.LANGUAGE_CODE):
        said = {"title": _said(title)[:250], "text": _said(text)}
    letters = [Letter(contact=contact, key=key, written_at=now, **said) for contact in contacts]
    before = (
        Letter.objects.filter(key=key, contact__in=[letter.contact for letter in letters]).count()
        if letters
        else 0
    )
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters) - before


def _said(words):
    return str(words() if callable(words) else words)


def only_by_code(pks):
    """Among contributions (ids), those whose author has no account and no address, and holds a follow code."""
    coded = FollowCode.objects.filter(voided_at__isnull=True).values("contribution")
    return list(
        Contribution.objects.filter(pk__in=pks, author__isnull=True, postal_contact__isnull=True)
        .filter(pk__in=coded)
        .select_related("table__workshop")
        .order_by("reference")
    )
