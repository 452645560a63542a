"""One's own words: the list, a change, a withdrawal, an erasure. And the versions anyone may read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, queries, services
from budget.contributions.choices import ContributionState, Revision
from budget.contributions.forms import EditForm, LeaveForm
from budget.contributions.services import ContributionError
from budget.contributions.views import keeping
from budget.contributions.views.finding import address_of, readable_or_404
from budget.rules.clock import now

PER_PAGE = 20


@login_required
def mine(request):
    """Everything one wrote: drafts first, then what was said, in every edition."""
    page = Paginator(queries.own_contributions(request.user), PER_PAGE).get_page(request.GET.get("page"))
    drafts = [(draft, keeping.address(draft)) for draft in queries.drafts(request.user)]
    becomings = queries.becomings([row.pk for row in page])
    context = {"page": page, "drafts": drafts, "becomings": becomings}
    return render(request, "budget/contributions/mine.html", context)


@require_POST
@login_required
def delete_draft(request, key):
    """Throw a draft away."""
    if services.delete_draft(user=request.user, key=key):
        messages.success(request, _("The draft is deleted."))
    return redirect("contributions:mine")


@login_required
def erase_all(request):
    """Erase everything one said, after a page that says what it does."""
    if request.method == "POST":
        services.erase_all(user=request.user, now=now())
        messages.success(request, _("Your words and your name are erased."))
        return redirect("contributions:mine")
    total = queries.own_contributions(request.user).count()
    return render(request, "budget/contributions/erase-all.html", {"total": total})


@login_required
def edit(request, campaign, reference):
    """Change one's words, for a while."""
    moment = now()
    campaign, found = _found(request, campaign, reference, moment)
    if not permissions.is_author(request.user, found):
        raise Http404
    is_open = permissions.may_edit(request.user, found, now=moment)
    form = EditForm(request.POST or None, contribution=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.revise(
                contribution=found, kind=Revision.EDIT, actor=request.user, now=moment, **form.words()
            )
        except ContributionError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Your words are changed. The former ones stay readable."))
            return redirect(address_of(campaign, found))
    context = {"campaign": campaign, "contribution": found, "form": form, "is_open": is_open}
    return render(request, "budget/contributions/edit.html", context)


@login_required
def withdraw(request, campaign, reference):
    """Take one's words back, after a page that says what stays."""
    return _leave(request, campaign, reference, services.withdraw, is_erasure=False)


@login_required
def erase(request, campaign, reference):
    """Erase one's words and name, after a page that says what stays."""
    return _leave(request, campaign, reference, services.erase, is_erasure=True)


def _leave(request, campaign, reference, act, *, is_erasure):
    moment = now()
    campaign, found = _found(request, campaign, reference, moment)
    if found.erased_at or not permissions.may_withdraw(request.user, found, now=moment):
        raise Http404
    is_author = permissions.is_author(request.user, found)
    form = LeaveForm(request.POST if request.method == "POST" else None, is_author=is_author)
    if request.method == "POST" and form.is_valid():
        try:
            act(contribution=found, actor=request.user, now=moment, **form.cleaned_data)
        except ContributionError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            done = _("These words are erased, and the name with them.")
            messages.success(request, done if is_erasure else _("These words are withdrawn."))
            return redirect(address_of(campaign, found))
    context = {"campaign": campaign, "contribution": found, "form": form, "is_erasure": is_erasure}
    return render(request, "budget/contributions/leave.html", context)


def versions(request, campaign, reference):
    """The words a contribution had before; nobody reads those of what was hidden or taken back."""
    moment = now()
    campaign, found = _found(request, campaign, reference, moment)
    if found.state in (ContributionState.HIDDEN, ContributionState.WITHDRAWN):
        raise Http404
    context = {"campaign": campaign, "contribution": found, "versions": list(queries.versions(found))}
    return render(request, "budget/contributions/versions.html", context)


def _found(request, slug, reference, moment):
    campaign = get_object_or_404(campaigns.campaigns(), slug=slug)
    return campaign, readable_or_404(campaign, reference, request.user, moment)
