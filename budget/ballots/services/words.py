"""The sentences a voter reads, exact and kind (TRUST, section 3.6)."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


def moment_words(at):
    """An instant in words: "mardi 8 décembre 2026, 18 h 30"; midnight belongs to the day it ends."""
    local = localtime(at)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return _("%(day)s, midnight") % {"day": day_words(local - timedelta(days=1))}
    return _("%(day)s, %(hour)s:%(minute)s") % {
        "day": day_words(local),
        "hour": local.hour,
        "minute": f"{local.minute:02d}",
    }


def day_words(day):
    """A day in words: "mardi 8 décembre 2026"."""
    return date_format(day, _("l j F Y"))


def closed_words(closes_at):
    return _("The vote ended on %(close)s (Paris time). This ballot was not recorded.") % {
        "close": moment_words(closes_at)
    }


def already_words(day):
    """`day` may be None when the mark cannot be read again."""
    if day is None:
        return _("You have already voted. To change your vote, use your receipt code.")
    return _("You already voted on %(day)s. To change your vote, use your receipt code.") % {
        "day": day_words(day)
    }


def recorded_words(trackers, closes_at):
    return _(
        "Your ballot is recorded. Fingerprint: %(trackers)s. Keep your code: with it you can check or replace your "
        "ballot until %(close)s. We cannot find it again."
    ) % {"trackers": ", ".join(trackers), "close": moment_words(closes_at)}


def unsure_words():
    return _("We could not confirm that it was recorded. Send the form again: you will not vote twice.")


def sent_words():
    return _("If this address may vote, a message has just been sent to it.")
