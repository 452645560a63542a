"""Meetings: planned, led by their facilitators, captured as contributions, told in minutes."""

from datetime import timedelta

import pytest

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, ContributionState, Fidelity, Nature
from budget.contributions.models import Contribution
from budget.contributions.services import register_question
from budget.journal.models import JournalEntry
from budget.workshops import permissions
from budget.workshops.choices import WorkshopKind, WorkshopState
from budget.workshops.models import Council, Workshop
from budget.workshops.services import (
    WorkshopError,
    advance_workshop,
    capture_note,
    mark_read_back,
    plan_workshop,
    publish_minutes,
    save_council,
    save_workshop,
)
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.workshops import TableFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PEOPLE = ["salome", "idris", "bastien", "marius", "thelma", "capucine", "ondine"]


@pytest.fixture
def campaign():
    campaign = CampaignFactory()
    PhaseFactory(campaign=campaign, kind=PhaseKind.WORKSHOPS)
    return campaign


@pytest.fixture
def table(campaign, capucine):
    """Table 2 of a meeting Capucine leads; it began an hour ago and ends in an hour."""
    workshop = WorkshopFactory(
        campaign=campaign, reference="A2", facilitators=[capucine], district=DistrictFactory()
    )
    return TableFactory(workshop=workshop, number=2)


def note(table, **changes):
    said = {"nature": Nature.IDEA, "text": "Une lumière basse.", "now": NOON, **changes}
    return capture_note(table=table, **said)


def plan(campaign, **changes):
    details = {
        "kind": WorkshopKind.WALK,
        "title": "La nuit sur les berges",
        "starts_at": NOON,
        "ends_at": NOON + 2 * HOUR,
        "venue": "Capitainerie",
        "now": NOON,
        **changes,
    }
    return plan_workshop(campaign=campaign, **details)


class TestPlanning:
    def test_a_manager_plans_a_meeting_with_its_tables(self, campaign, ondine, capucine):
        WorkshopFactory(campaign=campaign, reference="A6")
        WorkshopFactory(reference="A9")
        meeting = plan(
            campaign,
            actor=ondine,
            tables=["La lumière", " ", "Le ponton"],
            facilitators=[capucine],
            capacity=30,
            access=["plain-pied"],
            programme=["20h00 départ"],
        )
        assert (meeting.reference, meeting.state, meeting.capacity) == ("A7", WorkshopState.DRAFT, 30)
        assert [(t.number, t.subject) for t in meeting.tables.order_by("number")] == [
            (1, "La lumière"),
            (2, "Le ponton"),
        ]
        assert list(meeting.facilitators.all()) == [capucine]
        assert JournalEntry.objects.get().action == "workshop.planned"

    @pytest.mark.parametrize("name", PEOPLE)
    def test_only_a_manager_plans(self, name, campaign, request):
        person = request.getfixturevalue(name)
        if name == "ondine":
            assert plan(campaign, actor=person).reference == "A1"
        else:
            with pytest.raises(WorkshopError):
                plan(campaign, actor=person)
            assert Workshop.objects.count() == 0

    def test_it_ends_after_it_starts_and_has_its_own_reference(self, campaign):
        with pytest.raises(WorkshopError) as refusal:
            plan(campaign, ends_at=NOON)
        assert refusal.value.field == "ends_at"
        plan(campaign, reference="A1")
        with pytest.raises(WorkshopError) as refusal:
            plan(campaign, reference="A1")
        assert refusal.value.field == "reference"

    def test_tables_change_but_those_that_have_notes_stay(self, table):
        meeting = table.workshop
        save_workshop(workshop=meeting, tables=["Un", "Deux", "Trois"], now=NOON)
        note(table)
        save_workshop(workshop=meeting, tables=["Un", "Deux bis"], now=NOON)
        assert [t.subject for t in meeting.tables.order_by("number")] == ["Un", "Deux bis"]
        with pytest.raises(WorkshopError) as refusal:
            save_workshop(workshop=meeting, tables=["Un"], now=NOON)
        assert refusal.value.field == "table_subjects"

    def test_a_council_is_saved_by_a_manager(self, ondine, salome):
        council = Council(code="CQ-TAN", district=DistrictFactory(), name="Les Tanneries")
        with pytest.raises(WorkshopError):
            save_council(council=council, actor=salome, now=NOON)
        assert save_council(council=council, actor=ondine, now=NOON) == Council.objects.get()


class TestStates:
    @pytest.mark.parametrize("state", WorkshopState)
    def test_a_meeting_only_goes_forward(self, state, ondine):
        order = list(WorkshopState)
        for to in order:
            meeting = WorkshopFactory(state=state, minutes_published_at=NOON)
            if order.index(to) > order.index(state):
                assert advance_workshop(workshop=meeting, to=to, actor=ondine, now=NOON).state == to
            else:
                with pytest.raises(WorkshopError):
                    advance_workshop(workshop=meeting, to=to, actor=ondine, now=NOON)

    def test_it_is_not_closed_before_its_minutes_are_published(self, table, capucine):
        with pytest.raises(WorkshopError):
            advance_workshop(workshop=table.workshop, to=WorkshopState.CLOSED, actor=capucine, now=NOON)

    def test_a_facilitator_of_another_meeting_may_not(self, capucine):
        with pytest.raises(WorkshopError):
            advance_workshop(workshop=WorkshopFactory(), to=WorkshopState.CAPTURE, actor=capucine, now=NOON)


class TestCapture:
    def test_a_note_is_a_contribution_with_its_table(self, table, capucine):
        idea = ContributionFactory(
            campaign=table.workshop.campaign, reference="C27", district=DistrictFactory()
        )
        said = note(
            table,
            actor=capucine,
            nature=Nature.AGAINST,
            target=idea,
            fidelity=Fidelity.VERBATIM,
            title="Pas si haut",
        )
        assert (said.reference, said.channel, said.note_number) == ("A2-T2-N1", Channel.WORKSHOP, 1)
        assert (said.state, said.is_entered_by_city, said.entered_by) == ("published", True, capucine)
        assert (said.place, said.district, said.said_at) == ("Halle aux Grains", idea.district, NOON)
        assert note(table, actor=capucine).district == table.workshop.district
        assert note(table, actor=capucine).reference == "A2-T2-N3"

    def test_what_is_keyed_later_was_said_before_the_end(self, table, capucine):
        late = table.workshop.ends_at + 30 * HOUR
        said = note(table, actor=capucine, now=late)
        assert (said.said_at, said.published_at) == (table.workshop.ends_at, late)

    @pytest.mark.parametrize("name", PEOPLE)
    def test_only_the_facilitators_of_this_meeting_and_the_managers(self, name, table, request):
        person = request.getfixturevalue(name)
        if name in ("capucine", "ondine"):
            assert note(table, actor=person)
        else:
            with pytest.raises(WorkshopError):
                note(table, actor=person)

    def test_a_facilitator_of_another_meeting_may_not(self, capucine, campaign):
        elsewhere = TableFactory(workshop__campaign=campaign)
        with pytest.raises(WorkshopError):
            note(elsewhere, actor=capucine)

    @pytest.mark.parametrize("state", WorkshopState)
    def test_the_tables_write_from_the_start_until_it_is_closed(self, state, table, capucine):
        Workshop.objects.update(state=state)
        table.workshop.refresh_from_db()
        may = state not in (WorkshopState.DRAFT, WorkshopState.CLOSED)
        assert permissions.may_capture(capucine, table.workshop, now=NOON) is may
        if may:
            note(table, actor=capucine)
        else:
            with pytest.raises(WorkshopError):
                note(table, actor=capucine)

    @pytest.mark.parametrize(
        ("at", "state"),
        [(timedelta(0), WorkshopState.RUNNING), (2 * HOUR, WorkshopState.CAPTURE)],
    )
    def test_the_first_note_starts_the_meeting(self, at, state, table, capucine):
        Workshop.objects.update(state=WorkshopState.OPEN)
        table.workshop.refresh_from_db()
        before = table.workshop.starts_at - HOUR
        with pytest.raises(WorkshopError):
            note(table, actor=capucine, now=before)
        note(table, actor=capucine, now=NOON + at)
        assert Workshop.objects.get().state == state
        assert JournalEntry.objects.latest("id").action == f"workshop.{state}"

    def test_notes_are_marked_as_read_aloud_once(self, table, capucine, salome):
        notes = [note(table), note(table)]
        with pytest.raises(WorkshopError):
            mark_read_back(notes=notes, actor=salome, now=NOON)
        assert mark_read_back(notes=notes[:1], actor=capucine, now=NOON) == 1
        assert mark_read_back(notes=notes, actor=capucine, now=NOON) == 1
        assert Contribution.objects.filter(is_read_back=True).count() == 2
        web = ContributionFactory()
        assert mark_read_back(notes=[web], actor=capucine, now=NOON) == 0


class TestMinutes:
    def publish(self, table, **changes):
        said = {"title": "Trois haltes", "text": "Vingt-sept marcheurs.", "now": NOON, **changes}
        return publish_minutes(workshop=table.workshop, **said)

    def test_they_are_published_then_corrected(self, table, capucine):
        meeting = self.publish(table, actor=capucine)
        assert (meeting.state, meeting.minutes_published_at) == (WorkshopState.PUBLISHED, NOON)
        meeting = self.publish(table, actor=capucine, text="Vingt-huit.", now=NOON + HOUR)
        assert (meeting.minutes, meeting.minutes_published_at) == ("Vingt-huit.", NOON)
        details = JournalEntry.objects.order_by("id").values_list("action", "detail")
        assert list(details) == [
            ("minutes.published", {}),
            ("minutes.published", {"former_text": "Vingt-sept marcheurs."}),
        ]
        advance_workshop(workshop=meeting, to=WorkshopState.CLOSED, actor=capucine, now=NOON)
        with pytest.raises(WorkshopError):
            self.publish(table, actor=capucine)

    def test_every_question_has_a_service_first(self, table, capucine, marius):
        question = note(table, nature=Nature.QUESTION)
        hidden = note(table, nature=Nature.QUESTION)
        Contribution.objects.filter(pk=hidden.pk).update(
            state=ContributionState.HIDDEN, hidden_reason="Article 3"
        )
        with pytest.raises(WorkshopError) as refusal:
            self.publish(table, actor=capucine)
        assert refusal.value.message.endswith("A2-T2-N1.")
        register_question(contribution=question, service="Voirie", due_on=NOON.date(), actor=marius, now=NOON)
        assert self.publish(table, actor=capucine).has_minutes

    def test_they_say_something_and_only_its_facilitators_publish_them(self, table, salome, capucine):
        with pytest.raises(WorkshopError) as refusal:
            self.publish(table, actor=capucine, text=" ")
        assert refusal.value.field == "minutes"
        with pytest.raises(WorkshopError):
            self.publish(table, actor=salome)


def test_a_draft_is_read_by_those_who_prepare_it(campaign, ondine, capucine, salome):
    draft = WorkshopFactory(campaign=campaign, state=WorkshopState.DRAFT, facilitators=[capucine])
    readers = [permissions.may_read(person, draft, now=NOON) for person in (ondine, capucine, salome)]
    assert readers == [True, True, False]
    assert permissions.may_read(salome, WorkshopFactory(), now=NOON) is True
