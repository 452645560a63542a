"""From a follow code to what was said, and from what was said to whoever has lost their code."""

import hmac
from hashlib import sha256

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from budget.contributions.models import Contribution, FollowCode
from budget.rules.follow_code import plain


def digest_of(code):
    """What is stored of a code: its HMAC, under a key that is not in the database."""
    key = settings.FOLLOW_CODE_KEY or settings.SECRET_KEY
    return hmac.new(key.encode(), b"follow-code|" + plain(code).encode(), sha256).hexdigest()


def followed_by_code(code, *, now):
    """The contribution that a code opens, or None: wrong, void and expired codes take the same one query."""
    held = FollowCode.objects.filter(digest=digest_of(code), voided_at__isnull=True, expires_at__gt=now)
    return (
        Contribution.objects.filter(pk__in=held.values("contribution"))
        .select_related(
            "campaign",
            "table__workshop",
            "district",
            "theme",
            "partner",
            "registration",
            "base_document_revision",
        )
        .defer("base_document_revision__lines", "base_document_revision__facts")
        .first()
    )


def slips_wanted(campaign, *, table=None, workshop=None, words=""):
    """What the City entered for people who may want a slip, the latest first; `has_code` says who holds one.

    Narrowed to a meeting, a table, and words of the text: how a lost slip is found again, without any name.
    """
    current = FollowCode.objects.filter(contribution=OuterRef("pk"), voided_at__isnull=True)
    found = Contribution.objects.filter(campaign=campaign, is_entered_by_city=True, author__isnull=True)
    if workshop is not None:
        found = found.filter(table__workshop=workshop)
    if table is not None:
        found = found.filter(table__number=table)
    for word in words.split():
        found = found.filter(Q(text__icontains=word) | Q(title__icontains=word) | Q(reference__iexact=word))
    return (
        found.annotate(has_code=Exists(current))
        .select_related("campaign", "table__workshop", "base_document_revision")
        .defer("base_document_revision__lines", "base_document_revision__facts")
        .order_by("-received_at", "-pk")
    )


def only_by_code(pks):
    """Among contributions (ids), those whose author has neither account nor address, and holds a follow code."""
    coded = FollowCode.objects.filter(voided_at__isnull=True).values("contribution")
    return list(
        Contribution.objects.filter(pk__in=pks, author__isnull=True, postal_contact__isnull=True)
        .filter(pk__in=coded)
        .select_related("table__workshop")
        .order_by("reference")
    )
