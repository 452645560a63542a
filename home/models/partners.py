from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from budget.campaigns.queries import themes
from budget.partners.choices import PartnerKind
from budget.partners.queries import DirectoryFilters
from budget.projects.queries import promises
from home.blocks.body import BodyBlock
from home.fields import BodyField
from home.models.base import BasePage


class DirectoryForm(forms.Form):
    """The filters of the directory, drawn by components/filters.html. It never refuses anything: see DirectoryFilters."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput())
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, filters):
        super().__init__(initial={"q": filters.text, "kind": filters.kind, "theme": filters.theme})
        self.fields["kind"].choices = [("", _("Every kind")), *PartnerKind.choices]
        self.fields["theme"].choices = [("", _("Every theme")), *((t.code, t.label) for t in themes())]


class PartnersPage(BasePage):
    """The directory of partners: what they offer, seek, and promised."""

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = []
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("partners page")
        verbose_name_plural = _("partners pages")

    def get_context(self, request, *args, **kwargs):
        """Adds `filters` (DirectoryFilters), `form`, how many filters are `chosen`, and what was `promised`."""
        context = super().get_context(request, *args, **kwargs)
        filters = DirectoryFilters.read(request.GET)
        context.update(
            filters=filters,
            form=DirectoryForm(filters),
            chosen=bool(filters.kind) + bool(filters.theme),
            promised=promises(context["campaign"]),
        )
        return context
