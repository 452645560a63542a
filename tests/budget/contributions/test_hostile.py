"""Words that try to run: over a hundred of them, in every text field. They are words, in HTML and in a browser."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from budget.contributions.models import ImportBatch
from tests.budget.contributions.hostile import HOSTILE, PLAIN, edition, pages

SEARCH = "/fr/bp2026/contributions/"
#: What a script that ran would leave, whatever it called.
WITNESS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"]) window[name] = (said) => ran.push([name, said]);
"""


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, and where its links lead by script."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.scripted = Counter(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements[tag, tuple(sorted(name for name, _value in attributes))] += 1
        for name, value in attributes:
            target = "".join((value or "").split()).lower()
            if name in ("href", "src", "action") and target.startswith(("javascript:", "data:", "vbscript:")):
                self.scripted.append((tag, name, value))


def skeletons(client, people, words):
    """{page: its Skeleton} of an edition that holds these words."""
    edition(words, author=people["salome"], staff=people["capucine"])
    found = {}
    for path, reader in pages():
        client.logout() if reader is None else client.force_login(people[reader])
        response = client.get(path)
        assert response.status_code == 200, path
        found[path] = Skeleton(response.content.decode())
    return found


@pytest.mark.django_db
def test_they_change_no_element_and_no_attribute_of_any_page(client, salome, capucine):
    """Each page has the very elements and attributes it has around plain words."""
    people = {"salome": salome, "capucine": capucine}
    assert len(HOSTILE) >= 100
    found = {}
    for words in (PLAIN, HOSTILE):
        with transaction.atomic():
            found[words is HOSTILE] = skeletons(client, people, words)
            transaction.set_rollback(True)
    for path, plain in found[False].items():
        hostile = found[True][path]
        assert (path, hostile.elements - plain.elements) == (path, Counter())
        assert (path, hostile.scripted) == (path, [])


@pytest.mark.django_db
def test_what_is_typed_comes_back_as_words(client, salome, capucine):
    """A search, a form with an error, a file's name: the same elements as with plain words."""
    edition(PLAIN, author=salome, staff=capucine)

    def searched(words):
        return Skeleton(
            client.get(SEARCH, {"q": words, "sort": words, "district": words, "page": words}).content.decode()
        )

    def refused(words):
        typed = {
            "nature": words,
            "title": words[:160],
            "text": "",
            "theme": words,
            "district": words,
            "draft": words,
        }
        return Skeleton(client.post(f"{SEARCH}nouvelle/", typed).content.decode())

    client.force_login(salome)
    for ask, plain in ((searched, "zzzz"), (refused, "zzzz")):
        expected = ask(plain)
        for words in batches(HOSTILE, 195):
            found = ask(words)
            assert (words, found.elements - expected.elements, found.scripted) == (words, Counter(), [])
    client.force_login(capucine)
    file = SimpleUploadedFile("x", b"nature;canal;texte\nquestion;papier;Pourquoi ?\n")
    file._name = "<svg onload=alert(1)>.csv"
    response = client.post("/fr/bp2026/saisie/imports/", {"file": file}, follow=True)
    batch = ImportBatch.objects.latest("id")
    assert ("<svg onload" in batch.file_name, "<svg onload" in response.content.decode()) == (True, False)


def test_a_browser_runs_none_of_them(new_page, live_server, client, transactional_db, salome, capucine):
    """Chromium, scripts allowed, under the site's policy: nothing ran, and the policy had nothing to refuse."""
    edition(HOSTILE, author=salome, staff=capucine)
    connection.cursor().execute("ANALYZE")
    readers = {}
    for name, person in ((None, None), ("salome", salome), ("capucine", capucine)):
        page = readers[name] = new_page(width=1280)
        page.context.add_init_script(WITNESS)
        if person:
            client.force_login(person)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            page.context.add_cookies([cookie])
    ran = []
    asked = [
        *batches(HOSTILE, 3_000),
        *list(batches(HOSTILE, 195))[:3],
    ]  # a long one comes back in its field all the same
    searches = [(f"{SEARCH}?{urlencode({'q': words})}", None) for words in asked]
    for path, reader in [*pages(), *searches]:
        if "nature=question" in path:
            continue  # the same words as on the pages of the questions
        page = readers[reader]
        assert page.goto(path, wait_until="domcontentloaded").status == 200, path
        ran += page.evaluate("window.ran")
    assert ran == []


def batches(words, length):
    """The words joined into as few texts as fit this length."""
    text = ""
    for word in words:
        if text and len(text) + len(word) + 1 > length:
            yield text
            text = ""
        text = f"{text} {word}".strip()[:length]
    yield text
