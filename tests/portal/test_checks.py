import pytest
from django.db import connection

from portal.checks import SECRECY, leaks, the_database_keeps_votes_out_of_its_log

pytestmark = pytest.mark.django_db


def test_the_embedded_server_keeps_votes_out_of_its_log():
    if connection.settings_dict["ENGINE"] != "portal.local_postgres":
        pytest.skip("another server than the embedded one: its settings are its own")
    assert the_database_keeps_votes_out_of_its_log(databases=["default"]) == []


def test_a_setting_that_differs_is_named():
    with connection.cursor() as cursor:
        found = leaks(cursor, {**SECRECY, "track_commit_timestamp": "on"})

    assert found["track_commit_timestamp"] == "off"


def test_without_a_database_nothing_is_asked():
    assert the_database_keeps_votes_out_of_its_log() == []
