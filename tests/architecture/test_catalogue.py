"""French is complete: every sentence of the code is in the catalogue, translated, with the same placeholders."""

import io
import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from tests.architecture.sources import CODE, ROOT
from tests.browser import missing

CATALOGUE = ROOT / "portal" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!{){(\w*)}(?!})")


@pytest.fixture(scope="module")
def catalogue():
    if not CATALOGUE.exists():
        pytest.skip("no French catalogue yet")
    with open(CATALOGUE, "rb") as file:
        return read_po(file, locale="fr")


def both(text):
    return text if isinstance(text, tuple) else (text,)


def placeholders(text):
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def test_nothing_is_missing_or_uncertain(catalogue):
    messages = [message for message in catalogue if message.id]

    assert [message.id for message in messages if not all(both(message.string))] == []
    assert [message.id for message in messages if message.fuzzy] == []


def test_placeholders_are_kept(catalogue):
    wrong = [
        message.id
        for message in catalogue
        if message.id
        and set().union(*map(placeholders, both(message.string)))
        - set().union(*map(placeholders, both(message.id)))
    ]

    assert wrong == []


def test_french_is_plain_and_calm(catalogue):
    """No exclamation mark, and the apostrophes and quotation marks of French typography are not English ones."""
    shouted = [
        message.id
        for message in catalogue
        if message.id and any("!" in text for text in both(message.string))
    ]

    assert shouted == []


def test_every_sentence_of_the_code_is_in_the_catalogue(catalogue, tmp_path):
    if not shutil.which("xgettext"):
        missing("No gettext on this machine: install it to compare the catalogue with the code.")
    for folder in (*CODE, "templates"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.mo", "__pycache__", "*.po")
        )
    (tmp_path / "locale").mkdir()
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "--locale",
        "fr",
        "--keep-pot",
        "--no-location",
    ]
    subprocess.run(
        command, cwd=tmp_path, check=True, capture_output=True, env={"PATH": "/usr/local/bin:/usr/bin:/bin"}
    )
    gathered = (tmp_path / "locale" / "django.pot").read_text()
    gathered = gathered.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=(n > 1)")
    gathered = {(message.context, message.id) for message in read_po(io.StringIO(gathered)) if message.id}
    known = {(message.context, message.id) for message in catalogue if message.id}

    assert sorted(map(str, gathered - known)) == []
