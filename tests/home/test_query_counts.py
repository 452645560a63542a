"""A page answers within 12 queries in both languages, and in the same number whatever the campaign holds."""

from datetime import timedelta

import pytest

from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from home.models import FrameLink
from portal.demo import page_bodies as bodies
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.delivery import MilestoneFactory
from tests.factories.partners import InterestFactory, PartnerFactory, ResourceFactory
from tests.factories.projects import CommitmentFactory, ProjectFactory
from tests.factories.results import published
from tests.factories.votes import make_vote
from tests.factories.workshops import CouncilFactory, WorkshopFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
MOST = 12
DAY = timedelta(days=1)
WORDS = {"title": "Un titre", "text": "{contributions_count} contributions, {city_envelope}", "more": "Voir"}


def in_both_languages(page):
    """The addresses of a page and of its translation."""
    return [page.url, pages.translated(page).url]


@pytest.fixture
def campaign_page():
    """An edition whose vote is open; the frame of each language counts, quotes the vote, and leads to the edition."""
    page = pages.CampaignPageFactory(
        body=[bodies.live("envelopes", WORDS), bodies.live("district_map", WORDS)]
    )
    phase = PhaseFactory(campaign=page.campaign, kind=PhaseKind.VOTE)
    window = {"opens_at": NOON - DAY, "closes_at": NOON + DAY}
    vote = make_vote(state=VoteState.FROZEN, slug="bp", phase=phase, **window)
    Vote.objects.filter(pk=vote.pk).update(state=VoteState.OPEN)
    for edition in (page, pages.translated(page, slug=page.slug)):
        home = pages.home_page(edition.locale.language_code)
        home.about = "{contributions_count} contributions, {ballot_hash}"
        home.save()
        FrameLink.objects.create(home=home, label="{projects_on_ballot} projets", page=edition)
        FrameLink.objects.create(home=home, label="Voter", destination="vote")
    return page


def fill(campaign, count):
    """Rows of everything that a page may show."""
    envelope = EnvelopeFactory(campaign=campaign)
    for number in range(count):
        ContributionFactory(campaign=campaign)
        project = ProjectFactory(campaign=campaign, envelope=envelope, state=ProjectState.ON_BALLOT)
        if number % 10 == 0:
            EnvelopeFactory(campaign=campaign, district=DistrictFactory(outline=SQUARE))
            WorkshopFactory(campaign=campaign)
            WorkshopFactory(campaign=campaign, council=CouncilFactory())
            partner = PartnerFactory()
            ResourceFactory(partner=partner)
            InterestFactory(partner=partner, project=project)
            CommitmentFactory(partner=partner, project=project)


SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]}


def counted(client, addresses):
    """{address: number of queries}; every page answers."""
    answers = {}

    def read(address):
        answers[address] = client.get(address).status_code

    counts = {address: count_queries(lambda address=address: read(address)) for address in addresses}
    assert answers == dict.fromkeys(addresses, 200)
    return counts


def with_1_and_200_rows(client, campaign, addresses):
    fill(campaign, 1)
    few = counted(client, addresses)
    fill(campaign, 199)
    return few, counted(client, addresses)


def too_many(counts):
    return {address: count for address, count in counts.items() if count > MOST}


def test_the_campaign_page_and_the_page_of_each_phase(client, campaign_page):
    addresses = [campaign_page.url, campaign_page.get_translations().get().url]
    blocks = {
        "vote": bodies.live("cards", WORDS, screen="projects", count=3, references=[]),
        "workshops": bodies.live("calendar", WORDS, screen="workshops", count=6),
        "evaluation": bodies.live("figures", WORDS, which="crossing"),
    }
    act = {
        "type": "act",
        "value": {"label": "Aider", "page": pages.StandardPageFactory().pk, "destination": ""},
    }
    for kind in PhaseKind:
        phase = campaign_page.campaign.phases.filter(kind=kind).first()
        page = pages.phase_page(
            campaign_page,
            kind,
            phase,
            summary_open="{projects_on_ballot} projets, {city_envelope}",
            body_open=[*bodies.paragraphs("{max_city} choix"), *([blocks[kind]] if kind in blocks else [])],
            acts_open=[act],
        )
        addresses += in_both_languages(page)

    few, many = with_1_and_200_rows(client, campaign_page.campaign, addresses)

    assert few == many
    assert too_many(many) == {}


def test_the_home_page_with_every_block_of_the_demonstration(client, campaign_page):
    """In its 12 queries: page, edition with its vote, pages around, frame, counts, the page the news lead to, quotes with
    the project they became, what crossed, cards, envelopes, workshops, news."""
    campaign = campaign_page.campaign
    for reference, channel in (
        ("C04", Channel.WEB),
        ("A2-T2-N1", Channel.WORKSHOP),
        ("A2-T2-N2", Channel.WORKSHOP),
    ):
        ContributionFactory(campaign=campaign, reference=reference, channel=channel)
    ProjectFactory(campaign=campaign, reference="P11", title="Les bancs promis")
    for code in ("fr", "en"):
        home = pages.home_page(code)
        index = pages.NewsIndexPageFactory(parent=home)
        for _number in range(4):
            pages.NewsPageFactory(parent=index)
        words = dict.fromkeys(("crossing", "cards", "envelopes", "workshops", "news"), WORDS)
        home.body = bodies.home(words, {"news": index})
        home.save()
    assert "Les bancs promis" in client.get("/fr/").content.decode()

    few, many = with_1_and_200_rows(client, campaign, ["/fr/", "/en/"])

    assert few == many
    assert too_many(many) == {}


def test_the_other_pages_of_the_site(client, campaign_page):
    index = pages.NewsIndexPageFactory(slug="actualites")
    standing = (
        index,
        pages.NewsPageFactory(parent=index, slug="un"),
        pages.NewsPageFactory(parent=index, slug="deux"),
        pages.StandardPageFactory(slug="comprendre"),
        pages.PartnersPageFactory(slug="partenaires"),
        pages.CouncilsPageFactory(slug="conseils"),
    )
    addresses = [address for page in standing for address in in_both_languages(page)]

    few, many = with_1_and_200_rows(client, campaign_page.campaign, addresses)

    assert few == many
    assert too_many(many) == {}


def past_edition(count):
    """The addresses of the pages of a past edition: its winners' works under way, its whole count published."""
    campaign = published(
        budget=3_000, projects=[(f"P{n}", f"Projet {n}", 10, 1 + n % 4, 0, 0) for n in range(1, count + 1)]
    )
    for project in Project.objects.filter(campaign=campaign, state=ProjectState.WINNER):
        MilestoneFactory(project=project)
    page = pages.CampaignPageFactory(campaign=campaign)
    addresses = [page.url, pages.translated(page, slug=page.slug).url]
    blocks = {
        PhaseKind.RESULTS: bodies.live("results", WORDS, screen="results", is_whole=True),
        PhaseKind.DELIVERY: bodies.live("works", WORDS, screen="delivery"),
    }
    for kind, block in blocks.items():
        phase = campaign.phases.filter(kind=kind).first()
        addresses += in_both_languages(pages.phase_page(page, kind, phase, body_open=[block]))
    return addresses


def test_the_pages_of_a_past_edition(client, campaign_page):
    few, many = (counted(client, past_edition(count)) for count in (1, 60))

    assert list(few.values()) == list(many.values())
    assert too_many(many) == {}
