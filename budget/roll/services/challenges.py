"""Identifying a voter by e-mail: a link and a six-digit code, sent once, kept as hashes.

The answer to a request is the same for an address that has voted, that never came, or that asked too often. The
address itself is in memory for the time of the sending and is stored nowhere.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from budget.journal.services import DomainError
from budget.notices.services import compose_email, send_email
from budget.roll.choices import CredentialKind
from budget.roll.models import EmailChallenge
from budget.roll.services.pepper import keyed_hash
from budget.roll.services.voters import enrol_voter
from budget.rules.eligibility import EmailError, canonical_email

VALID_FOR = timedelta(minutes=30)
MAX_ATTEMPTS = 5  # wrong codes for one message
MAX_MESSAGES = 3  # to one address while the first is still valid
KEPT_FOR = timedelta(hours=24)
TEMPLATE = "roll/identify"


class IdentificationError(DomainError):
    """Someone could not be identified."""


def request_challenge(*, vote, email, browser_token, address_of, title, now):
    """Send a link and a code to `email`, for the browser that holds `browser_token` (a secret of its own).

    `address_of(token)` gives the absolute address of the link; `title` names the vote in the message. Raises
    IdentificationError only when the address is none. An address that has had MAX_MESSAGES gets no other one, which
    nothing in the answer tells.
    """
    lookup = email_lookup(vote_uid=vote.uid, email=email)
    token, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06d}"
    EmailChallenge.objects.filter(vote=vote, expires_at__lt=now - KEPT_FOR).delete()
    waiting = EmailChallenge.objects.filter(vote=vote, lookup=lookup, expires_at__gt=now).count()
    message = {
        "to": email.strip(),
        "subject": _("Your code to vote: %(code)s") % {"code": code},
        "template": TEMPLATE,
        "context": {
            "title": title,
            "code": code,
            "link": address_of(token),
            "minutes": VALID_FOR.seconds // 60,
        },
        "language": get_language(),
    }
    if waiting >= MAX_MESSAGES:
        compose_email(**message)  # the same work, so that the answer takes as long
        return
    EmailChallenge.objects.create(
        vote=vote,
        lookup=lookup,
        token_hash=_sha256(token),
        code_hash=_code_hash(vote, token, code),
        browser_hash=_sha256(browser_token),
        expires_at=now + VALID_FOR,
    )
    send_email(**message)


def email_lookup(*, vote_uid, email):
    """The keyed hash under which this address is on the roll of this vote. Raises IdentificationError."""
    try:
        address = canonical_email(email)
    except EmailError as error:
        message = _("Write your e-mail address in full, for example claire.martin@example.org.")
        raise IdentificationError(message, field="email") from error
    return keyed_hash(vote_uid, CredentialKind.EMAIL, address)


def challenge_is_open(*, vote, token, now):
    """True when this link still works; following it changes nothing."""
    return _waiting(vote, now).filter(token_hash=_sha256(token)).exists()


def is_same_browser(*, vote, token, browser_token):
    """True when the link is opened in the browser that asked for it."""
    challenges = EmailChallenge.objects.filter(vote=vote, token_hash=_sha256(token))
    return challenges.filter(browser_hash=_sha256(browser_token)).exists()


def confirm_challenge(*, vote, browser_token, now, token="", code=""):
    """The voter's id, once, for a link opened in the browser that asked, or for the code of a message.

    Without `token`, the messages asked for by this browser are tried. Wrong codes are counted and kept even though
    the request fails. Raises IdentificationError.
    """
    challenges = _waiting(vote, now)
    if token:
        challenges = challenges.filter(token_hash=_sha256(token))
    else:
        challenges = challenges.filter(browser_hash=_sha256(browser_token))
    challenges = list(challenges.order_by("-id")[:MAX_MESSAGES])
    if not challenges:
        raise IdentificationError(
            _("This message can no longer be used: it works once, for thirty minutes. Ask for another one.")
        )
    for challenge in challenges:
        is_known_browser = token and hmac.compare_digest(
            bytes(challenge.browser_hash), _sha256(browser_token)
        )
        if is_known_browser or _code_matches(vote, challenge, code):
            return _consume(vote, challenge, now)
    raise IdentificationError(
        _("This is not the code of the message. Copy its six digits again, or ask for another message."),
        field="code",
    )


def forget_challenges(*, vote_id):
    """Delete every link and code of a vote (at closing)."""
    EmailChallenge.objects.filter(vote_id=vote_id).delete()


def _waiting(vote, now):
    return EmailChallenge.objects.filter(
        vote=vote, is_used=False, expires_at__gt=now, attempts__lt=MAX_ATTEMPTS
    )


def _code_matches(vote, challenge, code):
    """Count an attempt, then compare. The count is taken first, in one statement: guesses at once do not share one."""
    allowed = EmailChallenge.objects.filter(pk=challenge.pk, attempts__lt=MAX_ATTEMPTS)
    if not allowed.update(attempts=F("attempts") + 1):
        return False
    digits = "".join(character for character in code if character.isdecimal())
    given = keyed_hash(vote.uid, "code", bytes(challenge.token_hash).hex() + digits)
    return hmac.compare_digest(given, bytes(challenge.code_hash))


def _consume(vote, challenge, now):
    if not EmailChallenge.objects.filter(pk=challenge.pk, is_used=False).update(is_used=True):
        raise IdentificationError(_("This message has already been used. Ask for another one."))
    return enrol_voter(vote=vote, lookup=bytes(challenge.lookup), now=now)


def _code_hash(vote, token, code):
    return keyed_hash(vote.uid, "code", _sha256(token).hex() + code)


def _sha256(text):
    return hashlib.sha256(text.encode()).digest()
