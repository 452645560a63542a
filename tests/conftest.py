"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest
from django.urls import get_resolver
from django.utils import translation

from tests.browser import browser, missing, new_page, page  # noqa: F401 - fixtures
from tests.database import django_db_setup, test_database  # noqa: F401 - fixtures
from tests.people import bastien, capucine, idris, marius, now, ondine, salome, thelma  # noqa: F401 - fixtures

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def elections_dir():
    """The folder of the real elections: PASSERELLE_ELECTIONS_DIR, or ../shared/pb beside the project."""
    path = Path(os.environ.get("PASSERELLE_ELECTIONS_DIR") or ROOT.parent / "shared" / "pb")
    if not path.is_dir():
        missing(f"No real elections in {path}: set PASSERELLE_ELECTIONS_DIR to the folder that holds them.")
    return path


def pytest_collection_modifyitems(items):
    """Mark the tests by what they need, so that `-m "not browser"` works. The longest begin: no worker ends alone."""
    for item in items:
        if "browser" in item.fixturenames:
            item.add_marker("browser")
        if "elections_dir" in item.fixturenames:
            item.add_marker("elections")
    items.sort(key=lambda item: "browser" not in item.fixturenames)


@pytest.fixture(autouse=True)
def _language():
    """Each test begins in the site's own language, whatever the one before it asked for."""
    with translation.override("fr"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _addresses():
    """Import every view before a test pins the clock: a view first imported then would keep that moment for good."""
    assert get_resolver().url_patterns
