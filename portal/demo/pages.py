"""The pages of the demonstration city, in French and English, from the texts of the data files.

A page that exists already is left as it is: loading again never undoes what an editor wrote.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from wagtail.models import Locale, Page, Site

from budget.campaigns.choices import PhaseState
from budget.campaigns.models import Campaign, Phase
from budget.contributions.models import Contribution
from budget.workshops.models import Workshop
from home import models
from portal.demo import page_bodies as bodies
from portal.demo.city import PHASE_KINDS
from portal.demo.source import PARIS, read

PAGE_TYPES = {
    "idees": models.IdeationPage,
    "ateliers": models.WorkshopsPage,
    "instruction": models.AssessmentPage,
    "vote": models.VotePage,
    "resultats": models.ResultsPage,
    "realisation": models.DeliveryPage,
}
#: Addresses that screens of the campaign already hold.
SLUGS = {("fr", "ateliers"): "se-rencontrer", ("fr", "realisation"): "suivre-les-chantiers"}
#: What a past edition still tells.
PAST_STEPS = ("resultats", "realisation", "bilan")
SECTION_PAGES = ("rules", "privacy", "accessibility", "legal", "help_editors")


def load_pages(source):
    """Build every page for the two editions of the demonstration."""
    build_pages(
        data_fr=read("pages_fr.yaml"),
        data_en=read("pages_en.yaml"),
        campaign_codes=["BP2026", "BP2025"],
        news=source.debate["actualites"],
        now=source.now,
    )


def build_pages(*, data_fr, data_en, campaign_codes, news, now):
    """The whole tree in both languages; the first code is the current edition. Returns the French home page."""
    load_city(now)
    frame, current, first = read("frame.yaml"), Campaign.objects.get(code=campaign_codes[0]), None
    for code, data in (("fr", data_fr), ("en", data_en)):
        builder = Builder(code, data["pages"], frame[code], now, campaign=current, original=first)
        builder.build(campaign_codes, news if code == "fr" else [])
        first = first or builder
    return first.home


def load_city(now):
    """What the city says about itself, unless somebody has written it already."""
    facts = read("frame.yaml")["city"]
    site = Site.objects.get(is_default_site=True)
    settings, is_new = models.SiteSettings.objects.get_or_create(site=site)
    if is_new or not settings.city_name:
        settings.audit_on = (now.astimezone(PARIS) + timedelta(days=facts.pop("audit_day"))).date()
        for name, value in facts.items():
            setattr(settings, name, value)
        settings.save()


@dataclass
class Builder:
    """The pages of one language. `campaign` is the current edition; `original` is the builder of the first language,
    whose pages these translate.
    """

    language: str
    texts: dict
    frame: dict
    now: object
    campaign: Campaign
    original: "Builder | None" = None

    def __post_init__(self):
        self.locale = Locale.objects.get(language_code=self.language)
        self.home = models.HomePage.objects.get(locale=self.locale)
        self.made = {"home": self.home}

    def build(self, campaign_codes, news):
        with translation.override(self.language):
            self._standard_pages()
            for number, code in enumerate(campaign_codes):
                self._edition(Campaign.objects.get(code=code), is_current=number == 0)
            self._home()
            for article in news:
                self._article(article)

    def add(self, key, model, parent, slug, **fields):
        """The page at this address, made if it is not there; remembered as `key`."""
        found = Page.objects.child_of(parent).filter(slug=slug).first()
        if found is None:
            page = model(slug=slug, locale=self.locale, **fields)
            if self.original and key in self.original.made:
                page.translation_key = self.original.made[key].translation_key
            parent.add_child(instance=page)
            page.save_revision().publish()
            found = page
        self.made[key] = found.specific
        return self.made[key]

    def base_document(self, body):
        """The page of the base document with this body, made if it is not there; saved by whoever publishes it."""
        text = self.texts["socle"]
        page = models.BaseDocumentPage.objects.filter(campaign=self.campaign, locale=self.locale).first()
        if page is None:
            page = self.home.add_child(
                instance=models.BaseDocumentPage(
                    slug=text["slug"],
                    locale=self.locale,
                    title=text["title"],
                    intro=text["intro"],
                    campaign=self.campaign,
                )
            )
        page.body = body
        return page

    def _standard_pages(self):
        self.add(
            "socle",
            models.BaseDocumentPage,
            self.home,
            self.texts["socle"]["slug"],
            title=self.texts["socle"]["title"],
            intro=self.texts["socle"]["intro"],
            campaign=self.campaign,
            body=bodies.sections(self.texts["socle"]["sections"]),
        )
        for key in SECTION_PAGES:
            text = self.texts[key]
            parts = text.get("sections") or text["articles"]
            numbered = "articles" in text
            self._standard(key, bodies.sections(parts, numbered=numbered))
        for key in ("about", "questions"):
            self._standard(key, bodies.paragraphs(self.texts[key]["body"]))
        self._standard("faq", [bodies.questions(self.texts["faq"]["items"])])
        for key, model in (
            ("partners", models.PartnersPage),
            ("councils", models.CouncilsPage),
            ("news", models.NewsIndexPage),
        ):
            text = self.texts[key]
            self.add(
                key,
                model,
                self.home,
                text["slug"],
                title=text["title"],
                intro=text["intro"],
                body=bodies.paragraphs(text["body"]),
            )

    def _standard(self, key, body):
        text = self.texts[key]
        self.add(
            key,
            models.StandardPage,
            self.home,
            text["slug"],
            title=text["title"],
            intro=text["intro"],
            body=body,
        )

    def _edition(self, campaign, *, is_current):
        blocks = self.frame["blocks"]
        page = self.add(
            f"campaign-{campaign.code}",
            models.CampaignPage,
            self.home,
            campaign.slug,
            title=campaign.label,
            campaign=campaign,
            intro=self.frame["campaign"]["intro"],
            body=bodies.campaign(blocks, self.made) if is_current else [],
        )
        for code, text in self.texts["phases"].items():
            if is_current or code in PAST_STEPS:
                self._phase(page, campaign, code, text, is_current=is_current)
        self._told_session(campaign)

    def _phase(self, parent, campaign, code, text, *, is_current):
        phase = Phase.objects.filter(campaign=campaign, kind=PHASE_KINDS[code]).order_by("-opens_at").first()
        if phase is None:
            return
        words = self.frame["phases"][code]
        fields = {}
        for state in PhaseState:
            fields[f"summary_{state}"] = words[state]
            fields[f"body_{state}"] = [
                *bodies.paragraphs(text[state]),
                *bodies.live_of_phase(code, state, self.frame["blocks"], self.made, is_current=is_current),
            ]
            fields[f"acts_{state}"] = bodies.acts(words.get(f"acts_{state}", ()), self.made)
        self.add(
            f"{campaign.code}-{code}",
            PAGE_TYPES.get(code, models.StepPage),
            parent,
            SLUGS.get((self.language, code), text["slug"]),
            title=text["title"],
            phase=phase,
            **fields,
        )

    def _told_session(self, campaign):
        """The first council session of the edition, told by the editors."""
        session = Workshop.objects.filter(campaign=campaign, reference="CQ1").first()
        parent, words = self.made.get(f"{campaign.code}-ateliers"), self.frame["workshop"]
        if session is None or parent is None:
            return
        self.add(
            f"{campaign.code}-CQ1",
            models.WorkshopPage,
            parent,
            "cq1",
            title=words["title"],
            intro=words["intro"],
            workshop=session,
            summary_before=words["before"],
            summary_after=words["after"],
        )

    def _home(self):
        if self.home.headline:
            return
        text, words = self.texts["home"], self.frame["home"]
        for name, value in words.items():
            setattr(self.home, name, value)
        self.home.title = text["title"]
        self.home.headline = text["intro"]
        self.home.intro = " ".join(text["body"].split("\n\n")[1].split())
        self.home.body = bodies.home(self.frame["blocks"], self.made)
        self.home.links = [
            models.FrameLink(place=place, sort_order=number, **self._link(link))
            for place, links in self.frame["links"].items()
            for number, link in enumerate(links)
        ]
        self.home.save_revision().publish()

    def _link(self, link):
        label, kind, target = link
        if kind == "screen":
            return {"label": label, "destination": target}
        if kind == "words":
            return {"label": label}
        key = target if kind == "page" else next(k for k in self.made if k.endswith(f"-{target}"))
        return {"label": label, "page": Page.objects.get(pk=self.made[key].pk)}

    def _article(self, article):
        text = " ".join(article["texte"].split())
        first = bodies.first_sentence(text)
        self.add(
            article["id"],
            models.NewsPage,
            self.made["news"],
            article["id"].lower(),
            title=article["titre"],
            intro=first,
            published_on=(self.now.astimezone(PARIS) + timedelta(days=article["jour"])).date(),
            body=[*bodies.paragraphs(text.removeprefix(first)), *self._sources(article.get("liens", ()))],
        )

    def _sources(self, references):
        """Links to what an article speaks of: threads, and the base document."""
        found = Contribution.objects.filter(
            reference__in=references, campaign__is_current=True
        ).select_related("campaign")
        links = [
            (
                reverse("contributions:detail", args=[c.campaign.slug, c.reference]),
                c.reference,
                c.headline[:80],
            )
            for c in found.order_by("reference")
        ]
        if "socle" in references:
            links.append((self.made["socle"].url, "", self.made["socle"].title))
        if not links:
            return []
        items = format_html_join("", '<li><a href="{}">{} {}</a></li>', links)
        return [{"type": "text", "value": format_html("<ul>{}</ul>", items)}]
