"""The staff's desk of follow slips: find what was said, give a code, print it, note a postal address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, services
from budget.contributions.forms.slips import ContactForm, DeskForm
from budget.contributions.queries.slips import followed_by_code, slips_wanted
from budget.contributions.services import ContributionError
from budget.contributions.services.slips import Slip
from budget.contributions.views.finding import readable_or_404
from budget.contributions.views.papers import slips_pdf
from budget.contributions.views.slips import kept_to_oneself
from budget.rules.clock import now

PER_PAGE = 25


@login_required
def desk_now(request):
    """The desk of the current edition: the address that menus know."""
    campaign = campaigns.current_campaign()
    if campaign is None:
        raise Http404(_("No edition is under way."))
    return redirect("contributions:slips", campaign.slug)


@kept_to_oneself
@login_required
def desk(request, campaign):
    """Find what the City entered, by meeting, table and words; give codes to what is ticked."""
    moment, campaign = _staff(request, campaign)
    form = DeskForm(request.GET, campaign=campaign)
    wanted = slips_wanted(campaign, **form.filters())
    if request.method == "POST":
        chosen = list(wanted.filter(pk__in=[pk for pk in request.POST.getlist("chosen") if pk.isdigit()]))
        if chosen:
            given = services.issue_codes(contributions=chosen[:PER_PAGE], actor=request.user, now=moment)
            return _codes(request, campaign, given)
        messages.error(request, _("Tick what you want a slip for."))
    context = {
        "campaign": campaign,
        "form": form,
        "page": Paginator(wanted, PER_PAGE).get_page(request.GET.get("page")),
        "may_write_letters": permissions.may_write_letters(request.user, now=moment),
    }
    return render(request, "budget/contributions/slips/desk.html", context)


@kept_to_oneself
@login_required
def issue(request, campaign, reference):
    """Ask for the slip of one contribution: its author, or staff. A button first: it voids the former code."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    said = readable_or_404(campaign, reference, request.user, moment)
    if not permissions.may_issue_code(request.user, said, now=moment):
        raise PermissionDenied
    if request.method == "POST":
        given = services.issue_code(contribution=said, actor=request.user, now=moment)
        return _codes(request, campaign, [given])
    return render(
        request, "budget/contributions/slips/issue.html", {"campaign": campaign, "contribution": said}
    )


def _codes(request, campaign, given):
    """The only page that ever shows these codes."""
    context = {
        "campaign": campaign,
        "slips": given,
        "is_staff": permissions.may_enter(request.user, now=now()),
    }
    return render(request, "budget/contributions/slips/codes.html", context)


@kept_to_oneself
@sensitive_post_parameters("code")
@require_POST
@login_required
def print_slips(request, campaign):
    """The slips of codes just given, as one PDF. The codes come from the page that shows them: they are not stored."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    found = [(code, followed_by_code(code, now=moment)) for code in request.POST.getlist("code")[:PER_PAGE]]
    slips = [Slip(said, code) for code, said in found if said is not None and said.campaign_id == campaign.pk]
    allowed = [permissions.may_issue_code(request.user, slip.contribution, now=moment) for slip in slips]
    if not slips or not all(allowed):
        raise Http404
    response = HttpResponse(slips_pdf(request, slips, now=moment), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="bons-de-suivi.pdf"'
    return response


@kept_to_oneself
@sensitive_post_parameters()
@login_required
def contact(request, campaign, reference):
    """Note where to write to whoever said this, or erase it."""
    moment, campaign = _staff(request, campaign)
    if not permissions.may_write_letters(request.user, now=moment):
        raise PermissionDenied
    said = readable_or_404(campaign, reference, request.user, moment)
    known = getattr(said, "postal_contact", None)
    initial = {"name": known.name, "address": known.address} if known else {}
    is_erasing = "erase" in request.POST
    form = ContactForm(request.POST if request.method == "POST" and not is_erasing else None, initial=initial)
    if is_erasing:
        services.erase_contact(contribution=said, actor=request.user, now=moment)
        messages.success(request, _("The address is erased, and the letters that waited for it."))
        return redirect(reverse("contributions:slips", args=[campaign.slug]))
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_contact(contribution=said, actor=request.user, now=moment, **form.cleaned_data)
        except ContributionError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("The address is kept, apart from what was said."))
            return redirect(reverse("contributions:slips", args=[campaign.slug]))
    context = {"campaign": campaign, "contribution": said, "form": form, "known": known}
    return render(request, "budget/contributions/slips/contact.html", context)


def _staff(request, slug):
    """(now, the edition) for those who enter what was said; nobody else."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=slug)
    if not permissions.may_enter(request.user, now=moment):
        raise PermissionDenied
    return moment, campaign
