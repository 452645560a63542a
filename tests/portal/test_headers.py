"""What a browser is told: strict on the public site, wider in the editor, nothing kept about an anonymous reader."""

import re

import pytest
from django.contrib.sessions.models import Session
from wagtail.models import Page

pytestmark = pytest.mark.django_db

PUBLIC_PAGE = "/fr/compte/connexion/"


def policy(response):
    """The content policy as {directive: [sources]}, with the nonce of this response replaced."""
    header = re.sub(r"'nonce-[^']+'", "'nonce'", response["Content-Security-Policy"])
    return {name: sources for name, *sources in (part.split() for part in header.split(";") if part.strip())}


def test_the_public_site_allows_its_own_files_and_nothing_inline(client):
    assert policy(client.get(PUBLIC_PAGE)) == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }


def test_the_editor_may_use_inline_scripts_and_show_previews(client, admin_user):
    client.force_login(admin_user)

    response = client.get("/admin/")

    found = policy(response)
    assert found["script-src"] == ["'self'", "'unsafe-inline'"]
    assert found["style-src"] == ["'self'", "'unsafe-inline'"]
    assert found["frame-ancestors"] == ["'self'"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_a_preview_is_as_strict_as_its_page_and_the_editor_may_frame_it(client):
    home = Page.objects.get(depth=2, locale__language_code="fr").specific

    preview, published = policy(home.make_preview_request()), policy(client.get(home.get_url()))

    assert preview == {**published, "frame-ancestors": ["'self'"]}


@pytest.mark.parametrize("path", [PUBLIC_PAGE, "/en/admin/", "/fr/admin-or-not/"])
def test_an_address_that_only_looks_like_the_editor_stays_strict(client, path):
    assert policy(client.get(path))["script-src"] == ["'self'"]


def test_the_other_headers_of_a_public_page(client):
    response = client.get(PUBLIC_PAGE)

    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


def test_an_anonymous_reader_gets_no_cookie_and_no_session(client, settings):
    settings.DEMO = True

    response = client.get("/fr/demo/mail/")

    assert response.status_code == 200
    assert response.cookies == {}
    assert Session.objects.count() == 0


def test_a_missing_page_is_said_in_the_language_of_its_address(client):
    assert client.get("/en/nowhere/").status_code == 404
    assert b'<html lang="en">' in client.get("/en/nowhere/").content
    assert b'<html lang="fr">' in client.get("/fr/nowhere/").content


def test_each_page_offers_itself_in_the_other_language(client):
    languages = client.get(PUBLIC_PAGE).context["site_nav"]["languages"]

    assert [(entry["code"], entry["url"], entry["is_current"]) for entry in languages] == [
        ("fr", "/fr/compte/connexion/", True),
        ("en", "/en/compte/connexion/", False),
    ]


def test_robots_keep_out_of_the_workspace_and_of_any_demonstration(client, settings):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /admin/\n"
    settings.DEMO = True
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_of_a_visitor_is_what_our_own_proxies_saw(client, settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies

    response = client.get("/robots.txt", headers={"X-Forwarded-For": forwarded})

    assert response.wsgi_request.META["REMOTE_ADDR"] == address
