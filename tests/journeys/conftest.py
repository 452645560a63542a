import pytest
from django.core.cache import cache

from tests.journeys.city import Rivelune


@pytest.fixture(autouse=True)
def _no_tries_yet():
    """The limits on tries are counted in the cache, which every test of this process shares."""
    cache.clear()


@pytest.fixture
def rivelune(live_server, ondine, capucine, idris):
    """The city as it stands when the journey begins."""
    return Rivelune.prepared_by(ondine, facilitator=capucine, representative=idris)
