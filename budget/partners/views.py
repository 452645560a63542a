"""An organisation's profile, asking for one, keeping it up to date."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from budget.partners import permissions, queries, services
from budget.partners.forms import InterestForm, ProfileForm, RequestForm, add_refusal
from budget.partners.models import Partner
from budget.partners.services import PartnerError
from budget.rules.clock import now as clock_now


def _partner(slug):
    try:
        return queries.partner_page(slug)
    except Partner.DoesNotExist:
        raise Http404 from None


def followable(user, moment, *, slug):
    """What the address of a follow button names, for `budget.notices.views.follows`."""
    partner = _partner(slug)
    if not permissions.may_see_profile(user, partner, now=moment):
        raise Http404
    return partner


def detail(request, slug):
    """The profile; until it is validated, for its members and the staff only."""
    now, partner = clock_now(), _partner(slug)
    if not permissions.may_see_profile(request.user, partner, now=now):
        raise Http404
    context = {
        "partner": partner,
        "may_edit": permissions.may_edit_profile(request.user, partner, now=now),
        "now": now,
    }
    return render(request, "budget/partners/detail.html", context)


@login_required
def request_profile(request):
    """Ask for an organisation's profile; staff will look at it."""
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {key: value for key, value in form.cleaned_data.items() if key != "is_entitled"}
        try:
            partner = services.request_profile(actor=request.user, now=clock_now(), **values)
        except PartnerError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your request is recorded. The City will look at it and answer you."))
            return redirect(partner)
    return _form(request, "budget/partners/request.html", form, profiles=queries.profiles_of(request.user))


@login_required
def edit(request, slug):
    """Change the profile, or declare one more interest (a second form, told apart by its button)."""
    now, partner = clock_now(), _partner(slug)
    if not permissions.may_edit_profile(request.user, partner, now=now):
        raise Http404
    is_interest = "declare" in request.POST
    form = ProfileForm(
        request.POST if request.method == "POST" and not is_interest else None, initial=_values(partner)
    )
    interest = InterestForm(request.POST if is_interest else None, prefix="interest")
    sent = interest if is_interest else form
    if request.method == "POST" and sent.is_valid():
        act = services.declare_interest if is_interest else services.update_profile
        try:
            act(partner=partner, actor=request.user, now=now, **sent.cleaned_data)
        except PartnerError as refusal:
            add_refusal(sent, refusal)
        else:
            messages.success(request, _("The profile is up to date."))
            return redirect(partner)
    return _form(request, "budget/partners/edit.html", form, partner=partner, interest=interest, wrong=sent)


def _values(partner):
    fields = ("name", "kind", "registration_number", "summary", "represented_by", "website", "theme")
    return {
        **{field: getattr(partner, field) for field in fields},
        "expertise": partner.expertise,
        "offers": [offer.label for offer in partner.offers],
        "needs": [need.label for need in partner.needs],
    }


def _form(request, template, form, **context):
    wrong = context.get("wrong", form)
    return render(request, template, {"form": form, **context}, status=422 if wrong.errors else 200)
