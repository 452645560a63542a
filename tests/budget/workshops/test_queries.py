from datetime import timedelta

import pytest

from budget.contributions.choices import Channel, ContributionState
from budget.workshops import queries
from budget.workshops.choices import WorkshopState
from budget.workshops.models import Workshop
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.workshops import CouncilFactory, TableFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def meeting(days, **fields):
    return WorkshopFactory(
        starts_at=NOON + days * DAY, ends_at=NOON + days * DAY + timedelta(hours=2), **fields
    )


def noted(table, number, **fields):
    return ContributionFactory(
        campaign=table.workshop.campaign,
        channel=Channel.WORKSHOP,
        table=table,
        note_number=number,
        **fields,
    )


def test_the_meetings_to_come_the_next_first_and_those_held_the_latest_first():
    campaign = CampaignFactory()
    for days in (-2, 9, -30, 3):
        meeting(days, campaign=campaign, title=str(days), state=WorkshopState.OPEN)
    meeting(4, campaign=campaign, state=WorkshopState.DRAFT)
    meeting(5)
    listed = queries.workshop_list(campaign, now=NOON)
    assert {when: [m.title for m in found] for when, found in listed.items()} == {
        "upcoming": ["3", "9"],
        "past": ["-2", "-30"],
    }
    assert [m.title for m in queries.upcoming(now=NOON, campaign=campaign)] == ["3", "9"]
    assert [m.title for m in queries.upcoming(now=NOON, campaign=campaign, limit=1)] == ["3"]


def test_a_meeting_with_its_tables_and_what_can_be_read_of_their_notes(django_assert_num_queries):
    table = TableFactory(number=2, workshop__reference="A2")
    empty = TableFactory(number=1, workshop=table.workshop)
    second, first = noted(table, 2), noted(table, 1)
    noted(table, 3, state=ContributionState.HIDDEN, hidden_reason="Article 3")
    AnswerFactory(target=first)
    with django_assert_num_queries(3):
        found = queries.workshop(table.workshop.campaign, "A2")
        notes = {
            (t.number, note, note.reply_count, note.provenance)
            for t in found.all_tables
            for note in t.public_notes
        }
    assert {(number, note, count) for number, note, count, _words in notes} == {(2, first, 1), (2, second, 0)}
    assert list(found.all_tables) == [empty, table]
    with pytest.raises(Workshop.DoesNotExist):
        queries.workshop(CampaignFactory(), "A2")
    listed = queries.workshop_list(table.workshop.campaign, now=NOON)
    assert [m.note_count for m in listed["upcoming"]] == [2]


def test_each_council_with_its_next_session(django_assert_num_queries):
    quiet, busy = CouncilFactory(), CouncilFactory()
    meeting(-9, council=busy, state=WorkshopState.OPEN)
    meeting(5, council=busy, state=WorkshopState.DRAFT)
    meeting(22, council=busy, state=WorkshopState.OPEN)
    following = meeting(9, council=busy, state=WorkshopState.OPEN)
    with django_assert_num_queries(2):
        found = {council: council.next_session for council in queries.councils(now=NOON)}
    assert found == {quiet: None, busy: following}


def test_the_meetings_one_leads(capucine):
    campaign = CampaignFactory()
    theirs = meeting(3, campaign=campaign, facilitators=[capucine])
    earlier = meeting(-3, facilitators=[capucine])
    meeting(4)
    assert list(queries.facilitated_by(capucine)) == [theirs, earlier]
    assert list(queries.facilitated_by(capucine, campaign=campaign)) == [theirs]
