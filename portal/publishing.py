"""What the building does when a page is published: the base document's new text gets its number.

Pages read the budget and never write it; this floor stands above both (docs/decisions/0004). Wagtail says a page is
published whatever the way: from the editor, at the end of an approval, at a date set in advance.
"""

from budget.campaigns.services import publish_base_document
from budget.rules import clock
from home.models import BaseDocumentPage


def number_base_document(sender, instance, revision, **_more):
    """The receiver of Wagtail's `page_published`; registered in portal.apps."""
    if instance.live and instance.is_numbered:
        number_page(instance, revision, actor=revision.user, now=clock.now())


def number_page(page, revision, *, actor, now, facts=None):
    """Number the wording of a base document that is published; what it gave, or the current revision if nothing changed.

    A note that was published already with an earlier text says nothing of this one: it is left out. `facts` are
    figures that the campaign cannot count yet, in words.
    """
    wording = page.wording(now)
    wording["facts"] |= {name: words for name, words in (facts or {}).items() if name in wording["facts"]}
    last = page.last_revision()
    is_used = last is not None and page.change_note == last.note
    return publish_base_document(
        campaign=page.campaign,
        note="" if is_used else page.change_note,
        note_en="" if is_used else page.change_note_en,
        wagtail_revision=revision,
        actor=actor,
        now=now,
        **wording,
    )


def connect(signal):
    """Listen to `signal` for the pages of base documents."""
    signal.connect(number_base_document, sender=BaseDocumentPage, dispatch_uid="number_base_document")
