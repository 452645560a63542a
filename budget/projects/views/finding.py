"""A campaign or a project of an address, or 404."""

from django.http import Http404

from budget.campaigns.models import Campaign
from budget.campaigns.queries import campaign_by_slug
from budget.projects import queries
from budget.projects.models import Project


def campaign_or_404(slug):
    try:
        return campaign_by_slug(slug)
    except Campaign.DoesNotExist:
        raise Http404 from None


def project_or_404(campaign, reference):
    try:
        return queries.project_named(campaign_or_404(campaign), reference)
    except Project.DoesNotExist:
        raise Http404 from None


def followable(user, moment, *, campaign, reference):
    """What the address of a follow button names, for `budget.notices.views.follows`."""
    project = project_or_404(campaign, reference)
    if not project.is_public:
        raise Http404
    return project
