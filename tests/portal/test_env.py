"""A bad setting stops the start, and the message says what to write."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env


@pytest.fixture
def setting(monkeypatch):
    """Give SETTING a value, or none."""

    def give(value):
        if value is None:
            monkeypatch.delenv("SETTING", raising=False)
        else:
            monkeypatch.setenv("SETTING", value)

    return give


@pytest.mark.parametrize(
    ("reader", "raw", "value"),
    [
        (env.text, " words ", "words"),
        (env.boolean, "Yes", True),
        (env.boolean, "off", False),
        (env.integer, "12", 12),
        (env.words, "a.example, b.example,", ["a.example", "b.example"]),
        (env.site_address, "https://budget.example/", "https://budget.example"),
    ],
)
def test_a_value_is_read_with_its_type(setting, reader, raw, value):
    setting(raw)

    assert reader("SETTING") == value


@pytest.mark.parametrize(
    "reader", [env.text, env.boolean, env.integer, env.words, env.site_address, env.database, env.mail_server]
)
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_an_unset_or_blank_value_gives_the_default_or_names_what_is_missing(setting, reader, blank):
    setting(blank)

    assert reader("SETTING", None) is None
    with pytest.raises(ImproperlyConfigured, match="SETTING is not set"):
        reader("SETTING")


@pytest.mark.parametrize(
    ("reader", "options", "raw", "fix"),
    [
        (env.text, {"at_least": 50}, "short", "Use a longer value"),
        (env.boolean, {}, "maybe", "Write true or false"),
        (env.integer, {}, "ten", "Write digits only"),
        (env.integer, {"minimum": 1}, "0", "The least allowed is 1"),
        (env.integer, {"maximum": 9}, "10", "The most allowed is 9"),
        (env.site_address, {}, "budget.example", "Write it like https://budget.example"),
        (env.database, {}, "sqlite:///db.sqlite3", "only PostgreSQL is supported"),
        (env.database, {}, "postgres://user@host", "End it with /name"),
        (env.mail_server, {}, "imap://host", "Write it like smtp"),
    ],
)
def test_a_bad_value_is_refused_with_its_fix(setting, reader, options, raw, fix):
    setting(raw)

    with pytest.raises(ImproperlyConfigured, match=fix):
        reader("SETTING", **options)


def test_a_choice_is_one_of_its_words(setting):
    setting("red")

    assert env.choice("SETTING", {"red", "blue"}) == "red"
    with pytest.raises(ImproperlyConfigured, match="Write one of: blue, green"):
        env.choice("SETTING", {"blue", "green"})


def test_a_database_address_becomes_connection_settings(setting):
    setting("postgres://ada:s%40fe@db.example:6543/budget?sslmode=require")

    assert env.database("SETTING", options={"server_side_binding": True}) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "budget",
        "USER": "ada",
        "PASSWORD": "s@fe",
        "HOST": "db.example",
        "PORT": 6543,
        "OPTIONS": {"server_side_binding": True, "sslmode": "require"},
    }


def test_a_mail_address_becomes_mail_settings(setting):
    setting("smtp+tls://ada:secret@mail.example:587")

    settings = env.mail_server("SETTING")

    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"]) == (
        "mail.example",
        587,
        True,
    )
