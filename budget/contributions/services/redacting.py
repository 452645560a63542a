"""Masking words: a name, an address, a number. What is left says that something was masked, and why."""

import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions.choices import CLOSES_MASK, OPENS_MASK, Act, ContributionState, Revision
from budget.contributions.services.deciding import decide, locked
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.moderation import shown_reason
from budget.contributions.services.revising import revise


@transaction.atomic
def redact(*, contribution, actor, now, words="", start=None, end=None, article=None, reason="", seen=None):
    """Mask `words` wherever the title and the text have them, or the characters of the text from `start` to `end`.

    What is masked is kept encrypted in the former version, or nowhere (settings REDACTED_WORDS and REDACTION_KEYS).
    The contribution keeps its place in the queue. Journal, without any words: `contribution.redacted`.
    Raises ContributionError, and StaleError when it is not what was `seen`.
    """
    contribution = locked(contribution, actor, now, seen)
    if contribution.state in (ContributionState.HIDDEN, ContributionState.WITHDRAWN):
        raise ContributionError(_("This contribution cannot be read by anyone any more."))
    shown = shown_reason(article, reason)
    mask = mask_for(article)
    if start is not None and end is not None and _is_span(contribution.text, start, end, words):
        title, text = contribution.title, _mask_span(contribution.text, start, end, mask)
    else:
        title, text = _mask_words(contribution, words, mask)
    contribution = revise(
        contribution=contribution,
        title=title,
        text=text,
        kind=Revision.REDACTION,
        actor=actor,
        now=now,
        reason=shown,
        sealed=_seal(contribution, title, text),
    )
    decide(contribution, Act.REDACTED, actor=actor, now=now, article=article, reason=reason.strip())
    return contribution


def mask_for(article):
    """What stands in place of masked words, in any file or page: "⟦masked words, article 3⟧"."""
    words = _("masked words")
    if article:
        words = _("masked words, article %(code)s") % {"code": article.code}
    return f"{OPENS_MASK}{words}{CLOSES_MASK}"


def _is_span(text, start, end, words):
    """Whether the characters are those of the words, where both are given: the words win, they are what was read."""
    if not 0 <= start < end <= len(text):
        raise ContributionError(
            _("Select the words to mask in the text, or type them exactly."), field="words"
        )
    return not words.strip() or _plain(words) == _plain(text[start:end])


def _plain(words):
    return words.replace("\r\n", "\n").strip()


def _mask_span(text, start, end, mask):
    _check_not_masked(text[start:end])
    return text[:start] + mask + text[end:]


def _mask_words(contribution, words, mask):
    words = words.strip()
    if not words:
        raise ContributionError(
            _("Select the words to mask in the text, or type them exactly."), field="words"
        )
    _check_not_masked(words)
    spellings = [words, _plain(words)]  # a form sends line ends of two letters
    words = next((w for w in spellings if w in contribution.title or w in contribution.text), None)
    if words is None:
        raise ContributionError(
            _("These words are not in the title nor in the text: copy them exactly, capitals included."),
            field="words",
        )
    title = contribution.title.replace(words, mask)
    if len(title) > 160:
        title = mask
    return title, contribution.text.replace(words, mask)


def _check_not_masked(span):
    if OPENS_MASK in span or CLOSES_MASK in span:
        raise ContributionError(_("Part of these words is masked already."), field="words")


def _seal(contribution, title, text):
    """The former words, encrypted, with those that replace them; nothing where they must not be kept."""
    if settings.REDACTED_WORDS != "encrypted" or not settings.REDACTION_KEYS:
        return ""
    kept = {"title": contribution.title, "text": contribution.text, "after": [title, text]}
    return _keys().encrypt(json.dumps(kept).encode()).decode()


def unsealed(version):
    """{"title", "text", "after"} kept with a redaction, or None where nothing was kept or the key is gone."""
    if not version.sealed or not settings.REDACTION_KEYS:
        return None
    try:
        return json.loads(_keys().decrypt(version.sealed.encode()))
    except InvalidToken:
        return None


def _keys():
    return MultiFernet([Fernet(key) for key in settings.REDACTION_KEYS])


def unmask(contribution, *, since):
    """Put back the words of the redaction made at `since`, if they were kept and nothing changed after. True if so."""
    version = contribution.versions.filter(kind=Revision.REDACTION, replaced_at=since).order_by("-id").first()
    kept = unsealed(version) if version else None
    if kept is None or kept["after"] != [contribution.title, contribution.text]:
        return False
    contribution.title, contribution.text = kept["title"], kept["text"]
    contribution.save(update_fields=["title", "text"])
    return True
