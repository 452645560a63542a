"""The welcome desk of a meeting, on a phone: who is expected, who came, who came without registering."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from budget.campaigns import queries as campaigns
from budget.journal.services import DomainError
from budget.rules.clock import now
from budget.workshops import permissions, queries, services
from budget.workshops.forms import KeyedRegistrationForm
from budget.workshops.views.reading import readable_meeting


@never_cache
@login_required
def door(request, campaign, reference):
    """The list of the welcome desk, by name, with what the room must prepare. Each button is a form of its own."""
    moment = now()
    meeting = _welcomed(request, campaign, reference, moment)
    if request.method == "POST":
        return _act(request, meeting, moment)
    search = request.GET.get("q", "").strip()[:80]
    context = {
        "campaign": meeting.campaign,
        "workshop": meeting,
        "search": search,
        "door": queries.door(meeting, search=search),
        "is_open": permissions.is_door_open(meeting, now=moment),
        "may_key": permissions.is_registration_open(meeting, now=moment),
    }
    return render(request, "budget/workshops/door.html", context)


def _welcomed(request, campaign, reference, moment):
    """The meeting whose welcome desk the reader holds; raises PermissionDenied or Http404."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meeting = readable_meeting(campaign, reference, request.user, moment, find=queries.meeting)
    if not permissions.may_welcome(request.user, meeting, now=moment):
        raise PermissionDenied
    return meeting


def _act(request, meeting, moment):
    act = {"now": moment, "actor": request.user}
    kind, pk = request.POST.get("act", ""), request.POST.get("registration", "")
    try:
        if kind in ("one_more", "one_less"):
            services.count_walk_ins(workshop=meeting, change=1 if kind == "one_more" else -1, **act)
        elif pk.isascii() and pk.isdigit() and len(pk) < 19:
            _act_on(request, get_object_or_404(meeting.registrations, pk=pk), kind, act)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    search = request.POST.get("q", "")
    address = reverse("workshops:door", args=[meeting.campaign.slug, meeting.reference])
    anchor = f"#r{pk}" if pk.isdigit() else "#walk-ins"
    return redirect(f"{address}?{urlencode({'q': search})}{anchor}" if search else f"{address}{anchor}")


def _act_on(request, registration, kind, act):
    if kind == "check_in":
        typed = request.POST.get("arrived", "")
        arrived = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else None
        services.check_in(registration=registration, arrived=arrived, **act)
    elif kind == "undo":
        services.undo_check_in(registration=registration, **act)
    elif kind == "cancel":
        services.cancel_registration(registration=registration, site=request.build_absolute_uri("/"), **act)


@never_cache
@login_required
def key(request, campaign, reference):
    """Register someone who called or came by: the page that follows has the code to give them."""
    moment = now()
    meeting = _welcomed(request, campaign, reference, moment)
    form = KeyedRegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.register(
                workshop=meeting,
                now=moment,
                actor=request.user,
                language=get_language(),
                site=request.build_absolute_uri("/"),
                **form.said(),
            )
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": person.name})
            return redirect("workshops:registration", meeting.campaign.slug, person.token)
    context = {"campaign": meeting.campaign, "workshop": meeting, "form": form}
    return render(request, "budget/workshops/key.html", context)
