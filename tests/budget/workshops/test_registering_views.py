"""Coming to a meeting on screen: the form, one's own page, the welcome desk, the calendar and its files."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from icalendar import Calendar

from budget.rules import clock
from budget.workshops import services
from budget.workshops.choices import TeamRole, WorkshopState
from budget.workshops.models import Registration, TeamMember, Workshop
from budget.workshops.services import cancel_registration, register, save_workshop
from tests.factories.campaigns import CampaignFactory, DistrictFactory
from tests.factories.workshops import AnnouncedFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FORM = "/en/bp2026/ateliers/A7/inscription/"
DOOR = "/en/bp2026/ateliers/A7/accueil/"
SECRET = "Zénobie"  # never outside the team


@pytest.fixture(autouse=True)
def _no_memory_of_knocks():
    cache.clear()


@pytest.fixture
def campaign():
    return CampaignFactory(slug="bp2026")


@pytest.fixture
def meeting(campaign):
    starts_at = clock.now() + 3 * HOUR
    return AnnouncedFactory(
        campaign=campaign,
        reference="A7",
        title="La nuit",
        capacity=3,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
    )


@pytest.fixture
def desk(meeting, capucine, client):
    """Capucine, at the welcome desk of the meeting, signed in."""
    TeamMember.objects.create(workshop=meeting, user=capucine, role=TeamRole.WELCOME)
    client.force_login(capucine)
    return capucine


def typed(**changes):
    return {
        "name": SECRET,
        "email": "",
        "companions": "1",
        "children": "0",
        "needs_note": "",
        "website": "",
        **changes,
    }


def come(meeting, name=SECRET, **fields):
    return register(workshop=meeting, name=name, now=clock.now(), **fields)


def shown(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


class TestTheForm:
    def test_without_an_address_one_sees_ones_place_and_code_at_once(self, client, meeting):
        response = client.post(FORM, typed(needs=["sign_language"], needs_note="au premier rang"))
        ana = Registration.objects.get()
        assert response.url == f"/en/bp2026/inscriptions/{ana.token}/"
        page = shown(client, response.url)
        for words in (
            "Your 2 places are kept",
            ana.shown_code,
            "Sign language interpreter, au premier rang",
            "<svg",
        ):
            assert words in page
        assert (ana.is_keyed_by_team, ana.language, ana.companions) == (False, "en", 1)

    def test_with_an_address_everyone_reads_the_same_whether_it_was_known_or_not(
        self, client, meeting, django_capture_on_commit_callbacks
    ):
        answers = []
        for name in ("Ana", "Quelqu’un d’autre"):
            with django_capture_on_commit_callbacks(execute=True):
                answers.append(client.post(FORM, typed(name=name, email="ana@rivelune.example")))
        assert {answer.url for answer in answers} == {f"{FORM}envoyee/"}
        assert Registration.objects.get().name == "Ana"
        assert [message.to for message in mail.outbox] == [["ana@rivelune.example"]] * 2
        page = shown(client, answers[0].url)
        assert "A message leaves" in page
        assert "ana@rivelune.example" not in page

    def test_an_account_is_written_to_and_sees_its_place(self, client, meeting, salome):
        client.force_login(salome)
        page = shown(client, FORM)
        assert 'value="Salome"' in page
        assert 'name="email"' not in page
        for _time in range(2):
            assert (
                client.post(FORM, typed()).url
                == f"/en/bp2026/inscriptions/{Registration.objects.get().token}/"
            )

    def test_when_it_is_full_the_list_is_explained(self, client, meeting):
        come(meeting, companions=2)
        assert "All places are taken" in shown(client, FORM)
        assert "Join the waiting list" in shown(client, "/en/bp2026/ateliers/A7/")
        assert client.post(FORM, typed(email="bo@rivelune.example")).url == f"{FORM}envoyee/?list=1"
        assert "joins the waiting list, in order" in shown(client, f"{FORM}envoyee/?list=1")
        page = client.post(FORM, typed(name="Cy"), follow=True).content.decode()
        assert "You are on the waiting list" in page
        assert "You are number 2 on the list" in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"name": " "}, "Write a first name"),
            ({"email": "ana"}, "Write a whole address"),
            ({"companions": "9"}, "9"),
            ({"needs": ["gold"]}, "gold"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_is_kept(self, changes, words, client, meeting):
        page = client.post(FORM, typed(needs_note="au premier rang", **changes)).content.decode()
        assert words in page
        assert "au premier rang" in page
        assert Registration.objects.count() == 0

    def test_once_it_has_begun_the_words_stay_and_the_way_is_told(self, client, meeting):
        Workshop.objects.update(starts_at=clock.now() - HOUR)
        assert "Registration is closed" in shown(client, FORM)
        page = client.post(FORM, typed()).content.decode()
        assert SECRET in page
        assert "places left at the door" in page

    def test_a_machine_gets_the_same_answer_and_nothing_is_written(self, client, meeting):
        assert client.post(FORM, typed(website="http://spam.example")).url == f"{FORM}envoyee/"
        assert Registration.objects.count() == 0

    def test_many_from_one_place_are_slowed_and_their_words_kept(self, client, meeting):
        for _n in range(39):
            services.is_slowed(purpose="register", network_address="127.0.0.1")
        assert client.post(FORM, typed(name="Ana")).status_code == 302
        page = client.post(FORM, typed()).content.decode()
        assert "wait ten minutes" in page
        assert SECRET in page
        assert Registration.objects.get().name == "Ana"


class TestOnesOwnPage:
    def test_a_place_is_given_back_by_pressing_never_by_opening(self, client, meeting):
        path = f"/en/bp2026/inscriptions/{come(meeting).token}/"
        assert "I cannot come any more" in shown(client, path)
        assert client.post(path, {"act": "other"}).status_code == 404
        assert Registration.objects.get().state == "seated"
        assert client.post(path, {"act": "cancel"}).url == path
        assert "Registration cancelled" in shown(client, path)

    def test_one_may_come_with_fewer(self, client, meeting):
        path = f"/en/bp2026/inscriptions/{come(meeting, companions=2).token}/"
        assert "We are fewer" in shown(client, path)
        for wrong in ("2", "-1", "x", ""):
            assert client.post(path, {"act": "fewer", "companions": wrong}).status_code == 404
        page = client.post(path, {"act": "fewer", "companions": "0"}, follow=True).content.decode()
        assert "Your place is kept" in page
        assert "We are fewer" not in page

    def test_by_code_wrong_ones_all_answer_alike_and_are_slowed(self, client, meeting):
        ana, other = come(meeting), come(AnnouncedFactory())
        path = f"{FORM}code/"
        assert client.post(path, {"code": ana.shown_code.lower()}).url.endswith(f"/inscriptions/{ana.token}/")
        wrong = {
            client.post(path, {"code": c}).context["form"].errors["code"][0]
            for c in ("x", other.code, "0" * 12)
        }
        assert len(wrong) == 1
        for _time in range(20):
            services.is_slowed(purpose="code", network_address="127.0.0.1")
        assert "Too many codes" in client.post(path, {"code": ana.code}).content.decode()

    def test_a_cut_link_and_one_of_another_edition_are_told_gently(self, client, meeting):
        CampaignFactory(slug="bp2025")
        token = come(meeting).token
        for path in (f"/en/bp2026/inscriptions/{token[:-1]}/", f"/en/bp2025/inscriptions/{token}/"):
            assert "No such registration" in shown(client, path, 404)


def test_ones_account_lists_where_one_goes(client, meeting, desk):
    come(meeting, user=desk)
    page = shown(client, "/en/compte/")
    assert "You are of its team." in page
    assert f"/inscriptions/{Registration.objects.get().token}/" in page


class TestTheDoor:
    def test_people_are_found_checked_in_and_taken_back(self, client, meeting, desk):
        ana = come(meeting, companions=1, needs=["childcare"], children=2)
        come(meeting, "Bo")
        come(meeting, "Cy")
        page = shown(client, DOOR)
        for words in (SECRET, "2 children", "Waiting list, in order", "To prepare"):
            assert words in page
        for search in (ana.code, "zeno"):
            found = shown(client, f"{DOOR}?q={search}")
            assert SECRET in found
            assert f'id="r{ana.pk + 1}"' not in found
        response = client.post(DOOR, {"act": "check_in", "registration": ana.pk, "arrived": "2", "q": "zéno"})
        assert response.url == f"{DOOR}?q=z%C3%A9no#r{ana.pk}"
        for act in ("one_more", "one_more", "one_less"):
            client.post(DOOR, {"act": act})
        meeting.refresh_from_db()
        assert (meeting.attended, meeting.walk_ins) == (3, 1)
        client.post(DOOR, {"act": "undo", "registration": ana.pk})
        meeting.refresh_from_db()
        assert meeting.attended == 1

    def test_the_square_leads_the_team_to_the_welcome_and_others_to_their_own_page(
        self, client, meeting, desk, salome
    ):
        path = f"/en/bp2026/inscriptions/{come(meeting).token}/"
        assert f'action="{DOOR}"' in shown(client, path)
        client.force_login(salome)
        assert f'action="{DOOR}"' not in shown(client, path)

    def test_what_makes_no_sense_changes_nothing(self, client, meeting, desk):
        ana, elsewhere = come(meeting), come(AnnouncedFactory())
        for pk in (elsewhere.pk, 10**17):
            assert client.post(DOOR, {"act": "check_in", "registration": pk}).status_code == 404
        for fields in ({"act": "check_in", "registration": "x"}, {"act": "x", "registration": ana.pk}, {}):
            assert client.post(DOOR, fields).status_code == 302
        page = client.post(DOOR, {"act": "check_in", "registration": ana.pk, "arrived": "99"}, follow=True)
        assert "Between 1 and 1 people" in page.content.decode()
        assert Registration.objects.filter(arrived__isnull=False).count() == 0

    def test_someone_who_called_is_registered_and_gets_a_code(self, client, meeting, desk):
        path = f"{DOOR}inscrire/"
        assert "Register someone" in shown(client, path)
        assert "Write a first name" in client.post(path, typed(name="")).content.decode()
        page = client.post(path, typed(phone="06 00 00 00 00"), follow=True).content.decode()
        ana = Registration.objects.get()
        assert (ana.is_keyed_by_team, ana.phone, ana.email) == (True, "06 00 00 00 00", "")
        assert ana.shown_code in page

    @pytest.mark.parametrize("name", ["salome", "idris", "bastien", "marius", "thelma", "capucine"])
    def test_outside_the_team_nobody_reads_a_name(self, name, client, meeting, request):
        come(meeting, email="zenobie@rivelune.example", needs_note="chien guide")
        client.force_login(request.getfixturevalue(name))
        for path in (DOOR, f"{DOOR}inscrire/"):
            assert client.get(path).status_code == 403
            assert client.post(path, {"act": "one_more"}).status_code == 403
        for path in (
            "",
            "A7/",
            "A7/affiche/",
            "A7/inscription/",
            "A7/inscription/envoyee/",
            "A7/calendrier.ics",
        ):
            page = shown(client, f"/en/bp2026/ateliers/{path}")
            assert [word for word in (SECRET, "zenobie", "chien guide") if word in page] == []

    def test_signed_out_one_is_led_to_the_door(self, client, meeting):
        assert client.get(DOOR).url.endswith(f"?next={DOOR}")

    def test_an_empty_list_and_an_early_one(self, client, meeting, desk):
        Workshop.objects.update(starts_at=clock.now() + 9 * DAY, ends_at=clock.now() + 10 * DAY)
        page = shown(client, DOOR)
        assert "Nobody has registered yet" in page
        assert "The welcome desk opens the day of the meeting" in page

    def test_queries_do_not_grow_with_the_rows(self, client, meeting, desk):
        Workshop.objects.update(capacity=100)
        counts = set()
        for start, end in ((0, 1), (1, 200)):
            Registration.objects.bulk_create(
                Registration(workshop=meeting, name=f"n{n}", needs=["quiet"], registered_at=clock.now(),
                             state="seated" if n % 2 else "waiting") for n in range(start, end)
            )  # fmt: skip
            counts.add(count_queries(lambda: client.get(DOOR)))
        assert len(counts) == 1
        assert counts.pop() <= 12


class TestTheCalendar:
    @pytest.fixture
    def year(self, campaign):
        place = DistrictFactory(code="TAN", name="Les Tanneries")
        for days, title, kind, district in (
            (3, "Bientôt", "walk", place),
            (40, "Plus tard", "thematic", place),
            (-30, "Tenue", "walk", None),
        ):
            starts_at = clock.now() + days * DAY
            AnnouncedFactory(
                campaign=campaign,
                title=title,
                kind=kind,
                district=district,
                starts_at=starts_at,
                ends_at=starts_at + HOUR,
            )

    @pytest.mark.parametrize(
        ("asked", "titles"),
        [
            ("", ["Bientôt", "Plus tard", "Tenue"]),
            ("?when=coming", ["Bientôt", "Plus tard"]),
            ("?when=past", ["Tenue"]),
            ("?kind=walk", ["Bientôt", "Tenue"]),
            ("?district=TAN&kind=walk", ["Bientôt"]),
            ("?kind=gold&district=XYZ", ["Bientôt", "Plus tard", "Tenue"]),
            ("?kind=stand", []),
        ],
    )
    def test_filters(self, asked, titles, client, year):
        page = shown(client, f"/en/bp2026/ateliers/{asked}")
        assert [title for title in ("Bientôt", "Plus tard", "Tenue") if title in page] == titles
        assert ("Nothing answers to these filters" in page) is (not titles)

    def test_a_month_has_its_meetings_on_their_days(self, client, campaign):
        starts_at = clock.now().replace(year=2031, month=5, day=14, hour=16)
        AnnouncedFactory(campaign=campaign, title="En mai", starts_at=starts_at, ends_at=starts_at + HOUR)
        page = shown(client, "/fr/bp2026/ateliers/?view=month&month=2031-05")
        cell = re.search(r'<time datetime="2031-05-14">.*?</td>', page, re.DOTALL)[0]
        assert "En mai" in cell
        assert "month=2031-04" in page
        assert "month=2031-06" in page
        assert "Aucune rencontre ce mois-ci" in shown(client, "/fr/bp2026/ateliers/?view=month&month=2031-06")
        assert "En mai" in shown(
            client, "/fr/bp2026/ateliers/?view=month&month=banane"
        )  # the month of the next meeting

    def test_the_feed_holds_every_announced_meeting_in_paris_time(self, client, campaign, meeting):
        summer = clock.now().replace(year=2031, month=7, day=1, hour=16, minute=30, second=0, microsecond=0)
        meeting.starts_at, meeting.ends_at = summer, summer + HOUR
        meeting.latitude, meeting.longitude = 47.2, -1.5
        save_workshop(workshop=meeting, now=clock.now())
        AnnouncedFactory(campaign=campaign, state=WorkshopState.DRAFT)
        AnnouncedFactory()
        response = client.get("/fr/bp2026/ateliers/calendrier.ics")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        calendar = Calendar.from_ical(response.content)
        (event,) = calendar.walk("VEVENT")
        assert (event["UID"], event["SEQUENCE"]) == (f"{meeting.calendar_uid}@passerelle", 1)
        assert event.start == summer
        assert str(event.start.tzinfo) == "Europe/Paris"
        assert b"DTSTART;TZID=Europe/Paris:20310701T183000" in response.content
        assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
        assert event["URL"] == "http://testserver/fr/bp2026/ateliers/A7/"
        alone = client.get("/fr/bp2026/ateliers/A7/calendrier.ics")
        assert [e["UID"] for e in Calendar.from_ical(alone.content).walk("VEVENT")] == [event["UID"]]

    def test_the_poster_says_it_large_with_a_square(self, client, meeting):
        page = shown(client, "/en/bp2026/ateliers/A7/affiche/")
        assert "testserver/en/bp2026/ateliers/A7" in page
        assert "<svg" in page

    def test_a_meeting_without_registration_says_to_come(self, client, meeting):
        Workshop.objects.update(takes_registrations=False)
        assert "There is nothing to book" in shown(client, FORM)
        assert "I am coming" not in shown(client, "/en/bp2026/ateliers/A7/")


def test_a_place_given_back_is_announced_to_the_next(meeting, django_capture_on_commit_callbacks):
    ana = come(meeting, companions=2)
    come(meeting, "Bo", email="bo@rivelune.example", language="en")
    with django_capture_on_commit_callbacks(execute=True):
        cancel_registration(registration=ana, now=clock.now())
    assert [message.subject for message in mail.outbox] == ["A place is yours: La nuit"]
