"""The revisions of an edition's base document: the list, each as it was, two of them side by side."""

from difflib import SequenceMatcher

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from budget.campaigns import queries as campaigns
from budget.campaigns.models import BaseDocumentRevision, Campaign
from home.models import BaseDocumentPage
from home.models.base_document import change_log
from home.models.edition import edition_at
from home.models.facts import Facts
from home.models.frame import frame_links
from home.models.lines import told_lines


def revisions(request, campaign):
    """Every revision with its note and its date, the last one first."""
    context = _context(campaign)
    pages = BaseDocumentPage.objects.live().filter(campaign=context["campaign"])
    context["document"] = pages.filter(locale__language_code=get_language()).first()
    return render(request, "home/base_document/revisions.html", context)


def revision(request, campaign, number):
    """One revision as it was that day: the page through its Wagtail revision, with the figures of that day."""
    context = _context(campaign)
    found = _revision(context["campaign"], number)
    request.frame_links = frame_links(get_language())
    edition = edition_at(found.published_at, campaign=found.campaign_id)
    known = {**found.facts, "base_revision": str(found.number)}
    context.update(
        revision=found,
        edition=edition,
        facts=Facts(edition=edition, settings=request.frame_links[1], known=known),
        shown=_as_it_was(found),
        lines=told_lines(found),
        since_url=f"{reverse('base_document:compare', args=[campaign])}?de={found.number}",
        is_last=found.number == context["last"].number,
    )
    return render(request, "home/base_document/revision.html", context)


def compare(request, campaign):
    """What two revisions say differently, paragraph by paragraph: `?de=2&a=3`, the last two unless told."""
    context = _context(campaign)
    numbers = [revision.number for revision in context["revisions"]]
    if len(numbers) < 2:
        raise Http404
    after = _asked(request, "a", numbers) or numbers[0]
    before = _asked(request, "de", numbers) or max(numbers[-1], after - 1)
    old, new = (_revision(context["campaign"], number) for number in sorted((before, after)))
    told = [told_lines(revision, number=new.number) for revision in (old, new)]
    between = [item for item in context["change_log"] if old.number < item["number"] <= new.number]
    context.update(old=old, new=new, changes=changes(*told), between=between)
    return render(request, "home/base_document/compare.html", context)


def changes(before, after):
    """The paragraphs that differ: [{"around", "before", "after"}], `around` being the one above, which both say."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [
        {"around": after[c - 1] if c else "", "before": before[a:b], "after": after[c:d]}
        for kind, a, b, c, d in steps
        if kind != "equal"
    ]


def _as_it_was(revision):
    """{"title", "intro", "body"} of the page that Wagtail kept, or None; read without the page of today."""
    if revision.wagtail_revision is None:
        return None
    kept = revision.wagtail_revision.content
    body = BaseDocumentPage._meta.get_field("body").to_python(kept["body"])
    return {"title": kept["title"], "intro": kept["intro"], "body": body}


def _context(slug):
    try:
        campaign = campaigns.campaign_by_slug(slug)
    except Campaign.DoesNotExist as missing:
        raise Http404 from missing
    found = list(campaigns.revisions(campaign))
    return {
        "campaign": campaign,
        "revisions": found,
        "last": found[0] if found else None,
        "change_log": change_log(found, campaign.slug),
        "language": settings.LANGUAGE_CODE,
    }


def _revision(campaign, number):
    try:
        return campaigns.revision(campaign, number)
    except BaseDocumentRevision.DoesNotExist as missing:
        raise Http404 from missing


def _asked(request, name, numbers):
    """A number of the address, or None when it is none of the edition's."""
    value = request.GET.get(name, "")
    return next((number for number in numbers if str(number) == value), None)
