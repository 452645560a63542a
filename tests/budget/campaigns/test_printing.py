"""The staff's screen of what was printed: what is stale, replacing it, keeping it with a reason."""

from datetime import timedelta

import pytest

from budget.campaigns.choices import DerivativeState
from budget.campaigns.models import Derivative
from budget.campaigns.services import publish_base_document, register_derivative
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SCREEN = "/admin/derivatives/"


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr("budget.campaigns.viewsets.printing.now", lambda: NOON)


@pytest.fixture
def campaign():
    return CampaignFactory(is_current=True)


def publish(campaign, text, note, at):
    return publish_base_document(
        campaign=campaign, title="Le socle", lines=[text], note=note, actor=None, now=at
    )


@pytest.fixture
def guide(campaign):
    """A voter guide made from the first of two revisions."""
    publish(campaign, "2 400 euros.", "", NOON - 2 * DAY)
    guide = register_derivative(
        campaign=campaign, kind="guide", title="Guide du vote, A5", actor=None, now=NOON - DAY
    )
    publish(campaign, "2 600 euros.", "Le prix des bancs a monté.", NOON - DAY)
    return guide


@pytest.mark.parametrize("name", ["ondine", "capucine"])
def test_what_is_stale_says_what_has_changed_since(client, request, guide, name):
    client.force_login(request.getfixturevalue(name))

    html = client.get(SCREEN).content.decode()

    assert "1 document à réimprimer" in html
    assert "Guide du vote, A5" in html
    assert "Le prix des bancs a monté." in html


def test_it_is_printed_again(client, ondine, guide):
    client.force_login(ondine)

    told = client.post(f"{SCREEN}{guide.pk}/replace/", follow=True).content.decode()

    assert "est maintenant tiré de la version 2" in told
    assert "0 document à réimprimer" in told
    assert Derivative.objects.get(state=DerivativeState.IN_USE).revision.number == 2


def test_it_is_kept_with_a_reason_and_without_one_the_screen_says_why_not(client, ondine, guide):
    client.force_login(ondine)

    refused = client.post(f"{SCREEN}{guide.pk}/hold/", {"reason": " "})
    client.post(f"{SCREEN}{guide.pk}/hold/", {"reason": "Il ne cite aucun prix."})

    guide.refresh_from_db()
    assert refused.status_code == 400
    assert "Écrivez pourquoi ces exemplaires" in refused.content.decode()
    assert (guide.state, guide.reason) == (DerivativeState.HELD, "Il ne cite aucun prix.")


def test_a_document_printed_elsewhere_is_added_by_hand(client, ondine, campaign, guide):
    first = guide.revision.pk
    client.force_login(ondine)
    typed = {"kind": "poster", "title": "Affiche A2", "revision": first, "printed_on": "2026-11-30"}

    refused = client.post(f"{SCREEN}register/", typed)
    client.post(f"{SCREEN}register/", {**typed, "printed_on": "2026-11-20"})

    assert refused.status_code == 400
    assert "Affiche A2" in refused.content.decode()
    assert list(refused.context["form"].errors) == ["printed_on"]
    assert Derivative.objects.get(kind="poster").printed_at.date().isoformat() == "2026-11-19"


def test_others_are_kept_out(client, marius, guide):
    client.force_login(marius)

    assert client.get(SCREEN).status_code == 302


def test_without_a_revision_the_screen_says_what_comes_first(client, ondine, campaign):
    client.force_login(ondine)

    assert "n’a pas encore de version" in client.get(SCREEN).content.decode()
    assert client.post(f"{SCREEN}register/", {}).status_code == 400


def test_the_screen_takes_the_same_queries_with_one_document_or_two_hundred(client, ondine, campaign, guide):
    client.force_login(ondine)
    few = count_queries(lambda: client.get(SCREEN))
    Derivative.objects.bulk_create(
        Derivative(
            campaign=campaign,
            kind="poster",
            title=f"Affiche {n}",
            revision=guide.revision,
            registered_at=NOON,
        )
        for n in range(199)
    )

    assert count_queries(lambda: client.get(SCREEN)) == few
