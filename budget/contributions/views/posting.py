"""The letters to print for those reachable by post only."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, services
from budget.contributions.queries.letters import letters_of, letters_taken, letters_waiting
from budget.contributions.services import ContributionError
from budget.contributions.views.papers import letters_pdf
from budget.contributions.views.slips import kept_to_oneself
from budget.rules.clock import now
from budget.rules.sheets import csv_text

COLUMNS = ["name", "address", "reference", "title", "text"]


@kept_to_oneself
@login_required
def letters(request, campaign):
    """What waits, and what was taken to the printer. Taking them (a POST) marks them as sent."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    if not permissions.may_write_letters(request.user, now=moment):
        raise PermissionDenied
    if request.method == "POST":
        try:
            taken_at = services.take_letters(campaign=campaign, actor=request.user, now=moment)
        except ContributionError as refusal:
            messages.error(request, refusal.message)
            return redirect("contributions:letters", campaign.slug)
        return _file(request, campaign, taken_at, request.POST.get("format"))
    context = {
        "campaign": campaign,
        "waiting": letters_waiting(campaign),
        "taken": letters_taken(campaign),
    }
    return render(request, "budget/contributions/slips/letters.html", context)


@kept_to_oneself
@login_required
def letters_again(request, campaign, number, kind):
    """The file of letters already taken, once more: a jam in the printer loses nothing."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    if not permissions.may_write_letters(request.user, now=now()):
        raise PermissionDenied
    batch = dict(enumerate(reversed(letters_taken(campaign)), start=1)).get(number)
    if batch is None:
        return redirect("contributions:letters", campaign.slug)
    return _file(request, campaign, batch["sent_at"], kind)


def _file(request, campaign, sent_at, kind):
    rows = letters_of(campaign, sent_at=sent_at)
    if kind == "csv":
        lines = [
            [row.contact.name, row.contact.address, row.contact.contribution.reference, row.title, row.text]
            for row in rows
        ]
        response = HttpResponse(csv_text(COLUMNS, lines), content_type="text/csv; charset=utf-8")
    else:
        by_contact = [(contact, list(some)) for contact, some in groupby(rows, key=lambda row: row.contact)]
        response = HttpResponse(letters_pdf(request, by_contact, now=sent_at), content_type="application/pdf")
        kind = "pdf"
    response["Content-Disposition"] = f'attachment; filename="courriers.{kind}"'
    return response
