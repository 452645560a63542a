"""The mail of the demonstration: readable there, absent everywhere else."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from portal.demo_mail import latest_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox(settings, tmp_path):
    """Sends through the file backend; answers the folder it writes to."""
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def send(folder, subject, *, to="salome@rivelune.example", body="Bonjour,\n\nVoici l'été."):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    EmailMultiAlternatives(subject, body, "city@rivelune.example", [to], connection=connection).send()


def test_outside_a_demonstration_the_address_does_not_exist(client, settings):
    assert settings.DEMO is False
    assert client.get("/fr/demo/mail/").status_code == 404


def test_messages_are_listed_with_links_that_can_be_followed(client, outbox):
    send(outbox, "Votre code", body="Ouvrez http://testserver/fr/plan/ puis lisez <b>ceci</b>.")

    page = client.get("/fr/demo/mail/").content.decode()

    assert "Votre code" in page
    assert '<a href="http://testserver/fr/plan/" rel="nofollow">http://testserver/fr/plan/</a>' in page
    assert "&lt;b&gt;ceci&lt;/b&gt;" in page


def test_accents_survive_and_recipients_can_be_told_apart(outbox):
    send(outbox, "Pour Salomé")
    send(outbox, "Pour Idris", to="idris@rivelune.example")

    (mail,) = latest_mail(outbox, to="salome")

    assert (mail["subject"], mail["to"]) == ("Pour Salomé", "salome@rivelune.example")
    assert mail["text"] == "Bonjour,\n\nVoici l'été."


def test_several_messages_of_one_connection_are_told_apart(outbox):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(outbox))
    messages = [
        EmailMultiAlternatives(f"Message {n}", "Bonjour", "city@rivelune.example", ["a@rivelune.example"])
        for n in range(3)
    ]
    connection.send_messages(messages)

    assert sorted(mail["subject"] for mail in latest_mail(outbox)) == ["Message 0", "Message 1", "Message 2"]


def test_no_mail_yet_is_said_plainly(client, outbox):
    assert client.get("/en/demo/mail/").context["mails"] == []
