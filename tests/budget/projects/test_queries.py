"""The list, its filters and orders; the page and everything it tells."""

from datetime import timedelta

import pytest

from budget.contributions.choices import Channel, Fidelity, Nature
from budget.contributions.models import LineageEdge
from budget.partners.choices import PartnerState
from budget.projects import queries
from budget.projects.choices import ProjectSort, ProjectState
from budget.projects.models import Project
from budget.projects.queries import ProjectFilters
from tests.factories.campaigns import CampaignFactory, EnvelopeFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.partners import InterestFactory
from tests.factories.projects import AssessmentFactory, CommitmentFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def became(contribution, project, now, **values):
    return LineageEdge.objects.create(
        source_contribution=contribution, target_project=project, kind="became", drawn_at=now, **values
    )


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def some(campaign, now):
    """P01 (city, nature, on the ballot, online), P02 (Tanneries, bikes, refused, at a table), P03 (submitted, paper)."""
    city = EnvelopeFactory(campaign=campaign, district__code="VIL")
    tan = EnvelopeFactory(campaign=campaign, district__code="TAN")
    nature, bikes = ThemeFactory(code="NAT"), ThemeFactory(code="MOB")
    rows = (
        ("P01", "Forêt d'ombre", city, nature, "on_ballot", 3_000_000, Channel.WEB),
        ("P02", "Téléphérique", tan, bikes, "refused", 9_000_000, Channel.WORKSHOP),
        ("P03", "Abri à vélos", tan, bikes, "submitted", 1_000_000, Channel.PAPER),
    )
    for reference, title, envelope, theme, state, cost, channel in rows:
        project = ProjectFactory(
            campaign=campaign,
            reference=reference,
            title=title,
            envelope=envelope,
            theme=theme,
            state=state,
            cost_cents=cost,
        )
        became(ContributionFactory(campaign=campaign, channel=channel), project, now)
    ProjectFactory(campaign=campaign, reference="P04", state="draft", submitted_at=None)
    ProjectFactory(reference="P05")


def references(campaign, now, **data):
    found = queries.project_list(campaign, filters=ProjectFilters.read(data), now=now)
    return [card.project.reference for card in found.cards]


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({}, ["P01", "P03", "P02"]),
        ({"district": "TAN"}, ["P03", "P02"]),
        ({"district": "NOWHERE"}, []),
        ({"theme": "NAT"}, ["P01"]),
        ({"state": "ballot"}, ["P01"]),
        ({"state": "study"}, ["P03"]),
        ({"state": "won"}, []),
        ({"origin": "web"}, ["P01"]),
        ({"origin": "room"}, ["P02"]),
        ({"origin": "post"}, ["P03"]),
        ({"origin": "room", "theme": "NAT"}, []),
        ({"q": "foret"}, ["P01"]),
        ({"q": "VÉLO"}, ["P03"]),
        ({"q": "p02"}, ["P02"]),
        ({"q": "& | ! ( '"}, []),
        ({"sort": "cost"}, ["P03", "P01", "P02"]),
        ({"sort": "title"}, ["P03", "P01", "P02"]),
        ({"sort": "channel", "state": "secret", "origin": "moon", "q": "\x00"}, ["P01", "P03", "P02"]),
    ],
)
def test_filters_and_orders(campaign, now, data, found):
    assert references(campaign, now, **data) == found


@pytest.mark.usefixtures("some")
def test_the_list_says_how_many_stand_where(campaign, now):
    found = queries.project_list(campaign, filters=ProjectFilters(theme="NAT"), now=now)
    assert found.total == 1
    assert found.groups == {"ballot": 1, "study": 1, "refused": 1}


def test_filters_are_removed_one_by_one():
    filters = ProjectFilters.read({"q": "à vélo", "theme": "MOB", "origin": "web", "sort": "cost"})
    assert filters.chosen == {"text": "à vélo", "theme": "MOB", "origin": "web"}
    assert filters.query_without("text") == "theme=MOB&origin=web&sort=cost"
    assert ProjectFilters().query == ""


def test_the_lot_is_the_same_for_everyone_and_drawn_again_each_day(campaign, now):
    envelope = EnvelopeFactory(campaign=campaign)
    ProjectFactory.create_batch(20, campaign=campaign, envelope=envelope, state="on_ballot")
    today = references(campaign, now)
    assert today == references(campaign, now + timedelta(hours=8))
    tomorrow = references(campaign, now + timedelta(days=1))
    assert sorted(today) == sorted(tomorrow)
    assert today != tomorrow


def test_a_card_counts_each_living_public_source_once(campaign, now):
    project = ProjectFactory(campaign=campaign)
    said = ContributionFactory(campaign=campaign)
    became(said, project, now)
    hidden = ContributionFactory(campaign=campaign, state="hidden", hidden_reason="Article 3")
    became(hidden, project, now)
    revoked = became(ContributionFactory(campaign=campaign, channel=Channel.STAND), project, now)
    LineageEdge.objects.create(
        source_contribution=revoked.source_contribution,
        target_project=project,
        kind="revoked",
        revokes=revoked,
        drawn_at=now,
    )
    AnswerFactory(target=said)

    assert queries.channel_counts([project.pk]) == {project.pk: [("web", 1)]}
    card = queries.card(queries.visible(campaign).get(pk=project.pk))
    assert (card.title, card.origins) == (project.title, [("web", 1)])
    assert card.state == {"label": ProjectState.SUBMITTED.label, "tone": ""}
    assert card.url == f"/fr/{campaign.slug}/projets/{project.reference}/"


def test_the_list_is_cut_in_pages_that_never_fail(campaign, now):
    ProjectFactory.create_batch(5, campaign=campaign, envelope=EnvelopeFactory(campaign=campaign))
    last = queries.project_list(campaign, now=now, page="99", per_page=2)
    assert (last.page.number, len(last.cards), last.total) == (3, 1, 5)
    assert queries.project_list(campaign, now=now, page="x", per_page=2).page.number == 1


@pytest.mark.parametrize("count", [1, 200])
def test_the_list_takes_three_queries(django_assert_num_queries, campaign, now, count):
    envelope = EnvelopeFactory(campaign=campaign)
    for project in ProjectFactory.create_batch(count, campaign=campaign, envelope=envelope):
        became(ContributionFactory(campaign=campaign), project, now)
    with django_assert_num_queries(3):
        found = queries.project_list(campaign, now=now, per_page=200)
        shown = [(c.url, c.theme.label, c.district, c.origins, c.state) for c in found.cards]
    assert len(shown) == count


def test_a_page_tells_the_whole_story(campaign, now):
    project = ProjectFactory(campaign=campaign, reference="P05", state="fit_conditions")
    web = ContributionFactory(campaign=campaign, reference="C06", said_at=now - timedelta(days=90))
    room = AnswerFactory(
        target=web,
        channel=Channel.WORKSHOP,
        reference="A5-T1-N1",
        fidelity=Fidelity.VERBATIM,
        said_at=now,
        text="Oui.",
    )
    hidden = ContributionFactory(campaign=campaign, state="hidden", hidden_reason="Article 3")
    for said in (room, web, hidden):
        became(said, project, now)
    first = AssessmentFactory(project=project, signed_at=now - timedelta(days=3))
    second = AssessmentFactory(project=project, is_appeal=True, signed_at=now - timedelta(days=1))
    interest = InterestFactory(project=project)
    InterestFactory(project=project, partner__state=PartnerState.REQUESTED)
    commitment = CommitmentFactory(project=project)
    phase = PhaseFactory(campaign=campaign, kind="vote")

    page = queries.project_page(campaign, "P05")

    assert [(s.contribution.reference, s.bank) for s in page.sources] == [
        ("C06", "web"),
        ("A5-T1-N1", "room"),
    ]
    assert page.origins == [("web", 1), ("workshop", 1)]
    assert page.sources[0].contribution.reply_count == 1
    assert (page.quote.contribution, page.span_months) == (room, 4)
    assert (page.assessments, page.assessment, page.has_appeal) == ([first, second], second, True)
    assert page.refusal is None
    assert (page.interests, page.commitments) == ([interest], [commitment])
    assert page.is_open("vote", now)
    assert not page.is_open("vote", phase.closes_at)
    assert not page.is_open("appeal", now)


def test_a_page_from_scratch_quotes_nobody(campaign):
    ProjectFactory(campaign=campaign, reference="P01")
    page = queries.project_page(campaign, "P01")
    assert (page.sources, page.quote, page.span_months, page.assessment) == ([], None, 0, None)
    assert queries.project_named(campaign, "P01").reference == "P01"
    for read in (queries.project_page, queries.project_named, queries.assessment_page):
        with pytest.raises(Project.DoesNotExist):
            read(campaign, "P77")


def test_a_refused_page_says_which_verdict_keeps_it_out(campaign):
    project = ProjectFactory(campaign=campaign, reference="P31", state=ProjectState.REFUSED)
    verdict = AssessmentFactory(
        project=project, verdict="refused", refusal_code="land", reason="Privé.", way_forward="Ailleurs."
    )
    assert queries.project_page(campaign, "P31").refusal == verdict


def test_word_for_word_is_quoted_when_nobody_argued_for_it(campaign, now):
    project = ProjectFactory(campaign=campaign, reference="P01")
    for text, fidelity in (("Résumé.", Fidelity.SYNTHESIS), ("x" * 300, "verbatim"), ("Mot.", "verbatim")):
        became(
            ContributionFactory(campaign=campaign, nature=Nature.IDEA, text=text, fidelity=fidelity),
            project,
            now,
        )
    assert queries.project_page(campaign, "P01").quote.contribution.text == "Mot."


@pytest.mark.parametrize("count", [1, 200])
def test_a_page_takes_seven_queries_however_many_spoke(django_assert_num_queries, campaign, now, count):
    project = ProjectFactory(campaign=campaign, reference="P06")
    for said in ContributionFactory.create_batch(count, campaign=campaign):
        became(said, project, now)
    for _ in range(min(count, 20)):
        CommitmentFactory(project=project)
        InterestFactory(project=project)
        AssessmentFactory(project=project)
    with django_assert_num_queries(7):
        page = queries.project_page(campaign, "P06")
        [(s.contribution.headline, s.contribution.support_count, s.provenance) for s in page.sources]
        [(c.partner.name, c.quantity) for c in page.commitments]
        shown = (page.project.envelope.district.label, page.project.objective, page.quote)
    assert (len(page.sources), shown[1:]) == (count, (None, None))


def test_the_assessors_page_puts_both_banks_side_by_side(campaign, now):
    project = ProjectFactory(campaign=campaign, reference="P06")
    for channel in (Channel.WEB, Channel.PHONE, Channel.WORKSHOP, Channel.COUNCIL, Channel.STAND):
        became(ContributionFactory(campaign=campaign, channel=channel), project, now)
    InterestFactory(project=project)

    page = queries.assessment_page(campaign, "P06")

    assert [origin.channel for origin in page.written] == ["web", "phone"]
    assert [origin.channel for origin in page.spoken] == ["workshop", "council", "stand"]
    assert (page.limit_cents, len(page.interests), page.former) == (20_000_000, 1, [])


def test_orders_never_mention_a_channel():
    assert list(ProjectSort) == ["lot", "cost", "title"]
