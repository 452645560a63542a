"""The pack on paper: a cover, then a sheet for each table."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from budget.contributions.choices import Nature
from budget.journal.exports import pdf, qr_svg
from budget.rules.clock import now
from budget.rules.selection import RECENT, SUPPORTED, UNSEEN
from budget.workshops import permissions, queries
from budget.workshops.choices import PackSize

NOTE_LINES = 8  # numbered notes on the sheet of a table
EXCERPT = 420  # characters of a subject that a sheet has room for; its code leads to the rest
WHY = {
    SUPPORTED: gettext_lazy("the most supported"),
    RECENT: gettext_lazy("the most recent"),
    UNSEEN: gettext_lazy("the least seen"),
}


#: (paper, size of the running text in points) of each size.
SHEETS = {PackSize.A4: ("a4", 11), PackSize.A3: ("a3", 15), PackSize.LARGE: ("a4", 22)}


@login_required
def pack_file(request, campaign, reference, number, size):
    """A frozen pack as a file to print, for those who lead the meeting."""
    pack = queries.pack(campaign, reference, number)
    if pack is None or size not in PackSize.values:
        raise Http404
    if not permissions.may_lead(request.user, pack.workshop, now=now()):
        raise PermissionDenied

    def address_of(name):
        return request.build_absolute_uri(reverse("contributions:detail", args=[campaign, name]))

    content = pack_pdf(pack, size=size, address_of=address_of)
    name = f"{reference}-{number}-{size}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def pack_pdf(pack, *, size, address_of):
    """The bytes of a pack: PDF/UA-1, in the city's language. `address_of(reference)` is the absolute address of an item.

    The same pack gives the same bytes: only what was frozen is printed, dated by its freezing.
    """
    paper, points = SHEETS[PackSize(size)]
    with override(settings.LANGUAGE_CODE):
        data = {
            "paper": paper,
            "size": points,
            "words": _words(pack),
            "cover": _cover(pack),
            "tables": [_table(table, pack, address_of) for table in pack.snapshot["tables"]],
        }
        return pdf("pack", data, language=settings.LANGUAGE_CODE, made_at=pack.frozen_at)


def _cover(pack):
    meeting = pack.snapshot["workshop"]
    starts_at, ends_at = (datetime.fromisoformat(meeting[name]) for name in ("starts_at", "ends_at"))
    return {
        "title": meeting["title"],
        "when": _("%(date)s, %(from)s to %(to)s")
        % {
            "date": date_format(starts_at, "l j F Y"),
            "from": date_format(starts_at, "TIME_FORMAT"),
            "to": date_format(ends_at, "TIME_FORMAT"),
        },
        "where": ", ".join(filter(None, [meeting["venue"], meeting["address"]])),
        "programme": meeting["programme"],
        "tables": [
            _("Table %(number)s: %(subject)s") % {"number": table["number"], "subject": table["subject"]}
            for table in pack.snapshot["tables"]
        ],
        "rule": _rule(pack.snapshot["per_side"]),
        "made_from": _made_from(pack),
    }


def _rule(per_side):
    return ngettext(
        "Each subject comes with one argument for and one against. They are chosen by a rule, not by a person: the "
        "most supported.",
        "Each subject comes with %(count)d arguments for and as many against. They are chosen by a rule, not by a "
        "person: the most supported, then the most recent, then the least seen, and so on. Ties go to the first "
        "reference. Where a side has fewer, its place is left blank.",
        per_side,
    ) % {"count": per_side}


def _made_from(pack):
    printed = {"number": pack.number, "hash": pack.fingerprint}
    base = pack.snapshot["base_document"]
    if base is None:
        return _("Pack %(number)s, content %(hash)s.") % printed
    return _("Pack %(number)s, content %(hash)s, from revision %(base)s of the base document.") % {
        **printed,
        "base": base,
    }


def _table(table, pack, address_of):
    return {
        "heading": _("Table %(number)s") % {"number": table["number"]},
        "question": table["subject"],
        "items": [_item(item, pack.snapshot["per_side"], address_of) for item in table["items"]],
        "notes": [
            f"{pack.snapshot['workshop']['reference']}-T{table['number']}-N{number}"
            for number in range(1, NOTE_LINES + 1)
        ],
    }


def _item(item, per_side, address_of):
    return {
        "reference": item["reference"],
        "title": item["title"],
        "text": _excerpt(item["text"]),
        "meta": f"{item['reference']} · {item['provenance']}",
        "qr": qr_svg(address_of(item["reference"])),
        "qr_alt": _("QR code of %(reference)s: its thread online") % {"reference": item["reference"]},
        "sides": [_side(item, nature, per_side) for nature in (Nature.FOR, Nature.AGAINST)],
    }


def _excerpt(text):
    """Whole sentences where they fit, otherwise whole words."""
    if len(text) <= EXCERPT:
        return text
    start = text[:EXCERPT]
    end = max(start.rfind(mark) for mark in (". ", "? ", "! ", ".\n", "?\n", "!\n")) + 1
    cut = start[:end] if end > EXCERPT // 2 else start[: start.rfind(" ")] + "…"
    return f"{cut} {_('(The rest is online.)')}"


def _side(item, nature, per_side):
    said = item[str(nature)]
    is_for = nature == Nature.FOR
    return {
        "label": nature.label,
        "arguments": [
            {
                "text": argument["text"],
                "meta": f"{argument['reference']} · {argument['provenance']} · {WHY[argument['why']]}",
            }
            for argument in said
        ],
        "empty": "" if said else _("No argument for so far.") if is_for else _("No argument against so far."),
        "blank": per_side - len(said),
    }


def _words(pack):
    return {
        "programme": _("Programme"),
        "tables": _("The tables"),
        "how": _("How the arguments were chosen"),
        "notes": _("The notes of the table"),
        "notes_hint": _(
            "One note a box: what was said, and whether it is an idea, for, against or a question."
        ),
        "no_item": _(
            "Nothing has been said online on this subject yet. Three questions to begin: what works today? "
            "What is missing? What would you do first?"
        ),
        "foot": " · ".join([pack.snapshot["workshop"]["title"], pack.fingerprint]),
    }
