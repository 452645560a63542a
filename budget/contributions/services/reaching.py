"""Telling the people a thing concerns, each by the way that reaches them: account, letter, or their code alone."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from budget.contributions.models import Letter, PostalContact
from budget.notices.queries import followers
from budget.notices.services import notify


@dataclass(frozen=True)
class Told:
    """How many people were told just now, by notice and by letter."""

    notices: int = 0
    letters: int = 0


@transaction.atomic
def tell(
    *,
    event,
    obj,
    contributions=(),
    title,
    text="",
    url,
    now,
    key,
    people=(),
    things=(),
    by_post=True,
    is_urgent=False,
    is_private=False,
    except_for=None,
):
    """Tell the authors of `contributions` (ids), whoever follows them, `obj` or `things`, and `people`: each once.

    What is private goes to the authors alone, not to those who follow.
    Whoever spoke without an account is written to where a postal contact was left, unless `by_post` is False; those
    whom only a follow code reaches find it there (queries.only_by_code lists them). Words as in `notices.services.notify`.
    """
    pks = list(contributions)
    following = followers(obj, *things, *(("contribution", pk) for pk in pks))
    concerned = Q(contributions__in=pks)
    if not is_private:
        concerned |= Q(pk__in=following.values("pk"))
    told = notify(
        event=event,
        obj=obj,
        people=[*people, *get_user_model().objects.filter(concerned).distinct()],
        title=title,
        text=text,
        url=url,
        now=now,
        key=key,
        is_urgent=is_urgent,
        except_for=except_for,
    )
    return Told(told, _write_letters(pks, title, text, now, key) if pks and by_post else 0)


def _write_letters(pks, title, text, now, key):
    contacts = list(PostalContact.objects.filter(contribution__in=pks, contribution__author__isnull=True))
    if not contacts:
        return 0
    with override(settings.LANGUAGE_CODE):
        said = {"title": _said(title)[:250], "text": _said(text)}
    before = Letter.objects.filter(key=key, contact__in=contacts).count()
    letters = [Letter(contact=contact, key=key, written_at=now, **said) for contact in contacts]
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters) - before


def _said(words):
    return str(words() if callable(words) else words)
