"""The test database itself: a test that commits leaves nothing behind, and loses nothing of the migrations."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page

from portal.models import User


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_finds_what_the_migrations_made_and_nothing_else(turn):
    assert User.objects.count() == 0
    assert Page.objects.filter(depth=1).count() == 1

    User.objects.create_user("amina@rivelune.example")
    Group.objects.all().delete()


@pytest.mark.django_db
def test_a_test_that_rolls_back_finds_them_too():
    assert User.objects.count() == 0
    assert Group.objects.filter(name="Pilotage").exists()
