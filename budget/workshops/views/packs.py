"""Preparing and freezing a meeting's pack."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from budget.campaigns import queries as campaigns
from budget.journal.services import DomainError
from budget.rules.clock import now
from budget.workshops import permissions, queries, services
from budget.workshops.choices import ANNOUNCED_STATES, PackSize
from budget.workshops.forms import PackForm
from budget.workshops.views.reading import readable_meeting


@login_required
def pack(request, campaign, reference):
    """Choose what goes to the tables, see it, freeze it; the packs frozen so far."""
    moment = now()
    campaign, meeting = _led(request, campaign, reference, moment)
    proposed = queries.proposed_threads(meeting)
    form = PackForm(request.POST or None, tables=meeting.all_tables, proposed=proposed)
    draft = None
    if request.method == "POST" and form.is_valid():
        draft = _act(request, form, meeting, moment)
        if isinstance(draft, HttpResponse):
            return draft
    frozen = list(queries.packs(meeting))
    context = {
        "campaign": campaign,
        "workshop": meeting,
        "form": form,
        "draft": draft,
        "packs": frozen,
        "stale": queries.staleness(frozen[0]) if frozen else None,
        "sizes": PackSize.choices,
        "may_freeze": meeting.state in ANNOUNCED_STATES,
    }
    return render(request, "budget/workshops/pack.html", context)


def _act(request, form, meeting, moment):
    """The snapshot to look at, or a redirection once it is frozen; None with the refusal on the form."""
    asked = {"workshop": meeting, "chosen": form.chosen(), "per_side": form.cleaned_data["per_side"]}
    try:
        if request.POST.get("act") != "freeze":
            return services.draft_pack(**asked)
        frozen = services.freeze_pack(**asked, actor=request.user, now=moment)
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None
    messages.success(request, _("Pack %(number)s is frozen: print it below.") % {"number": frozen.number})
    address = reverse("workshops:pack", args=[meeting.campaign.slug, meeting.reference])
    return redirect(f"{address}#frozen")


def _led(request, slug, reference, moment):
    campaign = get_object_or_404(campaigns.campaigns(), slug=slug)
    meeting = readable_meeting(campaign, reference, request.user, moment)
    if not permissions.may_lead(request.user, meeting, now=moment):
        raise PermissionDenied
    return campaign, meeting
