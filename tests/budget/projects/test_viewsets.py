"""The admin of projects and of commitments: acts go through the services."""

import pytest

from budget.projects.models import Commitment, Project
from tests.factories.contributions import ContributionFactory
from tests.factories.partners import PartnerFactory
from tests.factories.projects import CommitmentFactory, ProjectFactory

pytestmark = pytest.mark.django_db
EMPTY = {"into": "", "consent": "", "reason": ""}


def act_on(client, project, **typed):
    return client.post(f"/admin/project/edit/{project.pk}/", {**EMPTY, **typed})


def test_an_assessor_and_a_manager_receive_projects(client, bastien, ondine):
    project = ProjectFactory(title="Garer son vélo")
    client.force_login(bastien)
    assert "Garer son vélo" in client.get("/admin/project/").content.decode()
    assert client.get(f"/admin/project/edit/{project.pk}/").status_code == 200
    assert act_on(client, project, act="receive").status_code == 302
    client.force_login(ondine)
    act_on(client, project, act="begin", reason="Voirie")
    project.refresh_from_db()
    assert project.state == "under_assessment"


def test_a_manager_merges_with_the_consent_of_the_authors(client, ondine):
    project = ProjectFactory()
    into = ProjectFactory(campaign=project.campaign)
    consent = ContributionFactory(campaign=project.campaign, reference="A6-T3-N1")
    client.force_login(ondine)

    assert list(act_on(client, project, act="merge").context["form"].errors) == ["into"]
    refused = act_on(client, project, act="merge", into=into.pk)
    assert list(refused.context["form"].errors) == ["reason"]
    assert act_on(client, project, act="merge", into=into.pk, consent="A6-T3-N1").status_code == 302

    project.refresh_from_db()
    assert (project.merged_into, project.merge_consent) == (into, consent)


def test_an_assessor_does_not_merge(client, bastien):
    project = ProjectFactory()
    into = ProjectFactory(campaign=project.campaign)
    client.force_login(bastien)
    response = act_on(client, project, act="merge", into=into.pk, reason="Même place")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    project.refresh_from_db()
    assert project.state == "submitted"


def test_nobody_adds_or_deletes_a_project_by_hand(client, ondine):
    ondine.is_superuser = True
    ondine.save()
    project = ProjectFactory()
    client.force_login(ondine)
    for address in ("/admin/project/new/", f"/admin/project/delete/{project.pk}/"):
        assert client.post(address).status_code == 302
    assert Project.objects.get() == project
    assert client.get(f"/admin/project/inspect/{project.pk}/").status_code == 200


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "marius"])
def test_others_are_kept_out(request, client, name):
    project, commitment = ProjectFactory(), CommitmentFactory()
    client.force_login(request.getfixturevalue(name))
    act_on(client, project, act="receive")
    client.post(
        f"/admin/commitment/edit/{commitment.pk}/", {"state": "confirmed", "evidence": "", "reason": ""}
    )
    project.refresh_from_db()
    commitment.refresh_from_db()
    assert (project.state, commitment.state) == ("submitted", "proposed")


def test_a_manager_keys_a_promise_and_says_what_became_of_it(client, ondine):
    partner, project = PartnerFactory(), ProjectFactory()
    client.force_login(ondine)
    typed = {
        "partner": partner.pk,
        "project": "",
        "objective": "",
        "quantity": "15 vélos",
        "due_on": "2027-06-12",
        "evidence": "",
    }
    assert client.get("/admin/commitment/new/").status_code == 200
    refused = client.post("/admin/commitment/new/", typed)
    assert refused.context["form"].non_field_errors()
    assert client.post("/admin/commitment/new/", {**typed, "project": project.pk}).status_code == 302
    promise = Commitment.objects.get()
    address = f"/admin/commitment/edit/{promise.pk}/"
    assert client.get(address).status_code == 200

    for state, evidence, reason in (
        ("confirmed", "Délibération", ""),
        ("late", "", "Livraison retardée"),
        ("kept", "15 vélos comptés", ""),
    ):
        sent = {"state": state, "evidence": evidence, "reason": reason}
        assert client.post(address, sent).status_code == 302
        promise.refresh_from_db()
        assert promise.state == state
    refused = client.post(address, {"state": "withdrawn", "evidence": "", "reason": "Trop tard"})
    assert refused.context["form"].non_field_errors()
    promise.refresh_from_db()
    assert (promise.state, promise.evidence) == ("kept", "15 vélos comptés")
