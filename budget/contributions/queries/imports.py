"""Tables brought in: the list of batches, what became of one."""

from django.db.models import Count, Q

from budget.contributions.choices import PUBLIC_STATES, ContributionState
from budget.contributions.models import Contribution, ImportBatch


def import_batches(campaign):
    """The imports of a campaign, the latest first, with `waiting_count` and `public_count`; one query."""
    waiting = Q(contributions__state=ContributionState.RECEIVED)
    public = Q(contributions__state__in=PUBLIC_STATES)
    return (
        ImportBatch.objects.filter(campaign=campaign)
        .select_related("uploaded_by")
        .defer("rows")
        .annotate(
            waiting_count=Count("contributions", filter=waiting),
            public_count=Count("contributions", filter=public),
        )
        .order_by("-uploaded_at", "-id")
    )


def imported_contributions(batch):
    """What came with a batch, in the order of its lines."""
    return (
        Contribution.objects.filter(import_batch=batch)
        .select_related("target", "district", "theme", "partner", "table__workshop")
        .order_by("pk")
    )
