"""The demonstration's command: what it refuses, with a sentence, and what it heals."""

import socket
import subprocess
import sys
import time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.management.commands import demo


@pytest.fixture
def busy_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_invented_data_are_served_by_the_demonstration_only(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="make demo"):
        call_command("demo")


def test_two_demonstrations_of_one_folder_are_one_too_many(settings, tmp_path):
    settings.DEMO = True
    settings.VAR_DIR = tmp_path

    with demo.Command()._alone(), pytest.raises(CommandError, match="already runs from this folder"):
        call_command("demo")


def test_a_busy_port_that_was_asked_for_gets_a_sentence(monkeypatch, busy_port):
    monkeypatch.setenv("PORT", str(busy_port))

    with pytest.raises(CommandError, match=f"Port {busy_port} is taken.*PORT={busy_port + 1}"):
        demo.chosen_port()


def test_a_busy_port_that_nobody_asked_for_is_stepped_over(monkeypatch, busy_port):
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setattr(demo, "FIRST_PORT", busy_port)
    monkeypatch.setattr(demo, "LAST_PORT", busy_port + 20)

    assert busy_port < demo.chosen_port() <= busy_port + 20


def test_the_server_of_a_killed_demonstration_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "SERVER", tmp_path / "demo-server")
    forsaken = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "portal.wsgi"])
    time.sleep(0.2)
    demo.SERVER.write_text(str(forsaken.pid))

    demo.end_forsaken_server()

    assert forsaken.poll() is not None
    assert not demo.SERVER.exists()


def test_a_number_that_belongs_to_another_program_is_left_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(demo, "SERVER", tmp_path / "demo-server")
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    demo.SERVER.write_text(str(other.pid))
    try:
        demo.end_forsaken_server()

        assert other.poll() is None
    finally:
        other.terminate()
        other.wait()


def test_the_welcome_names_every_door():
    words = demo.welcome("http://127.0.0.1:8000")

    assert [
        path for path in ("/fr/", "/en/", "/admin/", "/fr/demo/mail/") if f"8000{path}" not in words
    ] == []
    assert "edition@rivelune.example" in words
