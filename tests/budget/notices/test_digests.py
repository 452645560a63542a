"""E-mails about what happened: when, what, once, in the person's language, with a way out."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from budget.management.commands import send_digests
from budget.notices import services
from budget.notices.models import NoticePreference, Notification
from budget.notices.queries import digests_due
from tests.cast import NOON
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def idea():
    return ContributionFactory()


@pytest.fixture
def run(monkeypatch):
    """`manage.py send_digests` at a moment; returns what it prints."""

    def send(at, **options):
        monkeypatch.setattr(send_digests, "now", lambda: at)
        out = StringIO()
        call_command("send_digests", stdout=out, **options)
        return out.getvalue().strip()

    return send


def tell(people, idea, key, **changes):
    event = {"title": f"Nouvelle {key}", "text": "Un banc <neuf>.", "url": "/fr/bp/", "now": NOON, **changes}
    services.notify(event="answer", obj=idea, people=people, key=key, **event)


def test_several_things_make_one_message_with_a_way_out(run, idea, salome, mailoutbox, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://rivelune.example/"
    tell([salome], idea, "1")
    tell([salome], idea, "2")
    assert run(NOON) == "1 messages, 2 notices"
    [message] = mailoutbox
    [html] = [part.content for part in message.alternatives]
    token = NoticePreference.objects.get().unsubscribe_token
    stop = f"https://rivelune.example/fr/suivis/desinscription/{token}/"
    assert (message.to, message.subject) == (["salome@rivelune.example"], "2 nouvelles de ce que vous suivez")
    assert message.extra_headers == {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    for words in ("Nouvelle 1", "Nouvelle 2", "https://rivelune.example/fr/bp/", stop):
        assert (words in message.body, words in html) == (True, True)
    assert ("Un banc <neuf>." in message.body, "Un banc &lt;neuf&gt;." in html) == (True, True)


def test_each_thing_is_sent_once_and_at_the_rhythm_one_chose(run, idea, salome, idris, marius, mailoutbox):
    people = {salome: "weekly", idris: "daily", marius: "off"}
    for person, frequency in people.items():
        services.set_frequency(user=person, frequency=frequency, now=NOON)
    sent = {}
    for day in range(9):
        tell(people, idea, f"{day}", now=NOON + day * DAY)
        run(NOON + day * DAY)
        run(NOON + day * DAY)
        sent[day] = sorted(message.to[0].split("@")[0] for message in mailoutbox)
        mailoutbox.clear()
    both, daily = ["idris", "salome"], ["idris"]
    assert sent == {0: both, 1: daily, 2: daily, 3: daily, 4: daily, 5: daily, 6: daily, 7: both, 8: daily}


def test_what_is_urgent_leaves_with_the_next_run_and_alone(run, idea, salome, mailoutbox):
    tell([salome], idea, "1")
    run(NOON)
    tell([salome], idea, "2")
    tell([salome], idea, "3", is_urgent=True)
    run(NOON + DAY)
    assert [message.subject for message in mailoutbox] == ["Nouvelle 1", "Nouvelle 3"]
    run(NOON + 7 * DAY)
    assert [message.subject for message in mailoutbox][2:] == ["Nouvelle 2"]


def test_what_was_read_on_the_site_is_not_sent(run, idea, salome, mailoutbox):
    tell([salome], idea, "1")
    services.mark_read(user=salome, now=NOON)
    assert (run(NOON), mailoutbox) == ("0 messages, 0 notices", [])


def test_each_reads_their_own_language(run, idea, salome, idris, mailoutbox):
    idris.preferred_language = "en"
    idris.save()
    tell([salome, idris], idea, "1", title=_("Your words were hidden"))
    run(NOON)
    said = {message.to[0]: (message.subject, message.body) for message in mailoutbox}
    assert said["idris@rivelune.example"][0] == "Your words were hidden"
    assert "To stop these messages, without signing in:" in said["idris@rivelune.example"][1]
    assert "Pour arrêter ces messages, sans vous connecter :" in said["salome@rivelune.example"][1]


def test_a_server_that_refuses_loses_nothing(run, idea, salome, mailoutbox, settings):
    tell([salome], idea, "1")
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert run(NOON) == "0 messages, 0 notices"
    settings.EMAIL_BACKEND = backend
    assert (run(NOON), len(mailoutbox)) == ("1 messages, 1 notices", 1)


def test_who_comes_back_is_not_flooded(run, idea, salome, mailoutbox):
    services.set_frequency(user=salome, frequency="off", now=NOON)
    tell([salome], idea, "1")
    services.set_frequency(user=salome, frequency="daily", now=NOON)
    tell([salome], idea, "2")
    run(NOON)
    assert [message.subject for message in mailoutbox] == ["Nouvelle 2"]


def test_the_queue_sends_too_and_one_query_finds_whoever_is_due(
    run, idea, salome, idris, mailoutbox, django_assert_num_queries
):
    tell([salome, idris], idea, "1")
    idris.is_active = False
    idris.save()
    with django_assert_num_queries(1):
        due = digests_due(now=NOON)
    assert due == [NoticePreference.objects.get(user=salome).pk]
    assert run(NOON, queue=True) == "1 queued"
    assert (len(mailoutbox), Notification.objects.filter(sent_at=None).get().user) == (1, idris)
