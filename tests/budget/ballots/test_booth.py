"""The booth, as a browser without JavaScript sees it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from budget.ballots.choices import VoteState
from budget.ballots.models import BallotIntake, Vote
from budget.ballots.services import close_vote, publish_vote
from budget.roll.models import Attendance
from budget.rules import receipt
from tests.factories.votes import alone_with, make_vote, real_now

pytestmark = pytest.mark.django_db
ADDRESS = "salome@rivelune.example"


@pytest.fixture
def vote():
    return make_vote(slug="bp2026")


def url(page, lang="fr"):
    return f"/{lang}/vote/bp2026/{page}"


def code_of(mailoutbox):
    return re.search(r": (\d{6})", mailoutbox[-1].body)[1]


def identify(client, mailoutbox, email=ADDRESS, district="TAN"):
    client.post(url("identify/"), {"email": email})
    return client.post(url("identify/code/"), {"code": code_of(mailoutbox), "district": district})


def fields(response):
    """The hidden fields of the page, as a browser would send them back."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    data = {}
    for name, value in found:
        if name != "csrfmiddlewaretoken":
            data.setdefault(name, []).append(value)
    return data


def fill(client, vil=("P02",), tan=("P21",)):
    """From the city-wide page to the review page."""
    city = client.get(url("ballot/?district=TAN"))
    district = client.post(url("ballot/"), {**fields(city), "p-VIL": vil})
    return client.post(url("review/"), {**fields(district), "p-TAN": tan})


def test_a_vote_in_five_screens_without_javascript(client, vote, mailoutbox):
    entered = identify(client, mailoutbox)
    assert (entered.status_code, entered["Location"]) == (302, url("ballot/?district=TAN"))
    review = fill(client, vil=("P02", "P04"))
    sent = fields(review)
    assert (sent["p-VIL"], sent["p-TAN"], sent["district"]) == (["P02", "P04"], ["P21"], ["TAN"])
    done = client.post(url("cast/"), sent)
    assert done.status_code == 200
    assert receipt.format_secret(sent["secret"][0]) in done.content.decode()
    trackers = {
        receipt.grouped(receipt.tracker(bytes(leaf)))
        for leaf in BallotIntake.objects.values_list("leaf", flat=True)
    }
    assert all(tracker in done.content.decode() for tracker in trackers)
    assert sorted(Attendance.objects.values_list("section__code", flat=True)) == ["TAN", "VIL"]


def test_the_same_form_again_gives_the_same_receipt_even_after_the_session_is_gone(client, vote, mailoutbox):
    identify(client, mailoutbox)
    sent = fields(fill(client))
    first = client.post(url("cast/"), sent)
    code = re.compile(r"data-receipt-code>[^<]+<|<code>[0-9A-Z-]{19}</code>")
    for browser in (client, Client()):
        again = browser.post(url("cast/"), sent)
        assert again.status_code == 200
        assert code.findall(again.content.decode()) == code.findall(first.content.decode())
    assert BallotIntake.objects.count() == 2


def test_without_identification_a_new_ballot_is_refused_and_its_form_kept(client, vote, mailoutbox):
    identify(client, mailoutbox)
    sent = fields(fill(client))
    refused = Client().post(url("cast/"), sent)
    assert refused.status_code == 403
    kept = fields(refused)
    assert {name: kept[name] for name in sent} == sent
    assert client.post(url("cast/"), kept).status_code == 200


def test_the_session_changes_its_key_at_the_door_and_is_gone_after_the_cast(client, vote, mailoutbox, salome):
    client.force_login(salome)
    before = client.session.session_key
    identify(client, mailoutbox)
    inside = client.session.session_key
    assert inside != before
    client.post(url("cast/"), fields(fill(client)))
    assert "voter" not in client.session
    assert client.session.session_key != inside


def test_a_session_planted_by_someone_else_does_not_become_a_voters(client, vote, mailoutbox):
    attacker = Client()
    attacker.get(url("identify/"))
    planted = attacker.session.session_key or "x" * 32
    client.cookies["sessionid"] = planted
    identify(client, mailoutbox)
    attacker.cookies["sessionid"] = planted
    assert attacker.get(url("ballot/?district=TAN")).status_code == 302


def test_a_second_attempt_is_refused_kindly_with_the_day(client, vote, mailoutbox):
    identify(client, mailoutbox)
    client.post(url("cast/"), fields(fill(client)))
    again = identify(client, mailoutbox)
    assert again.status_code == 409
    text = again.content.decode()
    assert str(Attendance.objects.first().day.year) in text
    assert url("check/") in text


def test_two_tabs_of_one_voter_cast_once(client, vote, mailoutbox):
    identify(client, mailoutbox)
    sent = fields(fill(client))
    other = {**fields(fill(client, vil=("P04",)))}
    held = client.cookies["sessionid"].value
    client.post(url("cast/"), sent)
    assert BallotIntake.objects.count() == 2
    client.cookies["sessionid"] = held
    assert client.post(url("cast/"), other).status_code in (403, 409)
    assert BallotIntake.objects.count() == 2


def test_nobody_enters_without_a_code(client, vote):
    refused = client.get(url("ballot/?district=TAN"))
    assert (refused.status_code, refused["Location"]) == (302, url("identify/"))


def test_over_budget_says_by_how_much_and_what_to_drop_and_loses_nothing(client, vote, mailoutbox):
    identify(client, mailoutbox)
    city = client.get(url("ballot/?district=TAN", "en"))
    over = client.post(url("ballot/", "en"), {**fields(city), "p-VIL": ["P06", "P05", "P01"]})
    assert over.status_code == 400
    text = over.content.decode()
    assert "exceed the envelope by €150,000. Untick for example “Se tremper dans l’Orvenne”." in text
    assert [text.count(f'value="{p}" data-cents') for p in ("P06", "P05", "P01")] == [1, 1, 1]
    assert len(re.findall(r"checked>", text)) == 3


def test_too_many_says_how_many_to_drop(client, mailoutbox):
    make_vote(slug="bp2026", ballot_format="approval", max_city=1)
    identify(client, mailoutbox)
    city = client.get(url("ballot/?district=TAN", "en"))
    over = client.post(url("ballot/", "en"), {**fields(city), "p-VIL": ["P02", "P04"]})
    assert over.status_code == 400
    assert "you chose 2 projects, one more than the 1 allowed" in over.content.decode()


def test_the_review_checks_the_whole_ballot_again(client, vote, mailoutbox):
    identify(client, mailoutbox)
    sent = {"district": "TAN", "p-VIL": ["P06", "P05", "P01"], "p-TAN": ["P21"]}
    assert client.post(url("review/"), sent).status_code == 400
    assert client.post(url("cast/"), {**sent, "secret": "0" * 20}).status_code == 400
    assert BallotIntake.objects.count() == 0


def test_going_back_keeps_everything(client, vote, mailoutbox):
    identify(client, mailoutbox)
    review = fill(client)
    city = client.post(url("ballot/"), {**fields(review), "go": "VIL"})
    text = city.content.decode()
    assert re.search(r'value="P02"[^>]*checked', text)
    assert fields(city)["p-TAN"] == ["P21"]
    district = client.post(url("ballot/"), {**fields(city), "p-VIL": ["P02"], "go": "next"})
    back = client.post(url("ballot/"), {**fields(district), "p-TAN": [], "go": "back"})
    assert re.search(r'value="P02"[^>]*checked', back.content.decode())


def test_without_scripts_a_button_counts_again(client, vote, mailoutbox):
    identify(client, mailoutbox)
    city = client.get(url("ballot/?district=TAN", "en"))
    counted = client.post(url("ballot/", "en"), {**fields(city), "p-VIL": ["P02", "P06"], "go": "count"})
    assert "€320,000 left" in counted.content.decode()
    assert fields(counted)["at"] == ["VIL"]


def test_a_blank_ballot_is_asked_to_confirm(client, vote, mailoutbox):
    identify(client, mailoutbox)
    sent = fields(fill(client, vil=(), tan=()))
    asked = client.post(url("cast/"), sent)
    assert (asked.status_code, BallotIntake.objects.count()) == (400, 0)
    assert client.post(url("cast/"), {**fields(asked), "blank": "yes"}).status_code == 200
    assert BallotIntake.objects.count() == 2


def test_one_may_vote_for_the_whole_city_alone(client, vote, mailoutbox):
    identify(client, mailoutbox, district="-")
    city = client.get(url("ballot/?district="))
    assert "3" in re.search(r'class="small soft">([^<]+)<', city.content.decode())[1]
    review = client.post(url("review/"), {**fields(city), "p-VIL": ["P02"]})
    assert client.post(url("cast/"), fields(review)).status_code == 200
    assert list(Attendance.objects.values_list("section__code", flat=True)) == ["VIL"]


def test_the_order_is_the_voters_own_and_stays(client, vote, mailoutbox):
    identify(client, mailoutbox)

    def order(page):
        return re.findall(r'id="b-(P\d+)"', page.content.decode())

    first = client.get(url("ballot/?district=TAN"))
    assert order(first) == order(client.get(url("ballot/?district=TAN")))
    assert sorted(order(first)) == ["P01", "P02", "P04", "P05", "P06"]
    assert fields(first)["seed"][0] in first.content.decode()


def test_keys_made_by_the_browser_are_taken_as_they_are(client, vote, mailoutbox):
    secret = "9" * 20
    identify(client, mailoutbox)
    sent = fields(fill(client))
    del sent["secret"]
    for code in ("VIL", "TAN"):
        keys = receipt.section_keys(secret, vote.uid, code)._asdict()
        sent |= {f"{name}-{code}": value.hex() for name, value in keys.items()}
    done = client.post(url("cast/"), sent)
    assert done.status_code == 200
    handles = {bytes(handle) for handle in BallotIntake.objects.values_list("handle", flat=True)}
    assert handles == {receipt.handle(secret, vote.uid, code) for code in ("VIL", "TAN")}
    assert secret not in done.content.decode()


@pytest.mark.parametrize("damage", [{"secret": []}, {"secret": ["0123"]}, {"secret": ["Ü" * 20]}])
def test_a_form_without_keys_is_refused(client, vote, mailoutbox, damage):
    identify(client, mailoutbox)
    sent = fields(fill(client))
    assert client.post(url("cast/"), {**sent, **damage}).status_code == 400
    assert BallotIntake.objects.count() == 0


def test_a_busy_database_answers_503_and_the_same_form_goes_through_later(client, vote, mailoutbox):
    identify(client, mailoutbox)
    sent = fields(fill(client))
    with alone_with(vote):
        busy = client.post(url("cast/"), sent)
    assert (busy.status_code, busy["Retry-After"]) == (503, "5")
    assert client.post(url("cast/"), fields(busy)).status_code == 200
    assert BallotIntake.objects.count() == 2


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (VoteState.FROZEN, 423),
        (VoteState.SUSPENDED, 423),
        (VoteState.CLOSED, 410),
        (VoteState.PUBLISHED, 410),
    ],
)
def test_a_vote_that_is_not_open_says_so_on_every_screen(client, state, status):
    make_vote(slug="bp2026", state=state)
    pages = [
        client.get(url("identify/")),
        client.post(url("identify/"), {"email": ADDRESS}),
        client.get(url("identify/code/")),
        client.get(url("ballot/")),
        client.post(url("review/"), {"p-VIL": ["P02"]}),
    ]
    assert {page.status_code for page in pages} == {status}
    assert client.get(url("")).status_code == 200


def test_a_form_sent_after_the_close_is_told_when_it_closed(client, vote, mailoutbox, ondine):
    identify(client, mailoutbox)
    sent = fields(fill(client))
    close_vote(vote=vote, actor=ondine, reason="Fin", now=real_now())
    late = client.post(url("cast/"), sent)
    assert (late.status_code, Attendance.objects.count()) == (410, 0)


def test_the_page_of_the_vote_closes_it_when_its_time_has_come(client):
    make_vote(
        slug="bp2026", opens_at=real_now() - timedelta(days=9), closes_at=real_now() - timedelta(minutes=9)
    )
    assert client.get(url("")).status_code == 200
    assert Vote.objects.get().state == VoteState.CLOSED


def test_a_draft_has_no_page(client):
    make_vote(slug="bp2026", state=VoteState.DRAFT)
    assert {client.get(url(page)).status_code for page in ("", "identify/", "ballot/", "check/")} == {404}


def test_nothing_of_a_vote_is_stored_by_the_browser_or_framed(client, vote, mailoutbox):
    identify(client, mailoutbox)
    review = fill(client)
    done = client.post(url("cast/"), fields(review))
    for page in (client.get(url("identify/")), review, done):
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "same-origin"
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert done["Clear-Site-Data"] == '"storage"'


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_screen_exists_in_both_languages(client, vote, mailoutbox, lang):
    identify(client, mailoutbox)
    city = client.get(url("ballot/?district=TAN", lang))
    review = client.post(url("review/", lang), {**fields(city), "p-VIL": ["P02"]})
    done = client.post(url("cast/", lang), fields(review))
    for page in (client.get(url("", lang)), client.get(url("identify/", lang)), city, review, done):
        assert page.status_code == 200
        assert f'<html lang="{lang}">' in page.content.decode()


def test_a_published_result_shows_the_voter_their_own_choices_and_not_before(
    client, vote, mailoutbox, ondine
):
    identify(client, mailoutbox)
    sent = fields(fill(client))
    client.post(url("cast/"), sent)
    code = {"code": receipt.format_secret(sent["secret"][0])}
    assert "Quarante fontaines" not in client.post(url("check/"), code).content.decode()
    closed = close_vote(vote=vote, actor=ondine, reason="Fin", now=real_now())
    assert "Quarante fontaines" not in client.post(url("check/"), code).content.decode()
    publish_vote(vote=closed, actor=ondine, now=real_now())
    assert "Quarante fontaines" in client.post(url("check/"), code).content.decode()


def test_screens_take_a_few_statements_whatever_the_number_of_projects(
    client, vote, mailoutbox, django_assert_max_num_queries
):
    identify(client, mailoutbox)
    with django_assert_max_num_queries(12):
        city = client.get(url("ballot/?district=TAN"))
    sent = fields(client.post(url("review/"), {**fields(city), "p-VIL": ["P02"]}))
    with django_assert_max_num_queries(20):
        client.post(url("cast/"), sent)
    with django_assert_max_num_queries(12):
        client.get(url(""))
