"""Sending messages. Nothing here is kept: an address passes through memory only."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

logger = logging.getLogger(__name__)


def send_email(*, to, subject, template, context, language=None, attachments=(), headers=None):
    """Render `templates/emails/<template>.{txt,html}` and send them to one address. Returns True if it left.

    `template` is `<step>/<event>`; `attachments` are (file name, content, type). A mail server that does not answer is
    logged without the address: the person can ask again, and a page must not tell the difference.
    """
    message = compose_email(to=to, subject=subject, template=template, context=context, language=language)
    message.extra_headers.update(headers or {})
    for attachment in attachments:
        message.attach(*attachment)
    try:
        return message.send() == 1
    except (SMTPException, OSError) as error:
        logger.error("A message %s could not be sent: %s", template, type(error).__name__)
        return False


def compose_email(*, to, subject, template, context, language=None):
    """The message `send_email` sends, unsent."""
    with override(language) if language else _same_language():
        text = render_to_string(f"emails/{template}.txt", context).strip() + "\n"
        html = render_to_string(f"emails/{template}.html", context)
        message = EmailMultiAlternatives(str(subject), text, to=[to])
    message.attach_alternative(html, "text/html")
    return message


class _same_language:  # noqa: N801 - a context that changes nothing
    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return False
