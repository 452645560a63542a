"""Registering for a meeting, and the page of one's registration.

Whoever types an address sees the same page whether it was registered already or not: the message tells the rest.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from budget.campaigns import queries as campaigns
from budget.journal.services import DomainError
from budget.rules.clock import now
from budget.workshops import permissions, queries, services
from budget.workshops.choices import RegistrationState
from budget.workshops.forms import CodeForm, RegistrationForm
from budget.workshops.views.reading import readable_meeting


@never_cache
def register(request, campaign, reference):
    """The form. With an account or without an address, one sees one's registration at once."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meeting = readable_meeting(campaign, reference, request.user, moment, find=queries.meeting)
    user = request.user if request.user.is_authenticated else None
    form = RegistrationForm(request.POST or None, user=user, initial={"name": _name_of(user)})
    if request.method == "POST":
        done = _register(request, meeting, form, user, moment)
        if done is not None:
            return done
    context = {
        "campaign": campaign,
        "workshop": meeting,
        "form": form,
        "code_form": CodeForm(),
        "is_open": permissions.is_registration_open(meeting, now=moment),
    }
    return render(request, "budget/workshops/register.html", context)


def _name_of(user):
    return user.display_name if user else ""


def _register(request, meeting, form, user, moment):
    """Where to go once registered, or None with the refusal on the form."""
    if form.is_machine:
        return redirect("workshops:sent", meeting.campaign.slug, meeting.reference)
    if services.is_slowed(purpose="register", network_address=request.META.get("REMOTE_ADDR", "")):
        form.add_error(None, _("Many people register from here: wait ten minutes, what you typed stays."))
        return None
    had_room = meeting.seats_left != 0
    person = _saved(
        form,
        workshop=meeting,
        user=user,
        now=moment,
        language=get_language(),
        site=request.build_absolute_uri("/"),
    )
    if person is None:
        return None
    if user is None and person.email:
        address = redirect("workshops:sent", meeting.campaign.slug, meeting.reference)
        address["Location"] += "" if had_room else "?list=1"
        return address
    return redirect("workshops:registration", meeting.campaign.slug, person.token)


def _saved(form, **act):
    """The registration, or None with the refusal written on the form."""
    if not form.is_valid():
        return None
    try:
        return services.register(**form.said(), **act)
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def sent(request, campaign, reference):
    """What everyone who typed an address reads: a message leaves, and it tells the rest."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meeting = readable_meeting(campaign, reference, request.user, now(), find=queries.meeting)
    context = {"campaign": campaign, "workshop": meeting, "is_list": "list" in request.GET}
    return render(request, "budget/workshops/sent.html", context)


@never_cache
def by_code(request, campaign, reference):
    """From the code one was given to the page of one's registration; wrong codes all answer alike."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    meeting = readable_meeting(campaign, reference, request.user, now(), find=queries.meeting)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if services.is_slowed(purpose="code", network_address=request.META.get("REMOTE_ADDR", "")):
            form.add_error(
                "code", _("Too many codes were tried from here: wait ten minutes, then try again.")
            )
        else:
            found = queries.registration_by_code(meeting, form.cleaned_data["code"])
            if found is not None:
                return redirect("workshops:registration", campaign.slug, found.token)
            form.add_error("code", _("No registration for this meeting has this code: check each letter."))
    return render(
        request, "budget/workshops/by_code.html", {"campaign": campaign, "workshop": meeting, "form": form}
    )


@never_cache
def registration(request, campaign, token):
    """The page a signed link or the square to scan opens: one's place, and giving it back; for the team, the welcome."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    found = queries.registration_by_token(token)
    if found is None or found.workshop.campaign_id != campaign.pk:
        return render(request, "budget/workshops/registration_gone.html", {"campaign": campaign}, status=404)
    meeting = found.workshop
    if request.method == "POST":
        return _change(request, campaign, found, moment)
    may_welcome = request.user.is_authenticated and permissions.may_welcome(request.user, meeting, now=moment)
    is_waiting = found.state == RegistrationState.WAITING
    context = {
        "campaign": campaign,
        "workshop": meeting,
        "registration": found,
        "address": request.build_absolute_uri(),
        "line": queries.place_in_line(found) if is_waiting else 0,
        "may_cancel": not found.is_cancelled and moment < meeting.starts_at,
        "may_welcome": may_welcome,
        "is_door_open": permissions.is_door_open(meeting, now=moment),
    }
    return render(request, "budget/workshops/registration.html", context)


def _change(request, campaign, found, moment):
    """Give one's places back, all or some of them."""
    kind, companions = request.POST.get("act"), request.POST.get("companions", "")
    act = {"registration": found, "now": moment, "site": request.build_absolute_uri("/")}
    try:
        if kind == "cancel":
            services.cancel_registration(**act)
        elif kind == "fewer" and companions in {str(n) for n in range(found.companions)}:
            services.come_with_fewer(companions=int(companions), **act)
        else:
            raise Http404
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("workshops:registration", campaign.slug, found.token)
