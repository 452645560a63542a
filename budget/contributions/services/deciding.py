"""The ground of every act of moderation: one lock, one check of what was seen, one line of decision."""

import hashlib

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import Act, QueueReason
from budget.contributions.models import Contribution, ModerationClaim, ModerationDecision, QueueItem
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.telling import tell_decision, tell_reporters


class StaleError(ContributionError):
    """Someone decided, or the words changed, between reading and acting."""


def locked(contribution, actor, now, seen=None):
    """The contribution as it is now, locked: two moderators cannot decide at once.

    `seen` is the `fingerprint` of what the moderator read; StaleError when it is no longer that.
    """
    if not permissions.may_moderate(actor, contribution, now=now):
        raise ContributionError(_("Only moderators may publish or hide a contribution."))
    current = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if seen is not None and seen != fingerprint(current):
        raise StaleError(_what_happened(current))
    return current


def fingerprint(contribution):
    """What a moderator read, in a few letters: it changes with the words, the state and each decision."""
    last = contribution.decisions.order_by("-id").values_list("id", flat=True).first()
    parts = (contribution.state, contribution.nature, contribution.title, contribution.text, last)
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def _what_happened(contribution):
    last = contribution.decisions.select_related("article", "decided_by").order_by("-id").first()
    if last is None:
        return _("These words have changed since you opened them. Read them again: what you typed is kept.")
    said = {
        "name": last.decided_by or _("The system"),
        "act": str(last.get_act_display()).lower(),
        "hour": date_format(timezone.localtime(last.decided_at), "TIME_FORMAT"),
    }
    return _(
        "%(name)s has just decided: %(act)s, at %(hour)s. Nothing was changed by you, and what you typed is kept."
    ) % {**said}


def open_line(contribution, why, *, now, **fields):
    """Put a contribution in the queue for this reason, unless it waits there already. True when it is new."""
    lines = [QueueItem(contribution=contribution, why=why, opened_at=now, **fields)]
    before = QueueItem.objects.filter(contribution=contribution, why=why, closed_at__isnull=True).exists()
    QueueItem.objects.bulk_create(lines, ignore_conflicts=True)
    return not before


def decide(contribution, act, *, actor, now, article=None, reason="", reviews=None, former_nature=""):
    """Write the decision, close what waited for it, and tell the author. Call it under the lock."""
    lines = contribution.queue_items.filter(closed_at__isnull=True)
    lines = lines.filter(contested=reviews) if reviews else lines.exclude(why=QueueReason.CONTEST)
    decision = ModerationDecision.objects.create(
        contribution=contribution,
        act=act,
        article=article,
        reason=reason,
        decided_by=actor,
        decided_at=now,
        waited_since=lines.aggregate(first=Min("opened_at"))["first"],
        reviews=reviews,
        former_nature=former_nature,
    )
    reporters = []
    if act != Act.REDACTED:  # some words masked: the rest is still to be decided
        reporters = _close(contribution, lines, now, is_review=reviews is not None)
    tell_decision(decision, now=now)
    tell_reporters(reporters, decision, now=now)
    return decision


def _close(contribution, lines, now, *, is_review):
    """Close the lines, and what goes with them; returns the people whose reports are answered."""
    lines.update(closed_at=now)
    ModerationClaim.objects.filter(contribution=contribution).delete()
    if is_review:
        return []
    reports = contribution.reports.filter(closed_at__isnull=True)
    reporters = [report.person for report in reports.filter(person__isnull=False).select_related("person")]
    reports.update(closed_at=now)
    contribution.author_queries.filter(closed_at__isnull=True).update(closed_at=now)
    return reporters
