"""Points on the map: light, in the city, the same as the list; tiles only from a named server."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import ContributionState, Nature
from budget.contributions.models import Contribution
from budget.contributions.services import ContributionError, contribute, erase
from budget.rules import clock
from portal import env
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[-0.97, 47.72], [-0.89, 47.72], [-0.89, 47.76], [-0.97, 47.72]]],
}


@pytest.fixture
def campaign():
    now = clock.now()
    campaign = CampaignFactory(slug="bp2026")
    PhaseFactory(
        campaign=campaign,
        kind=PhaseKind.IDEATION,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
    )
    return campaign


def test_two_thousand_points_in_three_queries_and_150_kilobytes(campaign, client):
    places = [DistrictFactory(code=f"Q{n}", outline=OUTLINE) for n in range(6)]
    Contribution.objects.bulk_create(
        [
            ContributionFactory.build(
                campaign=campaign,
                reference=f"A6-T2-N{n}",
                title=f"Éclairer l'allée numéro {n} jusqu'à l'arrêt",
                district=places[n % 6],
                latitude=47.72 + n / 50_000 + 0.000001234,
                longitude=-0.95 + n / 50_000 + 0.000001234,
            )
            for n in range(2_101)
        ]
    )
    address = reverse("contributions:points", args=["bp2026"])
    assert count_queries(lambda: client.get(address)) <= 3
    assert (
        count_queries(lambda: client.get(f"{address}?q=allee+eclaire&district=Q1&theme=RIEN&sort=supported"))
        <= 3
    )
    answer = client.get(address)
    assert answer["Content-Type"] == "application/geo+json"
    assert len(answer.content) <= 150_000
    features = json.loads(answer.content)["features"]
    assert [feature["properties"]["district"] for feature in features] == [f"Q{n}" for n in range(6)]
    assert sum(len(feature["geometry"]["coordinates"]) for feature in features) == 2_000
    for feature in features:
        assert len(feature["geometry"]["coordinates"]) == len(feature["properties"]["references"])


def test_the_map_says_what_the_list_says(campaign, client):
    place = DistrictFactory(code="TAN", outline=OUTLINE)
    point = {"campaign": campaign, "district": place, "latitude": 47.73, "longitude": -0.92}
    ContributionFactory(reference="C1", title="Un banc", **point)
    ContributionFactory(reference="C2", title="Un pré", text="Fauché tard.", **point)
    ContributionFactory(
        reference="C3", title="Un banc", state=ContributionState.HIDDEN, hidden_reason="Article 3", **point
    )
    ContributionFactory(reference="C4", title="Un banc", campaign=campaign, district=place)
    shown = client.get("/en/bp2026/contributions/?q=bancs&theme=NOWHERE&size=50&sort=newest&page=1")
    assert shown.context["points_url"] == "/en/bp2026/contributions/points.geojson?q=bancs&sort=newest"
    html = shown.content.decode()
    assert "One of the contributions of the list is placed at a point." in html
    assert 'href="?q=bancs&amp;theme=NOWHERE&amp;size=50&amp;sort=newest&amp;district=TAN"' in html
    assert html.count('class="idea" id="C') == 2
    (feature,) = json.loads(client.get(f"{shown.context['points_url']}&district=TAN").content)["features"]
    assert feature["properties"] == {"district": "TAN", "references": ["C1"], "titles": ["Un banc"]}
    assert feature["geometry"] == {"type": "MultiPoint", "coordinates": [[-0.92, 47.73]]}


@pytest.mark.parametrize("point", [(48.9, 2.3), (47.73, None), (None, -0.92), (float("nan"), -0.92)])
def test_a_point_outside_the_city_or_half_a_point_is_refused(point, campaign, salome):
    DistrictFactory(outline=OUTLINE)
    with pytest.raises(ContributionError, match=r"district is enough|quartier suffit"):
        say(campaign, salome, *point)


def test_a_point_is_kept_until_its_contribution_is_erased(campaign, salome):
    DistrictFactory(outline=OUTLINE)
    said = say(campaign, salome, 47.73, -0.92)
    assert (said.latitude, said.longitude) == (47.73, -0.92)
    erase(contribution=said, actor=salome, now=clock.now())
    said.refresh_from_db()
    assert (said.latitude, said.longitude) == (None, None)


def say(campaign, person, latitude, longitude):
    return contribute(
        campaign=campaign,
        nature=Nature.IDEA,
        channel="web",
        title="Un banc",
        text="À l'ombre.",
        actor=person,
        latitude=latitude,
        longitude=longitude,
        now=clock.now(),
    )


def test_tiles_come_from_one_https_server_or_from_none():
    assert env.tile_servers("") == []
    assert env.tile_servers("https://tiles.example.org:8080/a/{z}/{x}/{y}.png") == [
        "https://tiles.example.org:8080"
    ]
    for address in ("http://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org/", "*"):
        with pytest.raises(ImproperlyConfigured, match="MAP_TILES_URL"):
            env.tile_servers(address)


def test_no_page_names_another_host_unless_a_server_is_set(campaign, client, settings):
    place = DistrictFactory(outline=OUTLINE)
    ContributionFactory(campaign=campaign, district=place, latitude=47.73, longitude=-0.92)
    assert "data-tiles" not in client.get("/en/bp2026/contributions/").content.decode()
    settings.MAP_TILES_URL = "https://tiles.example.org/{z}/{x}/{y}.png"
    assert (
        'data-tiles="https://tiles.example.org/{z}/{x}/{y}.png"'
        in client.get("/en/bp2026/contributions/").content.decode()
    )


class TestAlreadySaid:
    def test_live_a_fragment_and_without_javascript_a_step_that_keeps_every_word(self, campaign, client):
        ContributionFactory(campaign=campaign, title="Un toboggan <b>", text="Près du lavoir.")
        ContributionFactory.create_batch(20, campaign=campaign)
        typed = {"title": "Toboggan", "text": "un toboggan au lavoir"}
        live = client.post("/en/bp2026/contributions/deja-dit/", typed).content.decode()
        assert "<mark>toboggan</mark> &lt;b&gt;" in live
        assert "<html" not in live
        step = client.post(
            "/en/bp2026/contributions/nouvelle/", {**typed, "nature": "question", "check": "1"}
        )
        html = step.content.decode()
        assert "<mark>toboggan</mark> &lt;b&gt;" in html
        assert 'value="Toboggan"' in html
        assert "un toboggan au lavoir</textarea>" in html
        assert "error-summary" not in html
        assert Contribution.objects.filter(title="Toboggan").count() == 0
        nothing = client.post("/en/bp2026/contributions/nouvelle/", {"title": "Zeppelin rouge", "check": "1"})
        assert "Nothing published looks like it" in nothing.content.decode()
        assert (
            client.post("/en/bp2026/contributions/deja-dit/", {"title": "Zeppelin rouge"}).content.strip()
            == b""
        )
        assert client.get("/en/bp2026/contributions/deja-dit/").status_code == 405
