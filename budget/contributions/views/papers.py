"""What the printed slips and letters hold."""

from django.conf import settings
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from budget.journal.exports import pdf, qr_svg


def slips_pdf(request, slips, *, now):
    """Follow slips as one tagged PDF: one to a page when there is one, six to a page otherwise."""
    data = {
        "title": _("Follow slip") if len(slips) == 1 else _("Follow slips"),
        "city": site_name(request),
        "slips": [_slip(request, slip, 300 if len(slips) == 1 else 130) for slip in slips],
        "words": {
            "heading": _("Your follow slip"),
            "said": _("You said:"),
            "how": _("Scan the square code, or type the letters at:"),
            "kept": _("This code opens the page of your words and nothing else. It is neither an account nor a voting code."),
            "lost": _("Lost? Say where, when and what you said: we print another one, and this one stops working."),
            "correct": _("Not what you meant? You have 72 hours after publication to correct it."),
            "phone": _("Without internet: %(line)s") % {"line": settings.PHONE_LINE} if settings.PHONE_LINE else "",
        },
    }  # fmt: skip
    return pdf("follow-slip", data, language=get_language(), made_at=now)


def _slip(request, slip, length):
    """No name and no account: whoever finds the paper learns what everyone can read, and how to follow it."""
    said = slip.contribution
    revision = said.base_document_revision
    address = request.build_absolute_uri(
        reverse("contributions:slip_code", args=[slip.code.replace("-", "")])
    )
    return {
        "reference": said.reference,
        "where": f"{said.provenance}, {_day(said.said_at)}",
        "text": truncatechars(said.headline, length),
        "code": slip.code,
        "site": request.build_absolute_uri(reverse("contributions:slip")).partition("://")[2],
        "qr": qr_svg(address),
        "qr_alt": _("Square code that opens the page of this slip"),
        "revision": _("Base document, revision %(number)s.") % {"number": revision.number}
        if revision
        else "",
    }


def letters_pdf(request, letters_by_contact, *, now):
    """One letter to a page: address, what happened, the words it is about."""
    data = {
        "title": _("Letters"),
        "city": site_name(request),
        "letters": [_letter(request, contact, letters, now) for contact, letters in letters_by_contact],
        "words": {
            "greeting": _("Good morning,"),
            "about": _("You told us:"),
            "news": _("Here is what came of it:"),
            "phone": _("To tell us something: %(line)s") % {"line": settings.PHONE_LINE} if settings.PHONE_LINE else "",
            "erase": _("You want no more letters? Tell us, and we erase your address."),
        },
    }  # fmt: skip
    return pdf("letters", data, language=get_language(), made_at=now)


def _letter(request, contact, letters, now):
    said = contact.contribution
    return {
        "name": contact.name,
        "address": contact.address.splitlines(),
        "date": _day(now),
        "reference": said.reference,
        "text": truncatechars(said.headline, 300),
        "where": f"{said.provenance}, {_day(said.said_at)}",
        "news": [{"title": letter.title, "text": letter.text} for letter in letters],
    }


def site_name(request):
    """What the site is called on paper: the title of its home page."""
    site = Site.find_for_request(request)
    return str(site.root_page.title) if site else settings.WAGTAIL_SITE_NAME


def _day(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
