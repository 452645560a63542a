import pytest

from budget.campaigns.models import Campaign, Phase
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db
FORM = {"title": "Budget 2027", "title_en": "", "code": "BP2027", "slug": "bp2027", "total_cents": "240000000",
        "currency": "EUR", "min_age": "11", "is_public": "on"}  # fmt: skip


def test_a_manager_creates_a_campaign_in_the_admin(client, ondine):
    client.force_login(ondine)
    response = client.post("/admin/campaign/new/", FORM)
    assert response.status_code == 302
    assert Campaign.objects.get().code == "BP2027"


def test_a_refusal_keeps_what_was_typed(client, ondine):
    campaign = CampaignFactory()
    client.force_login(ondine)
    typed = {"campaign": campaign.pk, "kind": "vote", "title": "Voter enfin", "title_en": "",
             "opens_at": "2026-12-02 00:00", "closes_at": "2026-12-01 00:00"}  # fmt: skip
    response = client.post("/admin/phase/new/", typed)
    assert response.status_code == 200
    assert "closes_at" in response.context["form"].errors
    assert "Voter enfin" in response.content.decode()
    assert Phase.objects.count() == 0


@pytest.mark.parametrize("name", ["salome", "capucine", "bastien", "marius"])
def test_others_are_kept_out(name, client, request):
    client.force_login(request.getfixturevalue(name))
    assert client.post("/admin/campaign/new/", FORM).status_code == 302
    assert Campaign.objects.count() == 0
