"""In production the style sheets are one hashed file; in development each is linked."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Context, Template
from django.test import override_settings

from budget.templatetags.front import STYLE_SHEETS
from portal.static_files import joined_sheet


def links():
    """The addresses that {% stylesheets %} links."""
    html = Template("{% load front %}{% stylesheets %}").render(Context())
    return re.findall(r'href="([^"]+)"', html)


def test_each_sheet_is_linked_in_the_order_of_the_cascade():
    assert links() == [f"/static/{name}" for name in (*STYLE_SHEETS, "css/print.css")]


def test_the_joined_sheet_keeps_the_order_and_prints_last():
    joined = joined_sheet(lambda name: f"/* {name} */\n")
    assert re.findall(r"/\* (\S+) \*/", joined) == [*STYLE_SHEETS, "css/print.css"]
    assert joined.index("@media print {") < joined.index("/* css/print.css */")


@pytest.fixture
def collected(tmp_path):
    """The project's own static files as production collects them."""
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "portal.static_files.SiteStaticFilesStorage"}}
    ours = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # packages have files by the thousand
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path, STATICFILES_FINDERS=ours):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path


def test_production_links_one_hashed_compressed_sheet(collected):
    (address,) = links()
    assert re.fullmatch(r"/static/css/site\.[0-9a-f]{12}\.css", address)
    sheet = collected / address.removeprefix("/static/")
    assert sheet.read_text(encoding="utf-8").lstrip().startswith("/* Passerelle: tokens.")
    assert sheet.with_suffix(".css.gz").exists()
    assert staticfiles_storage.joins_style_sheets is True


def test_collecting_twice_changes_nothing(collected):
    first = links()
    call_command("collectstatic", interactive=False, verbosity=0)
    assert links() == first
