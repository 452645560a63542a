"""Two hundred people want thirty places at the same second; two reminders run at once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import QuerySet

from budget.workshops.models import Registration
from budget.workshops.services import cancel_registration, register, send_reminders
from tests.cast import NOON
from tests.factories.workshops import AnnouncedFactory

pytestmark = pytest.mark.django_db(transaction=True)
CROWD, PLACES = 200, 30


def everyone_registers(at_once, meeting, **fields):
    return at_once(lambda n: register(workshop=meeting, name=f"n{n}", now=NOON, **fields), range(CROWD))


def in_order(state):
    return list(Registration.objects.filter(state=state).order_by("id").values_list("pk", flat=True))


def test_thirty_places_and_a_waiting_list_in_order(at_once):
    meeting = AnnouncedFactory(capacity=PLACES)
    everyone_registers(at_once, meeting)
    seated, waiting = in_order("seated"), in_order("waiting")
    assert (len(seated), len(waiting)) == (PLACES, CROWD - PLACES)
    assert max(seated) < min(waiting)
    meeting.refresh_from_db()
    assert (meeting.registered, meeting.waiting) == (PLACES, CROWD - PLACES)

    leaving = list(Registration.objects.filter(pk__in=seated[:10]))
    at_once(lambda person: cancel_registration(registration=person, now=NOON), leaving)
    assert in_order("seated") == [*seated[10:], *waiting[:10]]
    meeting.refresh_from_db()
    assert (meeting.registered, meeting.waiting) == (PLACES, CROWD - PLACES - 10)


def test_without_the_lock_there_are_more_people_than_places(at_once, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    everyone_registers(at_once, AnnouncedFactory(capacity=PLACES))
    assert len(in_order("seated")) > PLACES


def test_one_address_sent_many_times_at_once_is_one_registration(at_once):
    meeting = AnnouncedFactory(capacity=PLACES)
    given = everyone_registers(at_once, meeting, email="ana@rivelune.example")
    assert {person.pk for person in given} == {Registration.objects.get().pk}


def test_two_runs_of_the_reminders_write_once(at_once):
    meeting = AnnouncedFactory(capacity=PLACES)
    for n in range(10):
        register(workshop=meeting, name=f"n{n}", email=f"n{n}@rivelune.example", now=NOON)
    mail.outbox.clear()
    eve = meeting.starts_at - timedelta(days=1)
    assert sum(at_once(lambda _n: send_reminders(now=eve), range(4))) == 10
    assert sorted(message.to[0] for message in mail.outbox) == [f"n{n}@rivelune.example" for n in range(10)]
