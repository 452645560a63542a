"""A failure in the booth is reported without a word of what the voter sent."""

import logging
import sys

import pytest
from django.test import RequestFactory
from django.views.debug import ExceptionReporter

from portal.reporting import BoothLogFilter

MARKER = "-".join(["MARKER", "P12"])  # the report quotes the source: the word itself must not stand in it


def report_of(path):
    """The text of the report of an exception raised while `path` was answered."""
    request = RequestFactory().post(path, {"choice": MARKER})
    try:
        ballot = request.POST["choice"]
        raise ValueError(len(ballot))
    except ValueError:
        return ExceptionReporter(request, *sys.exc_info()).get_traceback_html()


def test_a_report_of_the_booth_carries_no_choice(settings):
    settings.DEBUG = True

    assert MARKER not in report_of("/fr/vote/bp2026/ballot/")
    assert MARKER in report_of("/fr/bp2026/contributions/")


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("Not Found: /fr/vote/bp2026/identify/s3cret/", "Not Found: /fr/vote/bp2026/…"),
        ("Not Found: /fr/vote/bp2026/", "Not Found: /fr/vote/bp2026/"),
        ("Not Found: /fr/bp2026/projets/P12/", "Not Found: /fr/bp2026/projets/P12/"),
    ],
)
def test_the_log_cuts_the_addresses_of_the_booth(message, kept):
    prefix, path = message.split(": ")
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", (prefix, path), None)

    assert BoothLogFilter().filter(record) is True
    assert record.getMessage() == kept
