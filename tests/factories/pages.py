"""Pages for tests, under the home pages that the migrations made."""

from uuid import uuid4

import factory
from wagtail.models import Locale

from home import models
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory


def home_page(language="fr"):
    """The home page of a language."""
    return models.HomePage.objects.get(locale__language_code=language)


class PageFactory(factory.django.DjangoModelFactory):
    """A live page under `parent` (the French home page unless told otherwise)."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Page {n}")
    slug = factory.LazyFunction(lambda: f"page-{uuid4().hex[:12]}")

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        parent = parent or home_page()
        kwargs.setdefault("locale", parent.locale)
        return parent.add_child(instance=model_class(*args, **kwargs))


class StandardPageFactory(PageFactory):
    class Meta:
        model = models.StandardPage


class BaseDocumentPageFactory(PageFactory):
    class Meta:
        model = models.BaseDocumentPage

    campaign = factory.SubFactory(CampaignFactory)


class NewsIndexPageFactory(PageFactory):
    class Meta:
        model = models.NewsIndexPage


class NewsPageFactory(PageFactory):
    class Meta:
        model = models.NewsPage

    published_on = NOON.date()


class PartnersPageFactory(PageFactory):
    class Meta:
        model = models.PartnersPage


class CouncilsPageFactory(PageFactory):
    class Meta:
        model = models.CouncilsPage


class CampaignPageFactory(PageFactory):
    class Meta:
        model = models.CampaignPage

    campaign = factory.SubFactory(CampaignFactory, is_current=True)
    title = factory.LazyAttribute(lambda o: o.campaign.title)
    slug = factory.LazyAttribute(lambda o: o.campaign.slug)


PHASE_PAGES = {
    "information": models.StepPage,
    "ideation": models.IdeationPage,
    "workshops": models.WorkshopsPage,
    "deepening": models.StepPage,
    "assessment": models.AssessmentPage,
    "appeal": models.StepPage,
    "vote": models.VotePage,
    "results": models.ResultsPage,
    "delivery": models.DeliveryPage,
    "evaluation": models.StepPage,
}


def workshop_page(workshop, **fields):
    """The page that tells a meeting, under the page of the workshops of its campaign."""
    parent = phase_page(CampaignPageFactory(campaign=workshop.campaign), "workshops")
    fields = {"title": workshop.title, "slug": f"atelier-{workshop.pk}", "locale": parent.locale, **fields}
    return parent.add_child(instance=models.WorkshopPage(workshop=workshop, **fields))


def phase_page(campaign_page, kind="ideation", phase=None, **fields):
    """The page of a phase of this kind, under the page of its campaign."""
    phase = phase or PhaseFactory(campaign=campaign_page.campaign, kind=kind)
    fields = {"title": phase.title, "slug": f"{kind}-{phase.pk}", "locale": campaign_page.locale, **fields}
    return campaign_page.add_child(instance=PHASE_PAGES[kind](phase=phase, **fields))


def translated(page, language="en", **fields):
    """The page in another language, published; its ancestors are translated first."""
    copy = page.copy_for_translation(Locale.objects.get(language_code=language), copy_parents=True)
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy
