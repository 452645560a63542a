import pytest

from tests.cast import NOON


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    """Pages and their frame read the clock once: it is noon."""
    monkeypatch.setattr("budget.rules.clock.now", lambda: NOON)
