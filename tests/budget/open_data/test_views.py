"""The catalogue, its tables, and the ballots of each envelope."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, ContributionState, EdgeKind, Nature
from budget.contributions.models import LineageEdge
from budget.open_data.queries import DATASETS
from budget.projects.choices import ProjectState
from budget.rules import pabulib
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.projects import ProjectFactory
from tests.factories.results import closed_vote, published, published_vote_of_ours
from tests.factories.workshops import TableFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def table(client, campaign, code):
    response = client.get(reverse("open_data:table", args=[campaign.slug, code]))
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_the_catalogue_describes_every_column_of_every_table(client):
    html = client.get(f"/en/{published().slug}/donnees/").content.decode()
    for dataset in DATASETS.values():
        assert str(dataset.title) in html
        for column, meaning in dataset.columns.items():
            assert f"<dt><code>{column}</code></dt><dd>{str(meaning)[:20]}" in html.replace("&#x27;", "'")


@pytest.mark.parametrize("code", DATASETS)
def test_each_table_has_exactly_the_columns_it_documents(code, client):
    campaign = published()
    AnswerFactory(target=ContributionFactory(campaign=campaign))
    rows = table(client, campaign, code)
    assert all(list(row) == list(DATASETS[code].columns) for row in rows)
    assert (code == "lineage-edges") == (rows == [])


def test_contributions_carry_their_provenance_and_no_person(client, salome, capucine):
    campaign = CampaignFactory()
    seat = TableFactory(workshop__campaign=campaign, workshop__reference="A2", number=2)
    idea = ContributionFactory(
        campaign=campaign, reference="C04", author=salome, author_label="Salomé R.", title="La nuit"
    )
    ContributionFactory(
        campaign=campaign,
        reference="A2-T2-N1",
        target=idea,
        nature=Nature.AGAINST,
        channel=Channel.WORKSHOP,
        table=seat,
        note_number=1,
        fidelity="verbatim",
        is_read_back=True,
        entered_by=capucine,
        title="",
        said_at=NOON + timedelta(minutes=1),
    )
    ContributionFactory(campaign=campaign, state=ContributionState.RECEIVED, published_at=None)
    ContributionFactory()
    first, second = table(client, campaign, "contributions")
    assert (first["reference"], first["channel"], first["entered_by_city"]) == ("C04", "web", "no")
    assert (second["target"], second["workshop"], second["table"], second["note"]) == ("C04", "A2", "2", "1")
    assert (second["fidelity"], second["read_back"], second["entered_by_city"]) == ("verbatim", "yes", "yes")
    text = str([first, second])
    for person in (salome, capucine):
        assert person.email not in text
        assert person.display_name not in text
    assert "Salomé" not in text


def test_a_hidden_contribution_is_not_even_named_as_a_target(client):
    campaign = CampaignFactory()
    hidden = ContributionFactory(
        campaign=campaign, reference="C66", state=ContributionState.HIDDEN, hidden_reason="Article 3"
    )
    AnswerFactory(target=hidden)
    [answer] = table(client, campaign, "contributions")
    assert answer["target"] == ""


def test_projects_but_drafts(client):
    campaign = CampaignFactory()
    ProjectFactory(
        campaign=campaign, reference="P06", title="=Cinq cours d'ombre", state=ProjectState.ON_BALLOT
    )
    ProjectFactory(campaign=campaign, state=ProjectState.DRAFT)
    [row] = table(client, campaign, "projects")
    assert (row["reference"], row["title"], row["state"]) == ("P06", "'=Cinq cours d'ombre", "on_ballot")
    assert (row["cost_cents"], row["currency"], row["spent_cents"]) == ("6200000", "EUR", "")


def test_lineage_links_what_everyone_may_see(client):
    campaign = CampaignFactory()
    idea = ContributionFactory(campaign=campaign, reference="C07")
    hidden = ContributionFactory(campaign=campaign, state=ContributionState.HIDDEN, hidden_reason="Article 3")
    project = ProjectFactory(campaign=campaign, reference="P06")
    draft = ProjectFactory(campaign=campaign, state=ProjectState.DRAFT)

    def draw(source, target, **fields):
        fields = {"kind": EdgeKind.BECAME, "drawn_at": NOON, **fields}
        return LineageEdge.objects.create(source_contribution=source, target_project=target, **fields)

    edge = draw(idea, project)
    draw(hidden, project)
    draw(idea, draft)
    undone = draw(idea, project, kind=EdgeKind.REVOKED, revokes=edge, reason="Erreur de saisie")
    first, second = table(client, campaign, "lineage-edges")
    assert (first["source"], first["target"], first["kind"]) == ("C07", "P06", "became")
    assert (second["number"], second["revokes"], second["reason"]) == (
        str(undone.pk),
        str(edge.pk),
        "Erreur de saisie",
    )
    assert [row["reference"] for row in table(client, campaign, "lineage-nodes")] == ["C07", "P06"]


@pytest.mark.parametrize("cell", ["=1+1", "+33 6", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", " =1"])
def test_no_table_holds_a_formula(cell, client):
    campaign = CampaignFactory()
    contribution = ContributionFactory(campaign=campaign, title=cell, text=cell)
    project = ProjectFactory(campaign=campaign, title=cell, summary=cell, place=cell)
    LineageEdge.objects.create(
        source_contribution=contribution,
        target_project=project,
        kind=EdgeKind.BECAME,
        reason=cell,
        drawn_at=NOON,
    )
    for code in ("projects", "contributions", "lineage-nodes", "lineage-edges"):
        typed = [value for row in table(client, campaign, code) for value in row.values() if cell in value]
        assert typed
        assert all(value == f"'{cell}" for value in typed)


def test_a_table_takes_the_same_queries_whatever_its_rows(client):
    few, many = CampaignFactory.create_batch(2)
    for campaign, rows in ((few, 1), (many, 60)):
        published(
            campaign=campaign,
            projects=tuple((f"P{n}", f"Projet {n}", 10, n, 0, 0) for n in range(1, rows + 1)),
        )
        for idea in ContributionFactory.create_batch(rows, campaign=campaign):
            AnswerFactory(target=idea)
    for code in DATASETS:
        counts = [count_queries(lambda c=c, code=code: table(client, c, code)) for c in (few, many)]
        assert counts[0] == counts[1] <= 6


def test_the_ballots_of_an_envelope_count_again_to_the_same_winners(client):
    campaign = published()
    response = client.get(reverse("open_data:pabulib", args=[campaign.slug, "VIL"]))
    assert response["Content-Disposition"] == f'attachment; filename="{campaign.slug}-vil.pb"'
    election = pabulib.parse(response.content)
    assert (election.voters, election.unlisted_blanks) == (65, 2)
    assert election.official_winners == ("P02", "P06", "P01")
    assert election.ballot_columns == ()


def test_the_file_of_ballots_is_the_same_at_each_download(client):
    url = reverse("open_data:pabulib", args=[published().slug, "VIL"])
    assert client.get(url).content == client.get(url).content


def test_an_unknown_table_or_envelope_is_not_found(client):
    campaign = published()
    for name, code in (("table", "people"), ("pabulib", "TAN")):
        assert client.get(reverse(f"open_data:{name}", args=[campaign.slug, code])).status_code == 404


def test_too_few_ballots_are_not_published_one_by_one(client):
    projects = (("P1", "Un", 10, 5, 0, 0), ("P2", "Deux", 10, 2, 0, 0))
    campaign = published(projects=projects, ballots=[([("P1", 1)], "web")] * 9)
    assert client.get(reverse("open_data:pabulib", args=[campaign.slug, "VIL"])).status_code == 404
    html = client.get(f"/en/{campaign.slug}/donnees/").content.decode()
    assert "too few people voted there" in html
    assert "VIL.pb" not in html


def test_before_publication_results_and_ballots_are_not_there_and_the_pages_say_when(client):
    campaign = closed_vote()
    campaign.phases.filter(kind=PhaseKind.RESULTS).update(opens_at=NOON + timedelta(days=1))
    for url in (f"/en/{campaign.slug}/donnees/VIL.pb", f"/en/{campaign.slug}/donnees/results.csv"):
        response = client.get(url)
        assert response.status_code == 404
        assert "with the results, on Wednesday 25 November 2026" in response.content.decode()
    html = client.get(f"/en/{campaign.slug}/donnees/").content.decode()
    assert "Published on Wednesday 25 November 2026, not before." in html
    assert "results.csv" not in html


def test_nothing_of_a_private_campaign_is_published(client):
    campaign = published(campaign=CampaignFactory(is_public=False))
    for path in ("", "projects.csv", "VIL.pb", "results.csv"):
        assert client.get(f"/fr/{campaign.slug}/donnees/{path}").status_code == 404


@pytest.mark.parametrize("made", [published, closed_vote])
def test_the_catalogue_takes_the_same_queries_whatever_it_holds(made, client):
    few, many = (
        made(projects=tuple((f"P{n}", f"Projet {n}", 10, 1, 0, 0) for n in range(1, count + 1)))
        for count in (1, 200)
    )
    for _number in range(199):
        ContributionFactory(campaign=many)
    counts = [
        count_queries(lambda address=f"/fr/{campaign.slug}/donnees/": client.get(address))
        for campaign in (few, many)
    ]
    assert counts[0] == counts[1] <= 12


def test_a_vote_of_ours_goes_out_with_its_own_description_and_its_lot(client, ondine):
    campaign = published_vote_of_ours(ondine)
    for code, expected in (
        ("VIL", {"max_length": "5", "max_sum_cost": "900000"}),
        ("TAN", {"district": "Les Tanneries", "subunit": "Les Tanneries", "max_length": "2"}),
    ):
        url = reverse("open_data:pabulib", args=[campaign.slug, code])
        election = pabulib.parse(client.get(url).content)
        assert {key: election.meta[key] for key in expected} == expected
        assert election.meta["instance"] == campaign.code
        assert election.meta["vote_type"] == "approval"
        assert "(lot: " in election.meta["comment"]
        assert election.voters == 12
