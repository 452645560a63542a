"""The base document of an edition: one text for everybody, numbered each time it changes.

The page holds the words and the note that says what changed; the domain holds the numbers
(budget.campaigns.models.BaseDocumentRevision), which the portal asks for when the page is published.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from budget.campaigns.queries import content_hash, revisions
from home.fields import IN_BRACES, PLACEHOLDERS
from home.models.base import BasePage, PageForm
from home.models.edition import edition_at
from home.models.facts import Facts
from home.models.lines import lines_and_marks
from home.models.site import SiteSettings
from home.models.standard import LongPage


def change_log(revisions, slug):
    """Revisions, the last one first, as components/prose/changes.html shows them; `slug` is the campaign's."""
    is_spoken_here = get_language() == settings.LANGUAGE_CODE
    return [
        {
            "number": revision.number,
            "published_at": revision.published_at,
            "note": revision.note_label,
            "language": "" if is_spoken_here or revision.note_en else settings.LANGUAGE_CODE,
            "hash": revision.short_hash,
            "is_current": place == 0,
            "url": reverse("base_document:revision", args=[slug, revision.number]),
            "compare_url": f"{reverse('base_document:compare', args=[slug])}?a={revision.number}"
            if revision.number > 1
            else "",
        }
        for place, revision in enumerate(revisions)
    ]


class BaseDocumentForm(PageForm):
    """Asks for the public note when a text that changed is published; a draft never does."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.last = self.instance.last_revision()
        if not self.instance.is_numbered:
            self.fields.pop("change_note", None)
            self.fields.pop("change_note_en", None)
        elif self.last and self.instance.change_note == self.last.note:
            self.initial |= {"change_note": "", "change_note_en": ""}  # that one was published already

    def clean(self):
        data = super().clean()
        if self.is_deferred_validation or "change_note" not in self.fields or self.last is None:
            return data
        found = lines_and_marks(data.get("title"), data.get("intro"), body=data.get("body"))
        if "body" not in data or content_hash(*found) == self.last.content_hash:
            return data
        note = (data.get("change_note") or "").strip()
        if not note:
            self.add_error(
                "change_note",
                _("The text has changed: write in one sentence what changes, for everyone to read."),
            )
        elif note == self.last.note:
            self.add_error(
                "change_note",
                _("This is the note of revision %(number)d: write what changes this time.")
                % {"number": self.last.number},
            )
        return data


class BaseDocumentPage(LongPage):
    """What everybody reads before taking part. Its revisions follow the page in the site's main language."""

    campaign = models.ForeignKey(
        "budget.Campaign", on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign")
    )
    change_note = models.TextField(
        _("What changes"),
        blank=True,
        max_length=600,
        help_text=_(
            "Asked when you publish a text that has changed. One or two sentences that everyone can read: "
            "what changes, and why. A draft needs none."
        ),
    )
    change_note_en = models.TextField(_("What changes, in English"), blank=True, max_length=600)

    parent_page_types = ["home.HomePage", "home.CampaignPage"]
    subpage_types = []
    base_form_class = BaseDocumentForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("campaign"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("change_note"), FieldPanel("change_note_en")], heading=_("Public change note")
        ),
    ]

    class Meta(LongPage.Meta):
        abstract = False
        verbose_name = _("base document")
        verbose_name_plural = _("base documents")

    def clean(self):
        super().clean()
        if self.campaign_id is None:
            return
        others = BaseDocumentPage.objects.filter(campaign=self.campaign_id, locale=self.locale_id)
        if others.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"campaign": _("This edition has a base document already: change that one.")}
            )

    def find_edition(self, now):
        return edition_at(now, campaign=self.campaign_id)

    @property
    def is_numbered(self):
        """Whether publishing this page makes revisions: the one in the main language, and no copy of it."""
        locale = self.locale if self.locale_id else None
        return not self.alias_of_id and (locale is None or locale.language_code == settings.LANGUAGE_CODE)

    def last_revision(self):
        """The last revision of this edition's base document, or None."""
        return revisions(self.campaign).defer(None).first() if self.campaign_id else None

    def wording(self, now):
        """What a revision keeps of this page: {"title", "lines", "marks", "facts"}, in the page's language."""
        lines, marks = lines_and_marks(self.title, self.intro, body=self.body)
        names = {name for line in lines for name in IN_BRACES.findall(line)} & set(PLACEHOLDERS)
        with translation.override(self.locale.language_code):
            known = Facts(edition=self.find_edition(now), settings=SiteSettings.of_default_site())
            facts = {name: str(known[name]) for name in sorted(names - {"base_revision"})}
        return {"title": self.title, "lines": lines, "marks": marks, "facts": facts}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        found = list(revisions(self.campaign))
        context.update(
            change_log=change_log(found, self.campaign.slug),
            is_behind=bool(
                found
                and not self.is_numbered
                and self.last_published_at
                and self.last_published_at < found[0].published_at
            ),
        )
        return context


def holds_revisions(page):
    """True when `page`, or a page below it, is a base document that has revisions: what people said leads to them.

    One query.
    """
    numbered = BaseDocumentPage.objects.filter(
        path__startswith=page.path,
        locale__language_code=settings.LANGUAGE_CODE,
        campaign__base_document_revisions__isnull=False,
    )
    return bool(page.path) and numbered.exists()
