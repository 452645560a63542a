"""What the editor is told once a base document is published: its number, and what was printed from the former ones."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages

from budget.campaigns.queries import stale_derivatives
from home.models import BaseDocumentPage


@hooks.register("after_publish_page")
def tell_the_revision(request, page):
    if not isinstance(page, BaseDocumentPage) or not page.is_numbered or not page.live:
        return
    last = page.last_revision()
    if last is None:
        return
    stale = stale_derivatives(page.campaign).count()
    said = _("The public text is revision %(number)d of the base document.") % {"number": last.number}
    messages.info(
        request,
        said,
        buttons=[
            messages.button(reverse("base_document:revisions", args=[page.campaign.slug]), _("Revisions"))
        ],
    )
    if stale:
        words = ngettext(
            "%(count)d document was printed from a former text: tell the people who run the campaign.",
            "%(count)d documents were printed from a former text: tell the people who run the campaign.",
            stale,
        )
        messages.warning(request, words % {"count": stale})
