import pytest
from django.db import IntegrityError

from portal.models import User

pytestmark = pytest.mark.django_db


def test_an_account_is_found_whatever_the_capitals_of_its_address():
    amina = User.objects.create_user("Amina@Rivelune.example")

    assert amina.email == "amina@rivelune.example"
    assert User.objects.get_by_natural_key("AMINA@rivelune.EXAMPLE") == amina


def test_the_database_refuses_a_second_account_that_differs_by_its_capitals_only():
    User.objects.create_user("amina@rivelune.example")

    with pytest.raises(IntegrityError, match="one_account_per_email_whatever_its_capitals"):
        User.objects.create(email="AMINA@rivelune.example")


def test_an_account_without_a_password_cannot_sign_in_with_one():
    amina = User.objects.create_user("amina@rivelune.example")

    assert amina.has_usable_password() is False


def test_the_name_shown_is_never_the_address():
    assert "@" not in str(User(pk=7, email="amina@rivelune.example"))
    assert User(email="amina@rivelune.example", display_name="Amina").get_full_name() == "Amina"
