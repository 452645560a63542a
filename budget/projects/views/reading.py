"""What everyone reads: the list, a project's page, its lineage as a file."""

import csv

from django.http import Http404, HttpResponse
from django.shortcuts import render

from budget.campaigns.choices import PhaseKind
from budget.projects import permissions, queries
from budget.projects.forms import FilterForm
from budget.projects.models import Project
from budget.projects.queries import ProjectFilters
from budget.projects.views.finding import campaign_or_404, project_or_404
from budget.rules.clock import now as clock_now


def project_list(request, campaign):
    """The projects of a campaign, with filters."""
    now, campaign = clock_now(), campaign_or_404(campaign)
    filters = ProjectFilters.read(request.GET)
    found = queries.project_list(campaign, filters=filters, now=now, page=request.GET.get("page", 1))
    context = {
        "campaign": campaign,
        "found": found,
        "form": FilterForm(filters, found.groups),
        "is_submission_open": permissions.is_submission_open(campaign, now=now),
        "may_assess": permissions.may_work_as_assessor(request.user, campaign, now=now),
    }
    return render(request, "budget/projects/list.html", context)


def detail(request, campaign, reference):
    """A project's whole story on one page; a merged one answers 200 and says into what."""
    now, page = clock_now(), _page(campaign, reference)
    project = page.project
    if not permissions.may_see(request.user, project, now=now):
        raise Http404
    context = {
        "page": page,
        "project": project,
        "campaign": project.campaign,
        "now": now,
        "is_vote_open": project.is_on_ballot and page.is_open(PhaseKind.VOTE, now),
        "may_edit": permissions.may_edit(request.user, project, now=now),
        "may_withdraw": permissions.may_withdraw(request.user, project, now=now),
        "may_assess": permissions.may_assess(request.user, project, now=now),
    }
    return render(request, "budget/projects/detail.html", context)


def lineage(request, campaign, reference):
    """Everything a project comes from, by channel and by date, then what became of it: result and works."""
    now = clock_now()
    project = project_or_404(campaign, reference)
    if not permissions.may_see(request.user, project, now=now):
        raise Http404
    context = {"project": project, "campaign": project.campaign, "now": now}
    return render(request, "budget/projects/lineage.html", context)


def lineage_csv(request, campaign, reference):
    """Where a project comes from, as a file: one line a source, in the order they were said."""
    page = _page(campaign, reference)
    if not permissions.may_see(request.user, page.project, now=clock_now()):
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{page.project.campaign.slug}-{page.project.reference}"
    response["Content-Disposition"] = f'attachment; filename="{name}-lineage.csv"'
    response.write("\ufeff")
    lines = csv.writer(response, lineterminator="\r\n")
    lines.writerow(["project", "via", "contribution", "said_on", "channel", "nature", "title", "text"])
    for source in page.sources:
        said = source.contribution
        lines.writerow(
            [
                page.project.reference,
                source.via.reference if source.via else "",
                said.reference,
                said.said_at.date().isoformat(),
                said.channel,
                said.nature,
                _cell(said.title),
                _cell(said.text),
            ]
        )
    return response


def _cell(text):
    """Text that a spreadsheet will not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def _page(campaign, reference):
    try:
        return queries.project_page_at(campaign, reference)
    except Project.DoesNotExist:
        raise Http404 from None
