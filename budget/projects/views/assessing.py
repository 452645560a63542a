"""The assessors' screens: what there is to do, and one verdict."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from budget.projects import permissions, queries, services
from budget.projects.forms import AssessmentForm, add_refusal
from budget.projects.models import Project
from budget.projects.services import ProjectError
from budget.projects.views.finding import campaign_or_404
from budget.rules.clock import now as clock_now


@login_required
def work_list(request, campaign):
    """What this assessor may decide now, and what they signed."""
    now, campaign = clock_now(), campaign_or_404(campaign)
    if not permissions.may_work_as_assessor(request.user, campaign, now=now):
        raise PermissionDenied
    work = queries.projects_to_assess(campaign, request.user, now=now)
    context = {"campaign": campaign, "work": work, "now": now}
    return render(request, "budget/projects/work_list.html", context)


@login_required
def assess(request, campaign, reference):
    """What rooms and web said beside the grid; then the verdict, its reasons, the signature."""
    now, campaign = clock_now(), campaign_or_404(campaign)
    if not permissions.may_work_as_assessor(request.user, campaign, now=now):
        raise PermissionDenied
    page = _page(campaign, reference)
    project = page.project
    form = AssessmentForm(
        request.POST or None,
        initial={
            "cost_cents": project.cost_cents,
            "upkeep_cents": project.upkeep_cents,
            "signed_as": request.user.display_name,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.assess_project(project=project, assessor=request.user, now=now, **form.verdict_values())
        except ProjectError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The verdict is signed and published."))
            return redirect(project)
    context = {
        "campaign": campaign,
        "page": page,
        "project": project,
        "form": form,
        "may_assess": permissions.may_assess(request.user, project, now=now),
    }
    return render(request, "budget/projects/assess.html", context, status=422 if form.errors else 200)


def _page(campaign, reference):
    try:
        page = queries.assessment_page(campaign, reference)
    except Project.DoesNotExist:
        raise Http404 from None
    if not page.project.is_public:
        raise Http404
    return page
