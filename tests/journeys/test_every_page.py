"""Every type of page, in every state of its phase, accessible and never wider than the window."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from budget.campaigns.choices import PhaseKind, PhaseState
from budget.contributions.choices import Channel, Nature
from budget.projects.choices import ProjectState
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.partners import PartnerFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workshops import CouncilFactory, TableFactory, WorkshopFactory
from tests.journeys.walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]}
#: First and last day of a phase that is in a state at NOON.
DAYS = {PhaseState.BEFORE: (5, 15), PhaseState.OPEN: (-5, 5), PhaseState.AFTER: (-15, -5)}
OTHERS = (
    pages.StandardPageFactory,
    pages.NewsIndexPageFactory,
    pages.PartnersPageFactory,
    pages.CouncilsPageFactory,
)


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr("budget.rules.clock.now", lambda: NOON)


@pytest.fixture
def campaign_page(live_server):
    """The page of an edition in which people spoke, online and at a table, and whose projects are on the ballot."""
    page = pages.CampaignPageFactory(intro="Onze millions d’euros, décidés ensemble.")
    campaign = page.campaign
    for code, name in (("VIL", "Toute la ville"), ("TAN", "Les Tanneries")):
        district = DistrictFactory(code=code, name=name, outline=SQUARE, is_citywide=code == "VIL")
        envelope = EnvelopeFactory(campaign=campaign, district=district)
        ProjectFactory(campaign=campaign, envelope=envelope, state=ProjectState.ON_BALLOT)
    idea = ContributionFactory(campaign=campaign, reference="C04", text="On n’ose plus passer le soir.")
    table = TableFactory(workshop=WorkshopFactory(campaign=campaign, council=CouncilFactory()))
    AnswerFactory(
        target=idea,
        reference="A1-T1-N1",
        channel=Channel.WORKSHOP,
        nature=Nature.FOR,
        table=table,
        note_number=1,
    )
    WorkshopFactory(campaign=campaign, state="open", starts_at=NOON + DAY, ends_at=NOON + 2 * DAY)
    PartnerFactory(name="La Chaîne Bavarde")
    pages.NewsPageFactory(parent=pages.NewsIndexPageFactory(), title="La halle rouvre", body=body())
    return page


def body():
    """One block of every kind that needs no picture and no film."""
    document = Document.objects.create(
        title="Document socle", file=ContentFile(b"%PDF-1.4", name="socle.pdf")
    )
    banks = {
        "written": [{"reference": "C04", "excerpt": ""}],
        "spoken": [{"reference": "A1-T1-N1", "excerpt": ""}],
    }
    words = (
        ("lead", "Une question simple, {days_left} jours pour y répondre."),
        ("section", {"title": "Comment", "text": "<p>Ensemble.</p>", "name": ""}),
        ("text", "<h3>Pourquoi</h3><p>Parce que <b>chacun</b> sait quelque chose.</p><ul><li>Un</li></ul>"),
        ("quote", {"quote": "Il fait trop noir.", "provenance": "Table 1", "reference": "A1-T1-N1"}),
        ("callout", {"tone": "warn", "title": "Attention", "text": "Dernière semaine."}),
        (
            "accordion",
            {"title": "", "items": [{"title": "Qui peut voter ?", "text": "<p>Tout le monde.</p>"}]},
        ),
        ("button", {"label": "Lire les projets", "page": None, "destination": "projects"}),
        ("download", {"document": document.pk, "title": "", "details": "7 pages"}),
    )
    live = (
        ("crossing", {**banks, "project": "", "has_figures": True}),
        ("figures", {"which": "counts"}),
        ("cards", {"count": 3, "references": []}),
        ("calendar", {"count": 3}),
        ("results", {"is_whole": False}),
        ("works", {}),
        ("envelopes", {}),
        ("district_map", {}),
        ("partner_wall", {}),
        ("news", {"count": 3}),
    )
    titled = [
        (kind, {"title": f"Titre {kind}", "text": "", "ground": "surface", **value}) for kind, value in live
    ]
    return [{"type": kind, "value": value} for kind, value in (*words, *titled)]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_that_tell_no_phase(new_page, campaign_page, width):
    walk = Walk(new_page, width=width, story="pages")
    for kind, state in (
        ("ideation", PhaseState.AFTER),
        ("vote", PhaseState.OPEN),
        ("results", PhaseState.BEFORE),
    ):
        first, last = (NOON + days * DAY for days in DAYS[state])
        PhaseFactory(campaign=campaign_page.campaign, kind=kind, opens_at=first, closes_at=last)
    home = pages.home_page()
    for page in (home, campaign_page):
        page.body = body()
        page.save()
    article = home.get_descendants().get(title="La halle rouvre")
    page = walk.person()

    for shown in (
        home,
        campaign_page,
        article,
        *(make(body=body(), slug=f"page-{number}") for number, make in enumerate(OTHERS, 10)),
    ):
        assert page.goto(shown.get_url()).status == 200
        walk.look(page, shown.specific_class.__name__)
    document = base_document(campaign_page.campaign)
    for address in (
        document.get_url(),
        *(f"/en/{campaign_page.slug}/socle/{tail}" for tail in ("", "1/", "comparer/")),
    ):
        assert page.goto(address).status == 200
        walk.look(page, address.strip("/").replace("/", "-"))


def base_document(campaign):
    """Published twice: two revisions."""
    document = pages.BaseDocumentPageFactory(
        campaign=campaign, slug="comprendre", intro="Version {base_revision}."
    )
    for words in ("Un banc coûte 2 400 euros.", "Un banc coûte 2 600 euros."):
        document.body = [
            {"type": "section", "value": {"title": "L’argent", "text": f"<p>{words}</p>", "name": ""}}
        ]
        document.save_revision().publish()
    return document


@pytest.mark.parametrize(("state", "width"), [("before", 1280), ("open", 390), ("after", 1280)])
def test_the_page_of_each_kind_of_phase(new_page, campaign_page, state, width):
    walk = Walk(new_page, width=width, story=f"phases-{state}")
    first, last = (NOON + days * DAY for days in DAYS[state])
    page = walk.person()

    for kind in PhaseKind:
        phase = PhaseFactory(
            campaign=campaign_page.campaign, kind=kind, opens_at=first, closes_at=last, title=kind.value
        )
        shown = pages.phase_page(
            campaign_page,
            kind,
            phase,
            **{f"summary_{state}": "Une phrase ou deux.", f"body_{state}": body()[:3] + body()[9:12]},
            **{
                f"acts_{state}": [{"type": "act", "value": {"label": "Lire", "destination": "contributions"}}]
            },
        )
        assert page.goto(shown.get_url()).status == 200
        assert page.locator("main >> text=Une phrase ou deux.").count() == 1
        walk.look(page, kind)
