"""The facilitators' page: capture notes, mark their read-back, publish the minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.campaigns import queries as campaigns
from budget.journal.services import DomainError
from budget.rules.clock import now
from budget.workshops import permissions, services
from budget.workshops.forms import CaptureForm, MinutesForm, ReadBackForm
from budget.workshops.views.reading import readable_meeting


@login_required
def capture(request, campaign, reference):
    """The facilitators' form: one note after the other, for one table, then their read-back."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meeting = readable_meeting(campaign, reference, request.user, moment)
    if not permissions.may_note(request.user, meeting, now=moment):
        raise PermissionDenied
    act = request.POST.get("act", "note") if request.method == "POST" else ""
    typed = {act: request.POST}
    written = {"minutes_title": meeting.minutes_title, "minutes": meeting.minutes}
    forms = {
        "note": CaptureForm(typed.get("note"), workshop=meeting, initial=_last_choices(request)),
        "read_back": ReadBackForm(typed.get("read_back"), workshop=meeting),
        "minutes": MinutesForm(typed.get("minutes"), initial=written),
    }
    if act in forms:
        done = _DONE[act](request, meeting, forms[act], moment)
        if done:
            return redirect(reverse("workshops:capture", args=[campaign.slug, meeting.reference]) + done)
    context = {
        "campaign": campaign,
        "workshop": meeting,
        "form": forms["note"],
        "reading": forms["read_back"],
        "minutes": forms["minutes"],
        "is_open": permissions.is_capture_open(meeting, now=moment),
        "may_lead": permissions.may_lead(request.user, meeting, now=moment),
    }
    return render(request, "budget/workshops/capture.html", context)


def _last_choices(request):
    """The table one was writing for stays chosen for the next note."""
    table = request.GET.get("table", "")
    return {"table": int(table)} if table.isascii() and table.isdigit() and len(table) < 10 else {}


def _note(request, meeting, form, moment):
    """Where to go next on this page once the note is kept, or "" with the refusal on the form; so do the two below."""
    note = _done(form, services.capture_note, actor=request.user, now=moment)
    if note is None:
        return ""
    messages.success(request, _("Note %(reference)s is kept.") % {"reference": note.reference})
    return f"?table={note.table_id}#note"


def _read_back(request, meeting, form, moment):
    count = _done(form, services.mark_read_back, actor=request.user, now=moment)
    if count is None:
        return ""
    words = ngettext("%(count)d note is marked as read.", "%(count)d notes are marked as read.", count)
    messages.success(request, words % {"count": count})
    return "#reading"


def _minutes(request, meeting, form, moment):
    published = _done(form, _publish, workshop=meeting, actor=request.user, now=moment)
    if published is None:
        return ""
    messages.success(request, _("The minutes are published: thank you."))
    return "#minutes"


def _publish(*, minutes_title, minutes, **act):
    return services.publish_minutes(title=minutes_title, text=minutes, **act)


def _done(form, service, **act):
    """What the service gave for a valid form, or None with the refusal on the form."""
    if not form.is_valid():
        return None
    try:
        return service(**form.cleaned_data, **act)
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None


_DONE = {"note": _note, "read_back": _read_back, "minutes": _minutes}
