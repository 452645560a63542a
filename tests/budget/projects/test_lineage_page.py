"""P06 lists exactly what it comes from, by channel and by date; C08 says what it became, through P33."""

from datetime import timedelta

import pytest

from budget.contributions.queries import upstream
from budget.contributions.services import draw_edge
from budget.projects import services
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workshops import TableFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(ondine):
    """Two collectives, one written petition, four notes of two workshops; the petition's project joins the other."""
    campaign = CampaignFactory(slug="bp2026")
    PhaseFactory(campaign=campaign)
    cours = ProjectFactory(campaign=campaign, reference="P06", title="Cinq cours d'ombre", state="fit")
    joined = ProjectFactory(campaign=campaign, reference="P33", title="Une cour fraîche")
    tables = {
        name: TableFactory(workshop__campaign=campaign, workshop__reference=name, number=1)
        for name in ("A1", "A6")
    }
    said = {"C07": "web", "C09": "phone", "A1-T2-N2": "workshop", "A6-T1-N1": "workshop"}
    said |= {"A6-T1-N2": "workshop", "A6-T3-N1": "workshop", "C08": "paper"}
    for day, (reference, channel) in enumerate(said.items()):
        table = tables[reference[:2]] if channel == "workshop" else None
        one = ContributionFactory(
            campaign=campaign,
            reference=reference,
            channel=channel,
            table=table,
            note_number=day if table else None,
            title=f"Titre de {reference}",
            said_at=NOON - timedelta(days=90 - day),
        )
        draw_edge(
            source=one, target=joined if reference == "C08" else cours, kind="became", actor=None, now=NOON
        )
    services.merge_projects(source=joined, into=cours, actor=ondine, reason="Même école.", now=NOON)
    return campaign, cours


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_p06_lists_exactly_its_sources_by_channel_with_dates(client, city, django_assert_num_queries):
    _campaign, cours = city
    with django_assert_num_queries(1):
        walk = upstream(cours)
    by_channel = [
        (channel, [branch.item.node.reference for branch in branches])
        for channel, branches in walk.by_channel
    ]
    assert by_channel == [
        ("web", ["C07"]),
        ("workshop", ["A1-T2-N2", "A6-T1-N1", "A6-T1-N2", "A6-T3-N1"]),
        ("phone", ["C09"]),
        (None, ["P33"]),
    ]
    [(_none, [joined])] = walk.by_channel[-1:]
    assert [branch.item.node.reference for branch in joined.branches] == ["C08"]
    page = read(client, "/fr/bp2026/projets/P06/filiation/")
    assert page.count('class="lineage-tree__item"') == 8
    for words in ("26 août 2026, C07. Devenue P06 le 24 novembre 2026.", "Projets réunis", "A rejoint P06"):
        assert words in page
    assert count_queries(lambda: client.get("/fr/bp2026/projets/P06/filiation/")) <= 12


def test_c08_says_what_it_became_and_p33_when_and_why_it_was_joined(client, city):
    page = read(client, "/fr/bp2026/contributions/C08/")
    assert "Devenue P33, réunie à P06." in page
    page = read(client, "/fr/bp2026/projets/P33/")
    assert ("Réuni le 24 novembre 2026." in page, "Même école." in page) == (True, True)
    assert client.get("/fr/bp2026/projets/P99/filiation/").status_code == 404
