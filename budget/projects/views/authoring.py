"""The forms of the authors: submit, change, withdraw."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from budget.campaigns.queries import open_phases
from budget.journal.services import DomainError
from budget.projects import permissions, services
from budget.projects.forms import ProjectForm, WithdrawalForm, add_refusal
from budget.projects.services.submitting import TEXT_FIELDS
from budget.projects.views.finding import campaign_or_404, project_or_404
from budget.rules.clock import now as clock_now


def submit(request, campaign):
    """One page: who, what, where, how much. What was typed is kept whatever happens.

    Nobody has to sign in to learn that submissions are closed.
    """
    now, campaign = clock_now(), campaign_or_404(campaign)
    if not request.user.is_authenticated:
        if _closes_at(campaign, now):
            return redirect_to_login(request.get_full_path())
        return render(request, "budget/projects/submit.html", {"campaign": campaign})
    form = ProjectForm(
        request.POST or None,
        campaign=campaign,
        user=request.user,
        initial={"sources": request.GET.get("source", "")[:300]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            project = services.submit_project(
                campaign=campaign, actor=request.user, now=now, **form.cleaned_data
            )
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("Your project is submitted. You can correct it until the phase closes.")
            )
            return redirect(project)
    return _form(request, "budget/projects/submit.html", form, campaign, now)


@login_required
def edit(request, campaign, reference):
    """Correct a project until the phase closes or its assessment begins."""
    now, project = clock_now(), project_or_404(campaign, reference)
    if not permissions.is_author(request.user, project, now=now):
        raise Http404
    form = ProjectForm(
        request.POST or None,
        campaign=project.campaign,
        user=request.user,
        is_edit=True,
        initial={field: getattr(project, field) for field in TEXT_FIELDS},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_project(project=project, actor=request.user, now=now, **form.cleaned_data)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The project is corrected."))
            return redirect(project)
    return _form(request, "budget/projects/edit.html", form, project.campaign, now, project=project)


@login_required
def withdraw(request, campaign, reference):
    """Ask before taking a project back."""
    now, project = clock_now(), project_or_404(campaign, reference)
    if not permissions.may_withdraw(request.user, project, now=now):
        raise Http404
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_project(project=project, actor=request.user, now=now, **form.cleaned_data)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your project is withdrawn. Its page stays readable."))
            return redirect(project)
    return _form(request, "budget/projects/withdraw.html", form, project.campaign, now, project=project)


def _form(request, template, form, campaign, now, **context):
    context |= {"form": form, "campaign": campaign, "closes_at": _closes_at(campaign, now)}
    return render(request, template, context, status=422 if form.errors else 200)


def _closes_at(campaign, now):
    """When submissions close, or None when they are not open."""
    window = open_phases(campaign, now=now).filter(kind__in=permissions.SUBMISSION_PHASES)
    return max((phase.closes_at for phase in window), default=None)
