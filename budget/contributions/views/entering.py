"""Staff key what was said elsewhere: one form, one contribution after the other."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, services
from budget.contributions.forms import EntryForm
from budget.contributions.models import Contribution
from budget.contributions.services import ContributionError
from budget.contributions.views.finding import address_of
from budget.rules.clock import now

KEPT, LAST, COUNT = "entry_kept", "entry_last", "entry_count"


@login_required
def enter_now(request):
    """The entry form of the current edition: the address that menus know."""
    campaign = campaigns.current_campaign()
    if campaign is None:
        raise Http404(_("No edition is under way."))
    return redirect("contributions:enter", campaign.slug)


@login_required
def enter(request, campaign):
    """Key one contribution; what it came by stays chosen for the next."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    if not permissions.may_enter(request.user, now=moment):
        raise PermissionDenied
    form = EntryForm(
        request.POST or None, campaign=campaign, now=moment, initial=request.session.get(KEPT, {})
    )
    if request.method == "POST" and form.is_valid():
        said = _enter(form, campaign=campaign, actor=request.user, now=moment)
        if said:
            request.session[KEPT] = form.kept()
            request.session[LAST] = said.pk
            request.session[COUNT] = request.session.get(COUNT, 0) + 1
            return redirect(_next(request.POST.get("then"), campaign, said))
    context = {
        "campaign": campaign,
        "form": form,
        "last": None if form.is_bound else _last(request, campaign),
        "count": request.session.get(COUNT, 0),
    }
    return render(request, "budget/contributions/entry/form.html", context)


def _next(wanted, campaign, said):
    """Where to go: what was said, its follow slip, or the next one."""
    if wanted == "read":
        return address_of(campaign, said)
    if wanted == "slip":
        return reverse("contributions:slip_issue", args=[campaign.slug, said.reference])
    return reverse("contributions:enter", args=[campaign.slug])


def _enter(form, **act):
    """The new contribution, or None with the refusal written on the form."""
    try:
        return services.contribute(on_behalf=True, **form.said(), **act)
    except ContributionError as refusal:
        field = "said_on" if refusal.field == "said_at" else refusal.field
        form.add_error(field if field in form.fields else None, refusal.message)


def _last(request, campaign):
    """The contribution one has just keyed, to read its reference aloud and to print its slip."""
    mine = Contribution.objects.filter(pk=request.session.get(LAST), campaign=campaign)
    return mine.filter(entered_by=request.user).first()
