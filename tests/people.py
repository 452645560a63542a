"""Fixtures for the people of `tests/cast.py`, loaded by `tests/conftest.py`."""

import pytest

from tests.cast import NOON, ROLES
from tests.factories.people import UserFactory


@pytest.fixture
def now():
    return NOON


def _person(name):
    @pytest.fixture(name=name)
    def person(db):
        return UserFactory(
            email=f"{name}@rivelune.example", display_name=name.capitalize(), groups=ROLES[name]
        )

    return person


ondine, capucine, bastien, marius, thelma, salome, idris = map(
    _person, ("ondine", "capucine", "bastien", "marius", "thelma", "salome", "idris")
)
