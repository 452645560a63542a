"""Sending a message."""

from django.utils.translation import override

from budget.notices.services import compose_email, send_email

CONTEXT = {"title": "Budget <2026>", "code": "123456", "link": "https://rivelune.example/x/", "minutes": 30}


def test_a_message_leaves_in_text_and_in_html_with_names_escaped(mailoutbox):
    assert send_email(to="salome@rivelune.example", subject="Code", template="roll/identify", context=CONTEXT)
    [message] = mailoutbox
    [html] = [part.content for part in message.alternatives]
    assert (message.to, message.subject) == (["salome@rivelune.example"], "Code")
    assert message.body.startswith("Budget <2026>")
    assert ("Budget &lt;2026&gt;" in html, "Budget <2026>" in html) == (True, False)


def test_a_message_is_written_in_the_language_asked_for():
    with override("fr"):
        message = compose_email(
            to="a@b.example", subject="", template="roll/identify", context=CONTEXT, language="en"
        )
    assert "Your code to vote: 123456" in message.body


def test_a_server_that_refuses_is_logged_without_the_address(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert not send_email(
        to="salome@rivelune.example", subject="Code", template="roll/identify", context=CONTEXT
    )
    assert ("roll/identify" in caplog.text, "salome" in caplog.text) == (True, False)
