"""Blocks of a page: words with provenance, media with their text, and what the campaign knows, live."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, Nature
from budget.projects.choices import ProjectState
from home.blocks.body import BodyBlock
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.partners import PartnerFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workshops import CouncilFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign_page():
    page = pages.CampaignPageFactory()
    PhaseFactory(campaign=page.campaign, kind=PhaseKind.IDEATION)
    return page


@pytest.fixture
def campaign(campaign_page):
    return campaign_page.campaign


def shown(client, kind, value, page=None):
    """The HTML of a page that holds one block."""
    page = page or pages.StandardPageFactory()
    page.body = [{"type": kind, "value": value}]
    page.save()
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def live(title="Un titre", **value):
    return {"title": title, "ground": "surface", **value}


def errors_of(kind, value):
    body = BodyBlock()
    with pytest.raises(ValidationError) as refusal:
        body.clean(body.to_python([{"type": kind, "value": value}]))
    return sorted(refusal.value.block_errors[0].block_errors)


def document(name="socle.pdf"):
    return Document.objects.create(title="Document socle", file=ContentFile(b"%PDF-1.4", name=name))


def picture():
    return Image.objects.create(title="La passerelle", file=get_test_image_file())


def test_a_quotation_says_where_it_comes_from(client, campaign):
    html = shown(
        client, "quote", {"quote": "On a perdu notre café.", "provenance": "Table 1", "reference": "A3-T1-N1"}
    )

    assert "On a perdu notre café." in html
    assert "Table 1" in html
    assert reverse("contributions:detail", args=[campaign.slug, "A3-T1-N1"]).split("/", 2)[2] in html


def test_a_quotation_without_provenance_is_refused():
    assert errors_of("quote", {"quote": "On a perdu notre café.", "provenance": "", "reference": ""}) == [
        "provenance"
    ]


def test_a_picture_without_description_is_refused_unless_decorative():
    image = picture()
    value = {"image": {"image": image.pk, "alt_text": "", "decorative": False}, "caption": "", "credit": ""}

    assert errors_of("picture", value) == ["image"]
    value["image"]["decorative"] = True
    body = BodyBlock()
    body.clean(body.to_python([{"type": "picture", "value": value}]))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_is_described(client):
    """Wagtail leaves the temporary file of a rendition to the garbage collector, hence the filter."""
    value = {"image": {"image": picture().pk, "alt_text": "Des gens sur un pont", "decorative": False}}

    assert 'alt="Des gens sur un pont"' in shown(
        client, "picture", {**value, "caption": "En mai", "credit": ""}
    )


def test_a_video_without_transcript_is_refused():
    value = {
        "title": "L'atelier",
        "file": document("a.mp4").pk,
        "subtitles": None,
        "poster": None,
        "transcript": "",
    }

    assert errors_of("video", value) == ["transcript"]


def test_a_video_comes_from_this_site_with_its_transcript(client):
    video = document("a.mp4")
    value = {
        "title": "L'atelier",
        "file": video.pk,
        "subtitles": None,
        "poster": None,
        "transcript": "<p>Bonjour.</p>",
    }

    html = shown(client, "video", value)

    assert f'<source src="{video.url}">' in html
    assert video.url.startswith("/documents/")
    assert "<p>Bonjour.</p>" in html


def test_a_download_says_what_it_is(client):
    html = shown(client, "download", {"document": document().pk, "title": "", "details": "7 pages"})

    assert "Document socle" in html
    assert re.search(r"PDF, 8\W*o\w+, 7 pages", html)


def test_a_link_leads_to_one_place():
    page = pages.StandardPageFactory()

    for value in ({"page": page.pk, "destination": "projects"}, {"page": None, "destination": ""}):
        assert errors_of("button", {"label": "Lire", **value}) == ["page"]


def test_a_button_that_leads_nowhere_yet_is_not_shown(client, campaign):
    html = shown(client, "button", {"label": "Ouvrir mon bulletin", "page": None, "destination": "vote"})

    assert "Ouvrir mon bulletin" not in html


def test_answers_unfold(client):
    entry = {"title": "Qui peut voter ?", "text": "<p>Dès {min_age} ans.</p>"}

    html = shown(client, "accordion", {"title": "Questions", "items": [entry]})

    assert "<details><summary>Qui peut voter" in html


def test_envelopes_by_district(client, campaign):
    EnvelopeFactory(
        campaign=campaign,
        district=DistrictFactory(code="TAN", name="Les Tanneries", population=13_900, is_priority=True),
        amount_cents=32_000_000,
    )

    html = shown(client, "envelopes", live())

    assert "Les Tanneries" in html
    assert f"/{campaign.slug}/projets/?district=TAN" in html


def test_the_workshops_to_come_are_first(client, campaign):
    WorkshopFactory(campaign=campaign, title="Passé", starts_at=NOON - 9 * DAY, ends_at=NOON - 8 * DAY)
    WorkshopFactory(campaign=campaign, title="Lointain", starts_at=NOON + 9 * DAY, ends_at=NOON + 10 * DAY)
    WorkshopFactory(campaign=campaign, title="Prochain", starts_at=NOON + DAY, ends_at=NOON + 2 * DAY)

    html = shown(client, "calendar", live(count=2))

    assert [title in html for title in ("Prochain", "Lointain", "Passé")] == [True, True, False]


def test_projects_drawn_by_lot_are_those_of_the_ballot_first(client, campaign):
    for number in range(3):
        ProjectFactory(campaign=campaign, title=f"Au vote {number}", state=ProjectState.ON_BALLOT)
    ProjectFactory(campaign=campaign, title="Déposé", state=ProjectState.SUBMITTED)
    ProjectFactory(campaign=campaign, title="Brouillon", state=ProjectState.DRAFT, submitted_at=None)

    three, all_of_them = (shown(client, "cards", live(count=count, references=[])) for count in (3, 9))

    assert ["Au vote 0" in three, "Au vote 1" in three, "Au vote 2" in three, "Déposé" in three] == [
        True,
        True,
        True,
        False,
    ]
    assert ["Déposé" in all_of_them, "Brouillon" in all_of_them] == [True, False]


def test_chosen_projects_come_in_the_order_given(client, campaign):
    for reference in ("P01", "P02", "P03"):
        ProjectFactory(campaign=campaign, reference=reference, title=f"Projet {reference}")
    chosen = ["P03", "P01", "P99"]

    html = shown(client, "cards", live(count=3, references=chosen))

    assert html.index("Projet P03") < html.index("Projet P01")
    assert "Projet P02" not in html


def crossing(spoken="A2-T2-N1", excerpt="", **value):
    return live(
        written=[{"reference": "C04", "excerpt": excerpt}],
        spoken=[{"reference": spoken, "excerpt": ""}],
        project=value.get("project", ""),
        has_figures=value.get("has_figures", False),
    )


@pytest.fixture
def exchange(campaign):
    written = ContributionFactory(
        campaign=campaign, reference="C04", text="On n'ose plus passer. Il fait noir."
    )
    AnswerFactory(
        campaign=campaign,
        reference="A2-T2-N1",
        target=written,
        nature=Nature.AGAINST,
        channel=Channel.WORKSHOP,
        is_entered_by_city=True,
        text="Un éclairage fort ferait fuir les chauves-souris.",
    )


def test_the_two_banks_quote_what_was_written_and_said(client, campaign, exchange):
    ProjectFactory(campaign=campaign, reference="P11", title="Des berges douces")

    html = shown(client, "crossing", crossing(excerpt="Il fait noir.", project="P11", has_figures=True))

    assert "<blockquote>Il fait noir.</blockquote>" in html
    assert "chauves-souris" in html
    assert "Des berges douces" in html
    assert "crossing-numbers" in html


def test_an_excerpt_is_never_other_words(client, exchange):
    html = shown(client, "crossing", crossing(excerpt="Tout va bien."))

    assert "Tout va bien." not in html
    assert "Il fait noir." in html


def test_a_bank_left_empty_shows_nothing(client, exchange):
    assert "Un titre" not in shown(client, "crossing", crossing(spoken="A9-T9-N9"))


def test_partners_by_name(client, campaign):
    partner = PartnerFactory(name="La Chaîne Bavarde")

    assert partner.get_absolute_url().split("/", 2)[2] in shown(client, "partner_wall", live())


@pytest.mark.parametrize("which", ["crossing", "counts"])
def test_figures_lead_to_their_lists(client, campaign, exchange, which):
    html = shown(client, "figures", live(which=which))

    assert f'href="/fr/{campaign.slug}/contributions/"' in html


def test_results_before_their_publication_say_when_they_come(client, campaign):
    PhaseFactory(
        campaign=campaign, kind=PhaseKind.RESULTS, opens_at=NOON + 9 * DAY, closes_at=NOON + 20 * DAY
    )

    html = shown(client, "results", live(is_whole=False))

    assert "urne.svg" in html


def test_the_map_has_its_words(client, campaign):
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]}
    envelope = EnvelopeFactory(
        campaign=campaign, district=DistrictFactory(name="Les Tanneries", outline=square)
    )
    ProjectFactory(campaign=campaign, envelope=envelope, state=ProjectState.ON_BALLOT)

    html = shown(client, "district_map", live())

    assert 'role="img"' in html
    assert "Les Tanneries 1" in html


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("envelopes", {}),
        ("calendar", {"count": 3}),
        ("cards", {"count": 3, "references": []}),
        ("figures", {"which": "crossing"}),
        ("works", {}),
        ("partner_wall", {}),
        ("district_map", {}),
        ("results", {"is_whole": True}),
    ],
)
def test_without_a_campaign_a_live_block_shows_nothing(client, kind, value):
    assert "Un titre" not in shown(client, kind, live(**value))


def test_the_councils_and_their_next_session(client, campaign):
    council = CouncilFactory(name="Conseil des Tanneries")
    WorkshopFactory(
        campaign=campaign,
        council=council,
        title="Séance de décembre",
        starts_at=NOON + DAY,
        ends_at=NOON + 2 * DAY,
    )
    CouncilFactory(name="Conseil du Mesnil")

    html = client.get(pages.CouncilsPageFactory().url).content.decode()

    assert [
        words in html for words in ("Conseil des Tanneries", "Séance de décembre", "Conseil du Mesnil")
    ] == [True] * 3


def test_the_directory_is_filtered(client, campaign):
    PartnerFactory(name="La Chaîne Bavarde", kind="cooperative")
    PartnerFactory(name="Groupe Voltiane", kind="large_group")
    page = pages.PartnersPageFactory()

    everyone = client.get(page.url).content.decode()
    some = client.get(f"{page.url}?kind=cooperative").content.decode()

    assert ["Bavarde" in everyone, "Voltiane" in everyone] == [True, True]
    assert ["Bavarde" in some, "Voltiane" in some] == [True, False]
