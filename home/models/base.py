"""What every page has in common: texts with placeholders, the edition it belongs to, how it is shared."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve
from django.utils.functional import classproperty
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from budget.rules import clock
from home.fields import WordingField, check_placeholders
from home.models.edition import edition_at, pages_around
from home.models.facts import Facts
from home.models.frame import frame_links
from home.models.held import is_held


class PageForm(WagtailAdminPageForm):
    """The editor's form of every page: it keeps addresses that a vote or a screen of the domain rests on."""

    def clean(self):
        data = super().clean()
        slug = data.get("slug")
        if slug and self.parent_page and self._is_a_screen(slug):
            self.add_error("slug", _("A screen of the site already has this address: choose another."))
        if self.instance.pk and ({"slug", "expire_at"} & set(self.changed_data)) and is_held(self.instance):
            for name in ("slug", "expire_at"):
                if name in self.changed_data:
                    self.add_error(
                        name,
                        _("A vote rests on this page: its address and its publication stay as they are."),
                    )
        return data

    def _is_a_screen(self, slug):
        """Whether another view than Wagtail's answers at this address."""
        try:
            found = resolve(f"{self.parent_page.get_url() or '/'}{slug}/")
        except Resolver404:
            return False
        return found.url_name != "wagtail_serve"


class BasePage(Page):
    """A page of the site. `get_context` reads the clock once and says what the templates need:

    `now`, `edition`, `campaign`, `facts` (placeholders), `pages` (home.models.edition.Pages), `timeline` (Steps),
    `moment_step` (the Step of the open phase, or of the next one), `crumbs`.
    """

    intro = WordingField(_("introduction"), blank=True, help_text=_("One or two sentences under the title."))
    share_image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for sharing"),
    )

    search_fields = [*Page.search_fields, index.SearchField("intro")]
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("share_image"),
            ],
            heading=_("Address and sharing"),
        ),
    ]
    base_form_class = PageForm
    private_page_options = []  # what the city writes here is for everybody

    class Meta:
        abstract = True

    @classmethod
    def more_tabs(cls):
        """Tabs of the editor between content and sharing: [(heading, panels)]."""
        return []

    @classproperty
    def edit_handler(cls):  # noqa: N805 - a property of the class
        return TabbedInterface(
            [
                ObjectList(cls.content_panels, heading=_("Content")),
                *(ObjectList(panels, heading=heading) for heading, panels in cls.more_tabs()),
                ObjectList(cls.promote_panels, heading=_("Sharing")),
                ObjectList(cls.settings_panels, heading=_("Publication")),
            ],
            base_form_class=cls.base_form_class,
        )

    def clean(self):
        """The fields that Wagtail brings take placeholders too."""
        super().clean()
        errors = {}
        for name in ("title", "seo_title", "search_description"):
            try:
                check_placeholders(getattr(self, name))
            except ValidationError as error:
                errors[name] = error
        if errors:
            raise ValidationError(errors)

    def get_view_restrictions(self):
        """Nobody can restrict a page (`private_page_options`): do not look for it at each request."""
        return PageViewRestriction.objects.none()

    def moment(self, request):
        """The moment the page is shown at."""
        return clock.now()

    def find_edition(self, now):
        """The edition this page belongs to: the current one unless the page says otherwise."""
        return edition_at(now, campaign__is_current=True, campaign__is_public=True)

    def told_phase(self, edition):
        """The phase the placeholders of this page speak of, or None for the phase of the moment."""
        return None

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        now = self.moment(request)
        edition = self.find_edition(now)
        edition.is_preview = getattr(request, "is_preview", False)
        pages = pages_around(self, edition)
        request.frame_links = frame_links(get_language())
        _links, settings = request.frame_links
        facts = Facts(edition=edition, settings=settings, phase=self.told_phase(edition))
        steps = edition.steps(pages)
        request.shown_page = self
        request.shown_pages = pages
        request.shown_edition = edition
        context.update(
            now=now,
            edition=edition,
            campaign=edition.campaign,
            facts=facts,
            pages=pages,
            timeline=steps,
            moment_step=next((s for s in steps if s.phase == (edition.current or edition.next)), None),
            crumbs=self.crumbs(pages, facts),
        )
        return context

    def crumbs(self, pages, facts):
        """The breadcrumb, from the home page to this one: [{title, url}]."""
        above = [
            {"title": _("Home") if p.depth == 2 else facts.fill(p.title), "url": p.url}
            for p in pages.ancestors
        ]
        return [*above, {"title": facts.fill(self.title)}]
