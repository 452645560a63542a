"""Meetings as files for calendars."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from budget.campaigns import queries as campaigns
from budget.rules.clock import now
from budget.workshops import queries
from budget.workshops.views.reading import readable_meeting


def feed(request, campaign):
    """Every announced meeting of an edition, to subscribe to."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    listed = queries.workshop_list(campaign, now=now())
    meetings = [*reversed(listed["past"]), *listed["upcoming"]]
    name = _("Workshops, %(campaign)s") % {"campaign": campaign.label}
    content = queries.calendar_file(meetings, site=request.build_absolute_uri("/"), name=name)
    return _calendar(content, f"{campaign.slug}.ics")


def file(request, campaign, reference):
    """One meeting."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meeting = readable_meeting(campaign, reference, request.user, now(), find=queries.meeting)
    content = queries.calendar_file([meeting], site=request.build_absolute_uri("/"))
    return _calendar(content, queries.file_name(meeting))


def _calendar(content, name):
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
