"""The mail of the demonstration, readable at a local address. Nothing here answers unless settings.DEMO is true."""

import heapq
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.shortcuts import render

SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes after each message
SHOWN = 50


def _read(path):
    """The messages of one file, as dicts of sent_at, to, subject, text."""
    for raw in path.read_bytes().split(SEPARATOR):
        if raw.strip():
            message = message_from_bytes(raw, policy=policy.default)
            body = message.get_body(preferencelist=("plain", "html"))
            yield {
                "sent_at": parsedate_to_datetime(message["Date"]),
                "to": message["To"],
                "subject": message["Subject"],
                "text": body.get_content() if body else "",
            }


def latest_mail(folder, *, to=""):
    """The newest messages of `folder`, newest first; only those sent to the address `to`, when it is given."""
    files = heapq.nlargest(20 * SHOWN, Path(folder).glob("*.log"), key=lambda path: path.stat().st_mtime)
    found = []
    for path in files:
        found += [mail for mail in _read(path) if not to or to.lower() in mail["to"].lower()]
        if len(found) >= SHOWN:
            break
    return sorted(found, key=lambda mail: mail["sent_at"], reverse=True)[:SHOWN]


def demo_mail(request):
    """List what the demonstration sent. Addresses in the text can be followed."""
    if not settings.DEMO:
        raise Http404
    recipient = request.GET.get("to", "").strip()
    context = {"mails": latest_mail(settings.EMAIL_FILE_PATH, to=recipient), "recipient": recipient}
    return render(request, "portal/demo_mail.html", context)
