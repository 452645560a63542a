"""The base document, numbered each time its text changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.campaigns.models import BaseDocumentRevision, Campaign
from budget.campaigns.queries import content_hash, revisions
from budget.campaigns.services.errors import CampaignError
from budget.journal.services import record


@transaction.atomic
def publish_base_document(
    *, campaign, title, lines, note, actor, now, marks=(), facts=None, note_en="", wagtail_revision=None
):
    """Number the wording that was just published; a text that has not changed makes no revision.

    Whoever could publish the page may do this. The first revision may go without a note; a later one that reached
    the public without any says so rather than be missing from the list. Returns the current revision. Journal:
    `base_document.revised`. Raises CampaignError for a moment before the last revision's.
    """
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    last = revisions(campaign).first()
    digest = content_hash(lines=lines, marks=marks)
    if last is not None and last.content_hash == digest:
        return last
    if last is not None and now < last.published_at:
        raise CampaignError(
            _("Revision %(number)d is more recent: publish the text again now.") % {"number": last.number}
        )
    revision = BaseDocumentRevision.objects.create(
        campaign=campaign,
        number=last.number + 1 if last else 1,
        title=title,
        note=note.strip() or (_("Published without a note.") if last else _("First publication.")),
        note_en=note_en.strip(),
        lines=list(lines),
        facts=dict(facts or {}),
        content_hash=digest,
        published_at=now,
        wagtail_revision=wagtail_revision,
    )
    record(
        actor=actor,
        action="base_document.revised",
        obj=revision,
        now=now,
        reason=revision.note,
        detail={"hash": digest},
    )
    return revision
