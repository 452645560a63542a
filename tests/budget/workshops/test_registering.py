"""Registering: a place, or the waiting list in order; giving it back; what is told, to whom, and for how long."""

from datetime import timedelta

import pytest
from django.core import mail

from budget.journal.models import JournalEntry
from budget.workshops import permissions, queries
from budget.workshops.choices import Need, TeamRole, WorkshopState
from budget.workshops.models import Registration, TeamMember, Workshop, parse_code
from budget.workshops.services import (
    WorkshopError,
    cancel_registration,
    check_in,
    come_with_fewer,
    count_walk_ins,
    erase_registrations,
    register,
    save_workshop,
    send_reminders,
    undo_check_in,
)
from tests.cast import NOON
from tests.factories.workshops import AnnouncedFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SITE = "https://decide.example/"
PEOPLE = ["salome", "idris", "bastien", "marius", "thelma", "capucine", "ondine"]


@pytest.fixture
def meeting():
    return AnnouncedFactory(capacity=3, reference="A7", title="La nuit")


def come(meeting, name="Ana", **changes):
    return register(workshop=meeting, name=name, now=NOON, **changes)


def counts(meeting):
    meeting.refresh_from_db()
    return meeting.registered, meeting.waiting, meeting.state


def states():
    return list(Registration.objects.order_by("id").values_list("name", "state"))


class TestPlaces:
    def test_a_place_then_the_waiting_list_in_order_and_nobody_passes(self, meeting):
        come(meeting, "Ana", companions=1)
        come(meeting, "Bo", companions=1)  # two, and one place is left
        come(meeting, "Cy")
        assert states() == [("Ana", "seated"), ("Bo", "waiting"), ("Cy", "waiting")]
        assert counts(meeting) == (2, 3, WorkshopState.FULL)
        assert meeting.seats_left == 0
        assert [queries.place_in_line(r) for r in Registration.objects.order_by("id")][1:] == [1, 2]

    def test_a_place_given_back_goes_to_the_next_who_fit(self, meeting):
        ana = come(meeting, "Ana", companions=2)
        come(meeting, "Bo", companions=1)
        come(meeting, "Cy")
        come(meeting, "Di")
        cancel_registration(registration=ana, now=NOON)
        cancel_registration(registration=ana, now=NOON)
        assert states() == [("Ana", "cancelled"), ("Bo", "seated"), ("Cy", "seated"), ("Di", "waiting")]
        assert counts(meeting) == (3, 1, WorkshopState.FULL)

    def test_coming_with_fewer_frees_places_and_the_list_goes_on(self, meeting):
        ana, bo = come(meeting, "Ana", companions=1), come(meeting, "Bo", companions=2)
        come(meeting, "Cy")
        come_with_fewer(registration=bo, companions=0, now=NOON)
        assert states() == [("Ana", "seated"), ("Bo", "seated"), ("Cy", "waiting")]
        come_with_fewer(registration=ana, companions=0, now=NOON)
        assert counts(meeting) == (3, 0, WorkshopState.FULL)
        with pytest.raises(WorkshopError):
            come_with_fewer(registration=ana, companions=1, now=NOON)
        with pytest.raises(WorkshopError):
            come_with_fewer(registration=bo, companions=0, now=meeting.starts_at)

    def test_more_places_are_given_at_once_and_none_taken_back(self, meeting):
        for name in ("Ana", "Bo", "Cy", "Di"):
            come(meeting, name)
        meeting.refresh_from_db()
        meeting.capacity = 2
        with pytest.raises(WorkshopError) as refusal:
            save_workshop(workshop=meeting, now=NOON)
        assert refusal.value.field == "capacity"
        meeting.capacity = 9
        save_workshop(workshop=meeting, now=NOON)
        assert counts(meeting) == (4, 0, WorkshopState.OPEN)

    def test_a_form_opened_before_does_not_undo_what_happened_since(self, meeting):
        stale = Workshop.objects.get()
        come(meeting)
        stale.title = "La nuit, deux fois"
        save_workshop(workshop=stale, now=NOON)
        assert counts(meeting) == (1, 0, WorkshopState.OPEN)
        assert meeting.calendar_sequence == 1

    def test_without_a_number_of_places_everyone_has_one(self, meeting):
        Workshop.objects.update(capacity=None)
        for name in ("Ana", "Bo", "Cy", "Di"):
            come(meeting, name, companions=5)
        assert counts(meeting) == (24, 0, WorkshopState.OPEN)

    @pytest.mark.parametrize("state", WorkshopState)
    def test_it_opens_with_the_announcement_and_ends_with_the_start(self, state, meeting):
        Workshop.objects.update(state=state)
        meeting.refresh_from_db()
        is_open = permissions.is_registration_open(meeting, now=NOON)
        assert is_open is (state in ("open", "full", "pack_frozen"))
        assert permissions.is_registration_open(meeting, now=meeting.starts_at) is False
        if not is_open:
            with pytest.raises(WorkshopError):
                come(meeting)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": " "}, "name"),
            ({"companions": 6}, "companions"),
            ({"companions": 3}, "companions"),
            ({"children": 7, "needs": ["childcare"]}, "children"),
        ],
    )
    def test_what_is_refused_says_where(self, wrong, field, meeting):
        with pytest.raises(WorkshopError) as refusal:
            come(meeting, **wrong)
        assert (refusal.value.field, Registration.objects.count()) == (field, 0)

    def test_the_same_address_or_account_twice_is_one_registration(self, meeting, salome):
        first = come(meeting, email=" Ana@Rivelune.example ")
        assert come(meeting, "Anna", email="ana@rivelune.example", companions=2) == first
        mine = come(meeting, user=salome)
        assert come(meeting, user=salome, companions=2) == mine
        assert counts(meeting) == (2, 0, WorkshopState.OPEN)
        cancel_registration(registration=mine, now=NOON)
        assert come(meeting, user=salome).pk != mine.pk

    def test_the_journal_says_that_someone_did_never_who(self, meeting, salome):
        mine = come(meeting, "Salomé", user=salome, email="salome@rivelune.example")
        cancel_registration(registration=mine, now=NOON)
        lines = JournalEntry.objects.filter(object_type="registration")
        assert [(line.action, line.actor, line.actor_label) for line in lines] == [
            ("registration.made", None, ""), ("registration.cancelled", None, "")]  # fmt: skip
        assert "alom" not in str(list(JournalEntry.objects.values()))

    def test_codes_and_links_name_one_registration(self, meeting):
        ana = come(meeting)
        assert len(ana.code) == 12
        assert parse_code(ana.shown_code.lower().replace("0", "o").replace("1", "l")) == ana.code
        assert queries.registration_by_code(meeting, f" {ana.shown_code.lower()} ") == ana
        assert queries.registration_by_code(AnnouncedFactory(), ana.code) is None
        assert queries.registration_by_token(ana.token) == ana
        forged = f"{ana.pk + 1}:{ana.token.split(':')[1]}"
        assert [queries.registration_by_token(t) for t in (forged, "", "1:x")] == [None, None, None]


class TestMessages:
    def test_each_is_told_what_it_became_with_the_meeting_for_their_calendar(
        self, meeting, salome, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            ana = come(meeting, "Ana", email="ana@rivelune.example", companions=2, language="en", site=SITE)
            come(meeting, "Bo", email="bo@rivelune.example", language="fr", site=SITE)
            come(meeting, "Cy", user=salome)
            come(meeting, "Di")
            cancel_registration(registration=ana, now=NOON, site=SITE)
        sent = [(m.to, m.subject.replace("\xa0", " "), len(m.attachments)) for m in mail.outbox]
        assert sent == [
            (["ana@rivelune.example"], "Your place: La nuit", 1),
            (["bo@rivelune.example"], "Vous êtes sur la liste d’attente : La nuit", 1),
            (["salome@rivelune.example"], "Vous êtes sur la liste d’attente : La nuit", 1),
            (["ana@rivelune.example"], "Cancelled: La nuit", 0),
            (["bo@rivelune.example"], "Une place est à vous : La nuit", 1),
            (["salome@rivelune.example"], "Une place est à vous : La nuit", 1),
        ]
        first = mail.outbox[0]
        assert f"{SITE}en/{meeting.campaign.slug}/inscriptions/{ana.token}/" in first.body
        assert ana.shown_code in first.body
        name, content, kind = first.attachments[0]
        assert (name, kind) == (f"{meeting.campaign.slug}-a7.ics", "text/calendar")
        assert "SUMMARY:La nuit" in content

    def test_the_day_before_each_is_reminded_once(self, meeting, salome):
        for name, fields in (
            ("Ana", {"email": "ana@rivelune.example"}),
            ("Bo", {}),
            ("Cy", {"user": salome}),
            ("Di", {"email": "di@rivelune.example"}),
        ):
            come(meeting, name, **fields)
        eve = meeting.starts_at - DAY
        assert send_reminders(now=eve - DAY) == 0
        assert [send_reminders(now=eve), send_reminders(now=eve)] == [2, 0]
        assert [message.to for message in mail.outbox] == [
            ["ana@rivelune.example"],
            ["salome@rivelune.example"],
        ]
        assert send_reminders(now=meeting.starts_at - HOUR) == 0

    def test_a_message_that_could_not_leave_is_tried_again(self, meeting, settings):
        come(meeting, email="ana@rivelune.example")
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = 1
        assert send_reminders(now=meeting.starts_at - DAY) == 0
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert send_reminders(now=meeting.starts_at - DAY) == 1


class TestTheDoor:
    @pytest.fixture
    def evening(self, meeting, capucine):
        TeamMember.objects.create(workshop=meeting, user=capucine, role=TeamRole.WELCOME)
        return meeting.starts_at

    def test_those_who_came_are_counted_and_can_be_uncounted(self, meeting, capucine, evening):
        ana, bo = come(meeting, "Ana", companions=2), come(meeting, "Bo")
        act = {"now": evening, "actor": capucine}
        check_in(registration=ana, arrived=2, **act)
        check_in(registration=ana, **act)
        check_in(registration=bo, **act)  # from the waiting list: the desk sees the room
        for change in (1, 1, -1):
            meeting = count_walk_ins(workshop=meeting, change=change, **act)
        meeting.refresh_from_db()
        assert (meeting.walk_ins, meeting.attended, meeting.is_overrun) == (1, 5, True)
        undo_check_in(registration=bo, **act)
        undo_check_in(registration=bo, **act)
        assert count_walk_ins(workshop=meeting, change=-1, **act).attended == 3
        assert count_walk_ins(workshop=meeting, change=-1, **act).walk_ins == 0
        assert queries.door(meeting).came == 3
        with pytest.raises(WorkshopError):
            check_in(registration=ana, arrived=4, **act)

    def test_a_cancelled_one_and_a_late_cancellation_are_refused(self, meeting, capucine, evening):
        ana, bo = come(meeting, "Ana"), come(meeting, "Bo")
        cancel_registration(registration=ana, now=NOON)
        with pytest.raises(WorkshopError):
            check_in(registration=ana, now=evening, actor=capucine)
        with pytest.raises(WorkshopError):
            cancel_registration(registration=bo, now=evening)

    def test_it_opens_the_day_of_the_meeting_and_closes_with_it(self, meeting, capucine, evening):
        ana = come(meeting)
        with pytest.raises(WorkshopError):
            check_in(registration=ana, now=evening - 13 * HOUR, actor=capucine)
        Workshop.objects.update(state=WorkshopState.CLOSED)
        with pytest.raises(WorkshopError):
            check_in(registration=ana, now=evening + DAY, actor=capucine)

    @pytest.mark.parametrize("name", PEOPLE)
    @pytest.mark.parametrize("role", [None, *TeamRole])
    def test_who_may_do_what_by_role(self, role, name, request, meeting):
        person = request.getfixturevalue(name)
        if role:
            TeamMember.objects.create(workshop=meeting, user=person, role=role)
        elsewhere, at = AnnouncedFactory(), {"now": meeting.starts_at}
        rights = [
            permissions.may_lead,
            permissions.may_note,
            permissions.may_welcome,
            permissions.may_check_in,
        ]
        may = [right(person, meeting, **at) for right in rights]
        manages, animates = name == "ondine", name == "capucine"
        by_role = {
            None: [False] * 4,
            TeamRole.LEAD: [True] * 4,
            TeamRole.RECORDER: [False, True, False, False],
            TeamRole.WELCOME: [False, False, True, True],
        }
        assert may == ([True] * 4 if manages else by_role[role] if animates else [False] * 4)
        assert [right(person, elsewhere, **at) for right in rights] == [manages] * 4

    def test_what_the_room_prepares_counts_those_who_have_a_place(self, meeting):
        come(meeting, "Ana", needs=["sign_language", "childcare"], children=2, needs_note="chien guide")
        come(meeting, "Bo", needs=["childcare"], children=1)
        come(meeting, "Cy", needs=["sign_language"])
        come(meeting, "Di", needs=["wheelchair"])
        assert queries.door(meeting).needs == [(Need.SIGN_LANGUAGE, 2), (Need.CHILDCARE, 3)]


def test_thirty_days_after_nothing_is_left_but_the_headcounts(meeting, capucine):
    TeamMember.objects.create(workshop=meeting, user=capucine)
    ana = come(
        meeting, "Ana", email="ana@rivelune.example", needs=["quiet"], needs_note="le bruit me fatigue"
    )
    check_in(registration=ana, now=meeting.starts_at, actor=capucine)
    other = AnnouncedFactory(ends_at=meeting.ends_at + DAY)
    kept = come(other, "Bo")
    last = meeting.ends_at + 30 * DAY
    assert erase_registrations(now=last - timedelta(seconds=1)) == 0
    assert erase_registrations(now=last) == 1
    assert Registration.objects.get() == kept
    meeting.refresh_from_db()
    assert (meeting.registered, meeting.attended) == (1, 1)
    told = JournalEntry.objects.latest("id")
    assert (told.action, told.detail) == ("registrations.erased", {"count": 1})
