"""Receipts: kept as a text, checked, used to replace."""

import pytest

from budget.ballots.models import BallotIntake
from budget.ballots.services import cast_ballot, mix_vote
from budget.roll.services.throttle import LIMITS
from budget.rules import receipt
from tests.factories.votes import make_vote, make_voter, papers, real_now

pytestmark = pytest.mark.django_db
S = "0123456789ABCDEFGHJK"
CODE = receipt.format_secret(S)


@pytest.fixture
def vote():
    vote = make_vote(slug="bp2026")
    cast_ballot(vote=vote, voter_id=make_voter(vote), papers=papers(vote, S, VIL=["P02"], TAN=["P21"]))
    return vote


def url(page, lang="en"):
    return f"/{lang}/vote/bp2026/{page}/"


def handle(vote, section="VIL"):
    return receipt.handle(S, vote.uid, section).hex()


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), CODE.replace("-", " "), f"  {CODE.replace('-', '')} "])
def test_a_code_finds_its_ballots_however_it_is_typed(client, vote, typed):
    page = client.post(url("check"), {"code": typed})
    text = page.content.decode()
    leaves = BallotIntake.objects.values_list("leaf", flat=True)
    assert all(receipt.grouped(receipt.tracker(bytes(leaf))) in text for leaf in leaves)
    assert "waits to be mixed" in text


def test_after_a_mix_it_says_in_which_group(client, vote):
    mix_vote(vote=vote, now=real_now(), is_forced=True)
    assert "in group 1 of the journal" in client.post(url("check"), {"code": CODE}).content.decode()


def test_a_browser_may_send_the_hashes_instead_of_the_code(client, vote):
    sent = {f"handle-{code}": handle(vote, code) for code in ("VIL", "TAN", "CEN")}
    page = client.post(url("check"), sent)
    assert (page.status_code, "Recorded" in page.content.decode()) == (200, True)
    assert "Not found" in client.post(url("check"), {"handle-VIL": "zz"}).content.decode()


def test_a_code_of_no_ballot_is_not_found(client, vote):
    assert (
        "Not found" in client.post(url("check"), {"code": receipt.format_secret("9" * 20)}).content.decode()
    )


@pytest.mark.parametrize("typed", ["", "K7M2", CODE[:-1] + "U", CODE.replace("1", "2")])
def test_a_mistyped_code_is_told_what_is_wrong(client, vote, typed):
    page = client.post(url("check"), {"code": typed})
    assert (page.status_code, "error-summary" in page.content.decode()) == (400, True)


def test_trying_codes_is_slowed_down(client, vote, settings, monkeypatch):
    monkeypatch.setitem(LIMITS, "check", 5)
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "slow"}
    }
    answers = [client.post(url("check"), {"code": "K7M2"}).status_code for _try in range(LIMITS["check"] + 1)]
    assert (set(answers[:-1]), answers[-1]) == ({400}, 429)


def test_the_receipt_is_a_text_file(client, vote):
    leaves = {row.section.code: bytes(row.leaf) for row in BallotIntake.objects.select_related("section")}
    trackers = " ".join(f"{code}:{receipt.tracker(leaf)}" for code, leaf in leaves.items())
    file = client.post(url("receipt"), {"code": CODE, "trackers": trackers})
    text = file.content.decode()
    assert file["Content-Disposition"] == 'attachment; filename="receipt-bp2026.txt"'
    assert (file["Content-Type"], CODE in text) == ("text/plain; charset=utf-8", True)
    assert [receipt.grouped(receipt.tracker(leaf)) in text for leaf in leaves.values()] == [True, True]


@pytest.mark.parametrize("sent", [{}, {"code": "K7M2"}])
def test_without_a_code_there_is_no_text_file(client, vote, sent):
    assert client.post(url("receipt"), sent).status_code == 400


def test_the_text_file_repeats_nothing_else_of_what_it_is_sent(client, vote):
    file = client.post(url("receipt"), {"code": CODE, "trackers": "VIL:<script> ZZZ:AAAA VIL:K7M2"})
    assert ("script" in file.content.decode(), "AAAA" in file.content.decode()) == (False, False)


def test_replacing_shows_an_empty_ballot_then_takes_the_new_one(client, vote):
    shown = client.post(url("replace"), {"section": "VIL", "handle": handle(vote), "code": CODE})
    assert (shown.status_code, "checked" in shown.content.decode()) == (200, False)
    sent = {"section": "VIL", "handle": handle(vote), "code": CODE, "go": "replace", "p-VIL": ["P04"]}
    done = client.post(url("replace"), sent)
    new = BallotIntake.objects.get(rev=1)
    assert receipt.grouped(receipt.tracker(bytes(new.leaf))) in done.content.decode()


def test_a_browser_replaces_without_giving_its_secret(client, vote):
    keys = receipt.section_keys(S, vote.uid, "VIL", 1)
    sent = {"section": "VIL", "handle": handle(vote), "rev": "0", "go": "replace", "p-VIL": ["P04"]}
    sent |= {"pre": receipt.pre(S, vote.uid, "VIL", 0).hex(), "nonce": keys.nonce.hex(), "rk": keys.rk.hex()}
    assert client.post(url("replace"), sent).status_code == 200
    assert client.post(url("replace"), sent).status_code == 409
    assert BallotIntake.objects.filter(section__code="VIL").count() == 2


def test_over_budget_is_said_before_replacing(client, vote):
    sent = {
        "section": "VIL",
        "handle": handle(vote),
        "code": CODE,
        "go": "replace",
        "p-VIL": ["P06", "P05", "P01"],
    }
    refused = client.post(url("replace"), sent)
    assert (refused.status_code, BallotIntake.objects.filter(rev=1).count()) == (400, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"code": receipt.format_secret("9" * 20)},
        {"code": "K7M2"},
        {"handle": "00" * 32},
        {"handle": "z"},
        {"section": "X"},
    ],
)
def test_without_the_right_code_nothing_is_replaced(client, vote, change):
    sent = {"section": "VIL", "handle": handle(vote), "code": CODE, "go": "replace", "p-VIL": ["P04"]}
    assert client.post(url("replace"), {**sent, **change}).status_code == 404
    assert BallotIntake.objects.filter(rev=1).count() == 0
