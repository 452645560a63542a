"""The admin of the strategic plan."""

import pytest

from budget.plan.models import Amendment, Axis, Objective
from tests.factories.contributions import ContributionFactory
from tests.factories.plan import AxisFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db


def test_a_manager_writes_and_corrects_the_plan(client, ondine):
    client.force_login(ondine)
    assert (
        client.post("/admin/axis/new/", {"code": "A1", "title": "La rivère", "title_en": ""}).status_code
        == 302
    )
    axis = Axis.objects.get()
    client.post(
        f"/admin/axis/edit/{axis.pk}/", {"code": "A1", "title": "La rivière", "title_en": "The river"}
    )
    axis.refresh_from_db()
    assert (axis.title, axis.title_en) == ("La rivière", "The river")

    typed = {"axis": axis.pk, "code": "O1.1", "text": "Rendre les berges", "text_en": ""}
    client.post("/admin/objective/new/", typed)
    objective = Objective.objects.get()
    client.post(f"/admin/objective/edit/{objective.pk}/", {**typed, "text": "Rendre les berges accessibles"})
    objective.refresh_from_db()
    assert (objective.axis, objective.text) == (axis, "Rendre les berges accessibles")


def test_an_amendment_is_adopted_with_its_sources(client, ondine):
    objective, said = ObjectiveFactory(), ContributionFactory(reference="C03")
    client.force_login(ondine)
    typed = {
        "objective": objective.pk,
        "added": "à toutes et à tous",
        "campaign": said.campaign.pk,
        "references": "C03, C99",
        "text": "",
    }
    assert client.get("/admin/amendment/new/").status_code == 200
    refused = client.post("/admin/amendment/new/", typed)
    assert list(refused.context["form"].errors) == ["references"]
    assert "C99" in str(refused.context["form"].errors)

    assert client.post("/admin/amendment/new/", {**typed, "references": "c03"}).status_code == 302

    amendment = Amendment.objects.get()
    assert list(amendment.sources.all()) == [said]
    assert amendment.objective.text == "Rendre les berges accessibles à toutes et à tous"
    assert client.get(f"/admin/amendment/inspect/{amendment.pk}/").status_code == 200
    assert client.get(f"/admin/amendment/edit/{amendment.pk}/").status_code == 302


@pytest.mark.parametrize("name", ["salome", "capucine", "bastien", "marius"])
def test_others_are_kept_out(request, client, name):
    axis = AxisFactory(title="La rivière")
    client.force_login(request.getfixturevalue(name))
    client.post(f"/admin/axis/edit/{axis.pk}/", {"code": axis.code, "title": "Volé", "title_en": ""})
    client.post("/admin/axis/new/", {"code": "Z", "title": "Volé", "title_en": ""})
    assert list(Axis.objects.values_list("title", flat=True)) == ["La rivière"]
