"""Identifying a voter by e-mail: one message, one use, and an answer that tells nothing."""

import re
from datetime import timedelta

import pytest

from budget.roll.choices import CredentialKind
from budget.roll.models import Credential, EmailChallenge, Voter
from budget.roll.services import (
    IdentificationError,
    PepperMissingError,
    challenge_is_open,
    confirm_challenge,
    create_pepper,
    email_lookup,
    enrol_voter,
    forget_challenges,
    is_same_browser,
    request_challenge,
)
from tests.factories.votes import make_vote

pytestmark = pytest.mark.django_db
BROWSER = "the browser of Salomé"
ADDRESS = "salome@rivelune.example"


@pytest.fixture
def vote():
    return make_vote()


@pytest.fixture
def ask(vote, now, mailoutbox):
    """Ask for a message; returns its (token, code), or None when none was sent."""

    def asked(email=ADDRESS, browser=BROWSER, at=now):
        before = len(mailoutbox)
        request_challenge(
            vote=vote,
            email=email,
            browser_token=browser,
            address_of=lambda token: f"https://rivelune.example/{token}/",
            title="Budget participatif 2026",
            now=at,
        )
        if len(mailoutbox) == before:
            return None
        body = mailoutbox[-1].body
        return re.search(r"example/([\w-]+)/", body)[1], re.search(r": (\d{6})", body)[1]

    return asked


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_message_goes_to_the_address_and_the_address_stays_nowhere(ask, mailoutbox, django_db_blocker):
    ask("Salome+bp@Rivelune.example")
    assert mailoutbox[0].to == ["Salome+bp@Rivelune.example"]
    row = EmailChallenge.objects.values_list().get()
    assert not any("rivelune" in str(value).lower() for value in row)


def test_message_in_two_forms_with_the_code_in_its_subject(ask, mailoutbox):
    token, code = ask()
    [message] = mailoutbox
    [(html, kind)] = [(part.content, part.mimetype) for part in message.alternatives]
    assert (kind, code in message.subject, code in html, token in html) == ("text/html", True, True, True)


@pytest.mark.parametrize("email", ["", "salome", "salome@", "@rivelune.example", "a b@rivelune.example"])
def test_what_is_no_address_is_refused_at_its_field(ask, email):
    with pytest.raises(IdentificationError) as refusal:
        ask(email)
    assert refusal.value.field == "email"


def test_the_link_works_once_in_the_browser_that_asked(ask, vote, now):
    token, _code = ask()
    assert challenge_is_open(vote=vote, token=token, now=now)
    assert is_same_browser(vote=vote, token=token, browser_token=BROWSER)
    voter = confirm_challenge(vote=vote, token=token, browser_token=BROWSER, now=now)
    assert Voter.objects.get().pk == voter
    assert not challenge_is_open(vote=vote, token=token, now=now)
    with pytest.raises(IdentificationError):
        confirm_challenge(vote=vote, token=token, browser_token=BROWSER, now=now)


def test_in_another_browser_the_link_asks_for_the_code(ask, vote, now):
    token, code = ask()
    for given in ("", wrong(code)):
        with pytest.raises(IdentificationError):
            confirm_challenge(vote=vote, token=token, browser_token="another", code=given, now=now)
    assert confirm_challenge(vote=vote, token=token, browser_token="another", code=code, now=now)


def test_the_code_alone_works_in_the_browser_that_asked_and_nowhere_else(ask, vote, now):
    _token, code = ask()
    with pytest.raises(IdentificationError):
        confirm_challenge(vote=vote, browser_token="another", code=code, now=now)
    assert confirm_challenge(vote=vote, browser_token=BROWSER, code=f" {code[:3]} {code[3:]} ", now=now)


def test_the_code_of_either_of_two_messages_works(ask, vote, now):
    _token, first = ask()
    ask()
    assert confirm_challenge(vote=vote, browser_token=BROWSER, code=first, now=now)


def test_five_wrong_codes_end_a_message(ask, vote, now):
    _token, code = ask()
    for _attempt in range(5):
        with pytest.raises(IdentificationError):
            confirm_challenge(vote=vote, browser_token=BROWSER, code=wrong(code), now=now)
    with pytest.raises(IdentificationError):
        confirm_challenge(vote=vote, browser_token=BROWSER, code=code, now=now)
    assert Voter.objects.count() == 0


def test_a_message_ends_after_thirty_minutes(ask, vote, now):
    token, code = ask()
    later = now + timedelta(minutes=30)
    assert not challenge_is_open(vote=vote, token=token, now=later)
    for given in ({"token": token}, {"code": code}):
        with pytest.raises(IdentificationError):
            confirm_challenge(vote=vote, browser_token=BROWSER, now=later, **given)


def test_a_message_of_another_vote_opens_nothing(ask, now):
    token, _code = ask()
    other = make_vote(slug="autre")
    with pytest.raises(IdentificationError):
        confirm_challenge(vote=other, token=token, browser_token=BROWSER, now=now)


def test_one_mailbox_is_one_voter(ask, vote, now):
    ids = set()
    for email in (ADDRESS, "SALOME@rivelune.example", "salome+vote@rivelune.example"):
        token, _code = ask(email)
        ids.add(confirm_challenge(vote=vote, token=token, browser_token=BROWSER, now=now))
    assert len(ids) == Voter.objects.count() == Credential.objects.count() == 1


def test_a_fourth_message_within_half_an_hour_is_not_sent_and_nothing_says_so(ask, now):
    assert all(ask() for _time in range(3))
    assert ask() is None
    assert ask("idris@rivelune.example") is not None
    assert ask(at=now + timedelta(minutes=31)) is not None


def test_old_messages_are_deleted(ask, vote, now):
    ask()
    ask(at=now + timedelta(hours=25))
    assert EmailChallenge.objects.count() == 1
    forget_challenges(vote_id=vote.pk)
    assert EmailChallenge.objects.count() == 0


def test_a_mail_server_that_is_down_changes_nothing_in_the_answer(ask, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert ask() is None
    assert EmailChallenge.objects.count() == 1


def test_lookups_depend_on_the_pepper_of_each_vote(vote):
    other = make_vote(slug="autre")
    lookups = {email_lookup(vote_uid=v.uid, email=ADDRESS) for v in (vote, other)}
    assert {len(lookup) for lookup in lookups} == {32}
    assert len(lookups) == 2
    assert email_lookup(vote_uid=vote.uid, email=ADDRESS) in lookups


def test_a_pepper_is_made_once_and_never_in_silence(vote, settings, tmp_path):
    settings.VOTE_PEPPER_DIR = tmp_path / "peppers"
    with pytest.raises(PepperMissingError):
        email_lookup(vote_uid=vote.uid, email=ADDRESS)
    create_pepper(vote.uid)
    before = email_lookup(vote_uid=vote.uid, email=ADDRESS)
    create_pepper(vote.uid)
    assert email_lookup(vote_uid=vote.uid, email=ADDRESS) == before
    [file] = (tmp_path / "peppers").iterdir()
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    file.write_bytes(b"short")
    with pytest.raises(PepperMissingError):
        email_lookup(vote_uid=vote.uid, email=ADDRESS)


def test_the_same_credential_confirmed_twice_makes_one_voter(vote, now):
    lookup = email_lookup(vote_uid=vote.uid, email=ADDRESS)
    first = enrol_voter(vote=vote, lookup=lookup, now=now)
    assert enrol_voter(vote=vote, lookup=lookup, now=now) == first
    voter = Voter.objects.get()
    assert (voter.method, voter.created_on) == (CredentialKind.EMAIL, now.date())
