"""Signing up and in with a code sent by e-mail, one's own page, and the city's workspace."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.models import User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

SIGN_IN = "/fr/compte/connexion/"
SIGN_UP = "/fr/compte/inscription/"


@pytest.fixture(autouse=True)
def no_tries_yet():
    """The limits on tries are counted in the cache."""
    cache.clear()


def code_in(mail):
    """The code stands alone on its line, with four spaces before it."""
    return re.search(r"^ {4}(\S+)$", mail.body, re.MULTILINE)[1]


def test_a_resident_signs_in_with_the_code_of_the_mail(client, salome, mailoutbox):
    response = client.post(SIGN_IN, {"email": "Salome@Rivelune.example"})
    assert response.status_code == 302
    assert [mail.to for mail in mailoutbox] == [["salome@rivelune.example"]]

    response = client.post(response.url, {"code": code_in(mailoutbox[0])})

    assert response.url == reverse("account_home")
    assert client.get(response.url).context["user"] == salome


def test_signing_in_leads_back_to_the_page_one_came_from(client, salome, mailoutbox):
    response = client.post(f"{SIGN_IN}?next=/fr/plan/", {"email": salome.email, "next": "/fr/plan/"})

    response = client.post(response.url, {"code": code_in(mailoutbox[0]), "next": "/fr/plan/"})

    assert response.url == "/fr/plan/"


def test_a_wrong_code_opens_nothing(client, salome, mailoutbox):
    response = client.post(SIGN_IN, {"email": salome.email})

    response = client.post(response.url, {"code": "WRONG1"})

    assert response.status_code == 200
    assert response.context["form"].errors["code"]
    assert client.get("/fr/compte/").status_code == 302


def test_a_known_and_an_unknown_address_get_the_same_answer(client, salome, mailoutbox):
    answers = []
    for email in (salome.email, "nobody@rivelune.example"):
        client.logout()
        response = client.post(SIGN_IN, {"email": email})
        page = client.get(response.url)
        words = page.content.decode().replace(email, "ADDRESS")
        answers.append((response.status_code, response.url, page.status_code, without_tokens(words)))

    assert answers[0] == answers[1]
    assert [mail.to for mail in mailoutbox] == [[salome.email], ["nobody@rivelune.example"]]
    assert "/fr/compte/inscription/" in mailoutbox[1].body


def without_tokens(words):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)


def test_a_newcomer_creates_an_account_with_the_code_of_the_mail(client, mailoutbox):
    response = client.post(SIGN_UP, {"email": "nadia@rivelune.example", "display_name": "Nadia"})
    assert response.url == reverse("account_email_verification_sent")

    client.post(response.url, {"code": code_in(mailoutbox[0])})

    nadia = client.get("/fr/compte/").context["user"]
    assert (nadia.email, nadia.display_name) == ("nadia@rivelune.example", "Nadia")
    assert nadia.has_usable_password() is False


def test_signing_up_with_a_known_address_says_so_in_the_mail_and_nowhere_else(client, salome, mailoutbox):
    known = client.post(SIGN_UP, {"email": salome.email, "display_name": "Somebody"})
    known_page = client.get(known.url).content.decode().replace(salome.email, "ADDRESS")
    client.logout()
    unknown = client.post(SIGN_UP, {"email": "nadia@rivelune.example", "display_name": "Nadia"})
    unknown_page = client.get(unknown.url).content.decode().replace("nadia@rivelune.example", "ADDRESS")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert without_tokens(known_page) == without_tokens(unknown_page)
    assert mailoutbox[0].to == [salome.email]
    assert "/fr/compte/connexion/" in mailoutbox[0].body
    assert User.objects.get(email=salome.email).display_name == "Salome"


def test_my_account_keeps_what_i_change(client, salome):
    client.force_login(salome)

    response = client.post(
        "/fr/compte/", {"display_name": "Salomé", "district_code": "", "preferred_language": "en"}
    )

    assert response.url == "/fr/compte/"
    salome.refresh_from_db()
    assert (salome.display_name, salome.preferred_language) == ("Salomé", "en")


def test_signing_out_takes_a_click_on_a_button(client, salome):
    client.force_login(salome)
    assert client.get("/fr/compte/deconnexion/").status_code == 200
    assert client.get("/fr/compte/").status_code == 200

    client.post("/fr/compte/deconnexion/")

    assert client.get("/fr/compte/").status_code == 302


def test_staff_sign_in_to_the_workspace_with_a_password(client):
    ondine = UserFactory(email="chief@rivelune.example", groups=["Pilotage"])
    ondine.set_password("a bridge of reeds")
    ondine.save()

    response = client.post(
        "/admin/login/", {"username": "chief@rivelune.example", "password": "a bridge of reeds"}
    )

    assert response.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_resident_does_not_enter_the_workspace(client, salome):
    client.force_login(salome)

    assert client.get("/admin/").status_code == 302


def test_five_wrong_passwords_close_the_door_for_that_address_from_that_place(client):
    ondine = UserFactory(email="chief@rivelune.example", groups=["Pilotage"])
    ondine.set_password("a bridge of reeds")
    ondine.save()
    credentials = {"username": "chief@rivelune.example", "password": "guess"}
    answers = [client.post("/admin/login/", credentials).status_code for _ in range(5)]

    right = client.post("/admin/login/", {**credentials, "password": "a bridge of reeds"})

    assert answers == [200, 200, 200, 200, 429]
    assert right.status_code == 429
    assert "connexion" in right.content.decode()
    elsewhere = client.post(
        "/admin/login/", {**credentials, "password": "a bridge of reeds"}, REMOTE_ADDR="203.0.113.9"
    )
    assert elsewhere.status_code == 302


def test_users_are_administered_with_the_fields_they_have(client, admin_user):
    client.force_login(admin_user)

    assert client.get("/admin/users/").status_code == 200
    response = client.post(
        "/admin/users/new/",
        {
            "email": "new@rivelune.example",
            "display_name": "New",
            "password1": "a bridge of reeds",
            "password2": "a bridge of reeds",
        },
    )

    assert response.status_code == 302
    created = User.objects.get(email="new@rivelune.example")
    assert created.display_name == "New"
    assert client.get(f"/admin/users/edit/{created.pk}/").status_code == 200
