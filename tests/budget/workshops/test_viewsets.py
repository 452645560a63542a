"""The admin of meetings, through the services."""

from datetime import datetime, timedelta

import pytest

from budget.rules import clock
from budget.workshops.choices import TeamRole, WorkshopState
from budget.workshops.models import Council, Registration, Workshop
from budget.workshops.services import register
from tests.cast import PARIS
from tests.factories.campaigns import CampaignFactory, DistrictFactory
from tests.factories.workshops import CouncilFactory, TableFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
LATER, HOUR = datetime(2099, 12, 3, 20, tzinfo=PARIS), timedelta(hours=1)


def typed(campaign, **changes):
    return {
        "campaign": campaign.pk,
        "kind": "walk",
        "title": "La nuit sur les berges",
        "starts_at": "2026-12-03 20:00",
        "ends_at": "2026-12-03 22:00",
        "venue": "Capitainerie",
        "address": "",
        "district": "",
        "council": "",
        "capacity": "30",
        "attended": "",
        "table_subjects": "La lumière\r\n\r\nLe ponton, et après",
        "programme": "20h00 départ",
        "access": "plain-pied\r\nboucle magnétique",
        "move_to": "",
        **changes,
    }


def test_a_manager_plans_a_meeting(client, ondine, capucine):
    client.force_login(ondine)
    campaign = CampaignFactory()
    response = client.post(
        "/admin/workshop/new/", typed(campaign, leads=[capucine.pk], takes_registrations="on", move_to="open")
    )
    assert response.status_code == 302
    meeting = Workshop.objects.get()
    assert (meeting.reference, meeting.state, meeting.access) == (
        "A1",
        WorkshopState.OPEN,
        ["plain-pied", "boucle magnétique"],
    )
    assert [t.subject for t in meeting.tables.order_by("number")] == ["La lumière", "Le ponton, et après"]
    assert [(member.user, member.role) for member in meeting.team.all()] == [(capucine, TeamRole.LEAD)]
    page = client.get(f"/admin/workshop/edit/{meeting.pk}/").content.decode()
    assert "Le ponton, et après" in page
    assert 'value="draft"' not in page
    assert "La nuit sur les berges" in client.get("/admin/workshop/").content.decode()


def test_a_person_has_one_role_and_more_places_are_given_at_once(client, ondine, capucine):
    client.force_login(ondine)
    meeting = WorkshopFactory(state=WorkshopState.OPEN, capacity=1, starts_at=LATER, ends_at=LATER + HOUR)
    first, second = (register(workshop=meeting, name=name, now=clock.now()) for name in ("Ana", "Bo"))
    address = f"/admin/workshop/edit/{meeting.pk}/"
    fields = {
        **typed(meeting.campaign, takes_registrations="on"),
        "starts_at": "2099-12-03 20:00",
        "ends_at": "2099-12-03 22:00",
    }
    refused = client.post(address, {**fields, "leads": [capucine.pk], "greeters": [capucine.pk]})
    assert "Capucine" in str(refused.context["form"].errors["greeters"])
    assert "capacity" in client.post(address, {**fields, "capacity": "0"}).context["form"].errors
    assert client.post(address, {**fields, "capacity": "2", "greeters": [capucine.pk]}).status_code == 302
    assert meeting.team.get().role == TeamRole.WELCOME
    assert [r.state for r in Registration.objects.order_by("id")] == ["seated", "seated"]
    assert (first.state, second.state) == ("seated", "waiting")


def test_a_refusal_keeps_what_was_typed(client, ondine):
    client.force_login(ondine)
    table = TableFactory(workshop=WorkshopFactory(state=WorkshopState.RUNNING))
    address = f"/admin/workshop/edit/{table.workshop_id}/"
    response = client.post(
        address, typed(table.workshop.campaign, title="Autre titre", move_to="closed", table_subjects="Un")
    )
    assert response.status_code == 200
    assert "Autre titre" in response.content.decode()
    assert Workshop.objects.get().title == table.workshop.title


def test_a_council_is_saved(client, ondine):
    client.force_login(ondine)
    fields = {"code": "CQ-TAN", "district": DistrictFactory().pk, "name": "Les Tanneries", "name_en": "",
              "rhythm": "mensuel", "partner": ""}  # fmt: skip
    assert client.post("/admin/council/new/", fields).status_code == 302
    assert Council.objects.get().name == "Les Tanneries"


@pytest.mark.parametrize("name", ["salome", "capucine", "bastien", "marius"])
def test_others_are_kept_out(name, client, request):
    council = CouncilFactory()
    client.force_login(request.getfixturevalue(name))
    client.post("/admin/workshop/new/", typed(CampaignFactory()))
    client.post(f"/admin/council/edit/{council.pk}/", {"name": "Pris"})
    assert Workshop.objects.count() == 0
    assert Council.objects.get().name == council.name
