"""Reporting what breaks the charter. No account is needed: whoever sees it may not have one, and the law lets anyone.

Two people are told apart by a key made from the account or the network address, the contribution and the secret key
of the site: it cannot be traced back, nor joined from one contribution to the next.
"""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import QueueReason
from budget.contributions.models import Contribution, Report
from budget.contributions.services.deciding import open_line
from budget.contributions.services.errors import ContributionError
from budget.journal.services import record

HOUR = timedelta(hours=1)
WORDS_LIMIT = 1000


@transaction.atomic
def report(*, contribution, person=None, network_address="", article=None, words="", now):
    """Report a contribution: once per person while it waits. Returns (the report, whether it is new).

    `person` is the account, or None; then `network_address` tells people apart. Journal: `contribution.reported`.
    Raises ContributionError.
    """
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if not permissions.may_report(person, contribution, now=now):
        raise ContributionError(_("These words cannot be read by everyone: there is nothing to report."))
    words = words.strip()
    if article is None and not words:
        raise ContributionError(
            _("Choose an article of the charter, or say in a few words what is wrong."), field="words"
        )
    if len(words) > WORDS_LIMIT:
        raise ContributionError(
            _("Shorten your text: at most %(limit)d characters are kept.") % {"limit": WORDS_LIMIT},
            field="words",
        )
    key = _reporter_key(contribution, person, network_address)
    known = contribution.reports.filter(reporter_key=key, closed_at__isnull=True).first()
    if known:
        return known, False
    _check_quota(person, network_address, now)
    made = Report.objects.create(
        contribution=contribution,
        article=article,
        words=words,
        person=person,
        reporter_key=key,
        reported_at=now,
    )
    open_line(contribution, QueueReason.REPORT, now=now)
    record(actor=person, action="contribution.reported", obj=contribution, now=now)
    return made, True


def _reporter_key(contribution, person, network_address):
    return _digest(f"report|{contribution.pk}|{_who(person, network_address)}")


def _who(person, network_address):
    return f"account:{person.pk}" if person else f"address:{network_address}"


def _digest(text):
    return hashlib.blake2b(text.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=32).hexdigest()


def _check_quota(person, network_address, now):
    """So many reports an hour: of an account by its rows, of an address by a counter of the cache that names nobody."""
    if person:
        made = Report.objects.filter(person=person, reported_at__gt=now - HOUR).count()
    else:
        key = "reports:" + _digest(f"{network_address}|{now:%Y-%m-%dT%H}")[:32]
        cache.add(key, 0, int(HOUR.total_seconds()))
        try:
            made = cache.incr(key) - 1
        except ValueError:  # the hour ended between the two lines
            made = 0
    if made >= settings.REPORTS_PER_HOUR:
        raise ContributionError(
            _(
                "You have reported a lot in an hour: thank you. The moderators read them; come back a little later."
            )
        )
