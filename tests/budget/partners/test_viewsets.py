"""The admin of organisations."""

import pytest

from budget.partners.choices import PartnerState
from tests.factories.partners import PartnerFactory

pytestmark = pytest.mark.django_db
ADMIN = "/admin/partner/"


@pytest.fixture
def asked():
    return PartnerFactory(name="Les Jardins Suspendus", state=PartnerState.REQUESTED)


def test_a_manager_validates_a_profile(client, ondine, asked):
    client.force_login(ondine)
    assert "Les Jardins Suspendus" in client.get(ADMIN).content.decode()
    assert client.get(f"{ADMIN}edit/{asked.pk}/").status_code == 200
    response = client.post(f"{ADMIN}edit/{asked.pk}/", {"decision": "validate", "reason": ""})
    assert response.status_code == 302
    asked.refresh_from_db()
    assert asked.state == PartnerState.VALIDATED


def test_a_refusal_without_a_reason_keeps_what_was_typed(client, ondine, asked):
    client.force_login(ondine)
    response = client.post(f"{ADMIN}edit/{asked.pk}/", {"decision": "refuse", "reason": " "})
    assert list(response.context["form"].errors) == ["reason"]
    client.post(f"{ADMIN}edit/{asked.pk}/", {"decision": "refuse", "reason": "Aucun statut."})
    asked.refresh_from_db()
    assert (asked.state, asked.decision_reason) == ("refused", "Aucun statut.")


def test_nobody_adds_or_deletes_a_profile_by_hand(client, ondine, asked):
    ondine.is_superuser = True
    ondine.save()
    client.force_login(ondine)
    for address in (f"{ADMIN}new/", f"{ADMIN}delete/{asked.pk}/"):
        assert client.get(address).status_code == 302
    assert client.get(f"{ADMIN}inspect/{asked.pk}/").status_code == 200


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius"])
def test_others_are_kept_out(request, client, asked, name):
    client.force_login(request.getfixturevalue(name))
    client.post(f"{ADMIN}edit/{asked.pk}/", {"decision": "validate", "reason": ""})
    asked.refresh_from_db()
    assert asked.state == PartnerState.REQUESTED
