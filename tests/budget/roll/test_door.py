"""The door of the booth tells nothing about anybody."""

import re

import pytest
from django.test import Client

from budget.roll.models import Voter
from budget.roll.services import confirm_challenge
from budget.roll.services.throttle import LIMITS
from tests.factories.votes import make_vote, make_voter

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote():
    return make_vote(slug="bp2026")


def answer(email):
    """What a new browser gets for this address: status, headers that matter, and the page that follows, byte for byte."""
    browser = Client()
    first = browser.post("/fr/vote/bp2026/identify/", {"email": email})
    page = browser.get(first["Location"])
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", page.content.decode())
    return first.status_code, first["Location"], sorted(first.cookies), page.status_code, text


def test_known_unknown_struck_and_abusive_addresses_get_the_same_bytes(vote, mailoutbox):
    make_voter(vote, "salome@rivelune.example")
    struck = make_voter(vote, "radiee@rivelune.example")
    Voter.objects.filter(pk=struck).update(state="struck")
    for _time in range(4):
        answer("insistant@rivelune.example")
    addresses = ["salome", "inconnue", "radiee", "insistant"]
    answers = [answer(f"{name}@rivelune.example") for name in addresses]
    assert [given == answers[0] for given in answers] == [True] * 4
    assert len(mailoutbox) == 3 + 3


def test_following_the_link_changes_nothing_until_the_button(vote, mailoutbox):
    browser = Client()
    browser.post("/fr/vote/bp2026/identify/", {"email": "salome@rivelune.example"})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    for scanner in (Client(), browser, browser):
        assert scanner.get(link).status_code == 200
    assert Voter.objects.count() == 0
    entered = browser.post(link, {"district": "TAN"})
    assert entered["Location"] == "/fr/vote/bp2026/ballot/?district=TAN"
    assert browser.get(link).status_code == 410


def test_in_another_browser_the_link_asks_for_the_code(vote, mailoutbox):
    Client().post("/fr/vote/bp2026/identify/", {"email": "salome@rivelune.example"})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    phone = Client()
    assert 'name="code"' in phone.get(link).content.decode()
    assert phone.post(link, {"district": "TAN"}).status_code == 400
    assert phone.post(link, {"district": "TAN", "code": "000000"}).status_code == 400
    code = re.search(r": (\d{6})", mailoutbox[0].body)[1]
    assert phone.post(link, {"district": "TAN", "code": code}).status_code == 302


def test_an_incomplete_form_costs_no_attempt(vote, mailoutbox):
    browser = Client()
    browser.post("/fr/vote/bp2026/identify/", {"email": "salome@rivelune.example"})
    code = re.search(r": (\d{6})", mailoutbox[0].body)[1]
    for _time in range(6):
        assert browser.post("/fr/vote/bp2026/identify/code/", {"code": code}).status_code == 400
    assert browser.post("/fr/vote/bp2026/identify/code/", {"code": code, "district": "-"}).status_code == 302


def test_what_is_no_address_is_told_so(vote, client):
    refused = client.post("/fr/vote/bp2026/identify/", {"email": "salome"})
    assert (refused.status_code, "error-summary" in refused.content.decode()) == (400, True)


@pytest.mark.parametrize("purpose", ["identify", "verify"])
def test_a_network_that_knocks_too_often_waits(vote, client, settings, purpose, monkeypatch):
    monkeypatch.setitem(LIMITS, purpose, 5)
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": purpose}
    }
    page = "identify/" if purpose == "identify" else "identify/code/"
    answers = [client.post(f"/fr/vote/bp2026/{page}", {}) for _knock in range(LIMITS[purpose] + 1)]
    assert {response.status_code for response in answers[:-1]} == {400}
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "600")


def test_two_hundred_households_behind_one_address_are_not_refused_in_one_window(vote):
    assert LIMITS["identify"] * 6 >= 200  # an hour


def test_confirming_needs_the_vote_of_the_message(vote, now):
    from budget.roll.services import IdentificationError

    with pytest.raises(IdentificationError):
        confirm_challenge(vote=vote, browser_token="", token="", code="", now=now)
