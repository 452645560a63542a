"""Saying many things at once: what `contribute` does for one draft, in a few queries for thousands."""

from django.db import transaction

from budget.campaigns.models import Campaign
from budget.campaigns.queries import revision_at
from budget.contributions.choices import QueueReason
from budget.contributions.models import Contribution, QueueItem
from budget.contributions.services.references import Numbering
from budget.journal.services import record_all

BATCH = 500


@transaction.atomic
def contribute_all(*, campaign, drafts, actor, now):
    """Save drafts of `drafted` that are not public yet, in their order; one may answer another that comes before it.

    References, revision of the base document, queue and journal are those that `contribute` gives one by one.
    Returns the Numbering they were numbered with.
    """
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    numbering, revisions = Numbering(campaign.pk), {}
    for draft in drafts:
        draft.reference = numbering.reference_for(draft)
        if draft.said_at not in revisions:
            revisions[draft.said_at] = revision_at(campaign, draft.said_at)
        draft.base_document_revision = revisions[draft.said_at]
    left = list(drafts)
    while left:
        ready = [draft for draft in left if draft.target is None or draft.target.pk]
        Contribution.objects.bulk_create(ready, batch_size=BATCH)
        left = [draft for draft in left if draft.pk is None]
    lines = [QueueItem(contribution=draft, why=QueueReason.NEW, opened_at=now) for draft in drafts]
    QueueItem.objects.bulk_create(lines, batch_size=BATCH)
    record_all(actor=actor, action="contribution.received", objs=drafts, now=now)
    return numbering
