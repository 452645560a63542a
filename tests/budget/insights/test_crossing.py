"""The crossing metrics: raw numbers, and what does not count."""

from datetime import timedelta

import pytest

from budget.contributions.choices import Channel, ContributionState, EdgeKind, Nature
from budget.contributions.models import LineageEdge
from budget.insights.queries import Share, crossing
from budget.projects.choices import ProjectState
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory, RegisteredQuestionFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workshops import TableFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def table(campaign):
    return TableFactory(workshop__campaign=campaign)


def note(table, number=1, **fields):
    return ContributionFactory(
        campaign=table.workshop.campaign, channel=Channel.WORKSHOP, table=table, note_number=number, **fields
    )


def draw(source, project, kind=EdgeKind.BECAME, **fields):
    return LineageEdge.objects.create(
        source_contribution=source, target_project=project, kind=kind, drawn_at=NOON, **fields
    )


def test_an_idea_written_online_and_answered_at_a_table_or_in_a_council_was_discussed_in_a_room(
    campaign, table
):
    at_a_table, in_a_council, online_only, _alone = ContributionFactory.create_batch(4, campaign=campaign)
    note(table, target=at_a_table, nature=Nature.AGAINST)
    note(table, 2, target=at_a_table, nature=Nature.FOR)
    AnswerFactory(target=in_a_council, channel=Channel.COUNCIL)
    AnswerFactory(target=online_only, channel=Channel.WEB)
    assert crossing(campaign).web_discussed_in_rooms == Share(2, 4)


def test_what_is_not_an_idea_written_online_does_not_count_as_one(campaign, table):
    on_paper = ContributionFactory(campaign=campaign, channel=Channel.PAPER)
    question = ContributionFactory(campaign=campaign, nature=Nature.QUESTION)
    hidden = ContributionFactory(
        campaign=campaign, state=ContributionState.HIDDEN, hidden_reason="Article 3 de la charte"
    )
    elsewhere = ContributionFactory()
    for number, target in enumerate((on_paper, question, hidden, elsewhere), 1):
        note(table, number, target=target, nature=Nature.FOR)
    assert crossing(campaign).web_discussed_in_rooms == Share(0, 0)


def test_a_reply_nobody_can_read_is_no_discussion(campaign, table):
    idea = ContributionFactory(campaign=campaign)
    note(table, target=idea, nature=Nature.FOR, state=ContributionState.RECEIVED, published_at=None)
    assert crossing(campaign).web_discussed_in_rooms == Share(0, 1)


def test_a_note_answered_online_was_continued_online(campaign, table):
    continued, answered_on_paper, _alone = (note(table, number) for number in (1, 2, 3))
    AnswerFactory(target=continued, channel=Channel.WEB)
    AnswerFactory(target=continued, channel=Channel.WEB)
    AnswerFactory(target=answered_on_paper, channel=Channel.PAPER)
    assert crossing(campaign).notes_continued_online == Share(1, 3)


def test_the_reciprocity_index_is_the_harmonic_mean_and_a_dead_direction_makes_it_nought(campaign, table):
    idea = ContributionFactory(campaign=campaign)
    spoken = note(table, target=idea, nature=Nature.FOR)
    ContributionFactory(campaign=campaign)
    assert crossing(campaign).reciprocity == 0.0
    AnswerFactory(target=spoken, channel=Channel.WEB)
    assert crossing(campaign).reciprocity == pytest.approx(2 / 3)
    assert crossing(CampaignFactory()).reciprocity is None


def test_a_project_of_both_origins_has_sources_from_both_banks(campaign, table):
    both, web_only, room_only = ProjectFactory.create_batch(
        3, campaign=campaign, state=ProjectState.ON_BALLOT
    )
    refused = ProjectFactory(campaign=campaign, state=ProjectState.REFUSED)
    written, spoken = ContributionFactory(campaign=campaign), note(table)
    for source, project in ((written, both), (spoken, both), (written, web_only), (spoken, room_only)):
        draw(source, project)
    draw(written, refused)
    draw(spoken, refused)
    assert crossing(campaign).projects_of_both_origins == Share(1, 3)


def test_a_revoked_edge_is_no_origin(campaign, table):
    project = ProjectFactory(campaign=campaign, state=ProjectState.WINNER)
    written, spoken = ContributionFactory(campaign=campaign), note(table)
    draw(written, project)
    mistake = draw(spoken, project)
    assert crossing(campaign).projects_of_both_origins == Share(1, 1)
    draw(spoken, project, kind=EdgeKind.REVOKED, revokes=mistake)
    assert crossing(campaign).projects_of_both_origins == Share(0, 1)


def test_notes_published_within_two_days_of_the_workshop_are_in_time(campaign):
    for hours in (24, 35, 60):
        seat = TableFactory(workshop__campaign=campaign, workshop__ends_at=NOON)
        note(seat, 1, published_at=NOON + timedelta(hours=1))
        note(seat, 2, published_at=NOON + timedelta(hours=hours))
    WorkshopFactory(campaign=campaign)
    figures = crossing(campaign)
    assert figures.published_in_time == Share(2, 3)
    assert figures.publication_hours == 35


def test_questions_answered_out_of_those_registered(campaign):
    RegisteredQuestionFactory(contribution__campaign=campaign)
    for days in (2, 9):
        RegisteredQuestionFactory(
            contribution__campaign=campaign, answer="Oui.", answered_at=NOON + timedelta(days=days)
        )
    figures = crossing(campaign)
    assert figures.questions_answered == Share(2, 3)
    assert figures.answer_days == 5.5


def test_nothing_to_count_is_said_and_not_divided(campaign):
    figures = crossing(campaign)
    assert figures.questions_answered == Share(0, 0)
    assert (figures.questions_answered.share, figures.answer_days, figures.publication_hours) == (
        None,
        None,
        None,
    )


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    campaign, table, django_assert_num_queries
):
    with django_assert_num_queries(3):
        crossing(campaign)
    for number in range(1, 30):
        idea = ContributionFactory(campaign=campaign)
        note(table, number, target=idea, nature=Nature.FOR)
        draw(idea, ProjectFactory(campaign=campaign, state=ProjectState.ON_BALLOT))
    with django_assert_num_queries(3):
        crossing(campaign)
