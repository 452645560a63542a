"""Telling people what came of things: follows, notices on the site, e-mail."""

from budget.notices.services.digests import send_digest
from budget.notices.services.errors import NoticeError
from budget.notices.services.following import follow, unfollow
from budget.notices.services.mail import compose_email, send_email
from budget.notices.services.settings import set_frequency, unsubscribe
from budget.notices.services.telling import mark_read, notify

__all__ = [
    "NoticeError",
    "compose_email",
    "follow",
    "mark_read",
    "notify",
    "send_digest",
    "send_email",
    "set_frequency",
    "unfollow",
    "unsubscribe",
]
