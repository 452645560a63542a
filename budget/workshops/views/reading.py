"""One meeting: what its tables said, and its poster."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from budget.campaigns import queries as campaigns
from budget.rules.clock import now
from budget.workshops import permissions, queries
from budget.workshops.choices import ANNOUNCED_STATES
from budget.workshops.models import Workshop


def detail(request, campaign, reference):
    """A meeting: programme, access, how to come, what its tables said, the minutes."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meeting = readable_meeting(campaign, reference, request.user, moment)
    is_known = request.user.is_authenticated
    context = {
        "campaign": campaign,
        "workshop": meeting,
        "note_count": sum(len(table.public_notes) for table in meeting.all_tables),
        "is_over": meeting.is_over(moment),
        "is_session": bool(meeting.programme) and not meeting.all_tables,
        "next": queries.upcoming(now=moment, campaign=campaign).exclude(pk=meeting.pk).first(),
        "may_register": permissions.is_registration_open(meeting, now=moment),
        "may_prepare": meeting.state in ANNOUNCED_STATES
        and is_known
        and permissions.may_lead(request.user, meeting, now=moment),
        "may_capture": is_known and permissions.may_capture(request.user, meeting, now=moment),
        "may_welcome": is_known and permissions.may_welcome(request.user, meeting, now=moment),
    }
    return render(request, "budget/workshops/detail.html", context)


def poster(request, campaign, reference):
    """A sheet to print and pin up: what, when, where, and a square to scan."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meeting = readable_meeting(campaign, reference, request.user, moment, find=queries.meeting)
    address = request.build_absolute_uri(reverse("workshops:detail", args=[campaign.slug, meeting.reference]))
    context = {"campaign": campaign, "workshop": meeting, "address": address}
    return render(request, "budget/workshops/poster.html", context)


def readable_meeting(campaign, reference, user, moment, *, find=queries.workshop):
    """A meeting that `user` may read now, with its tables; `find=queries.meeting` without. Raises Http404."""
    try:
        found = find(campaign, reference)
    except Workshop.DoesNotExist as missing:
        raise Http404 from missing
    if not permissions.may_read(user, found, now=moment):
        raise Http404
    return found


def followable(user, moment, *, campaign, reference):
    """What the address of a follow button names, for `budget.notices.views.follows`."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    return readable_meeting(campaign, reference, user, moment)
