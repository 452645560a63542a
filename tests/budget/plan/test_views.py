"""The plan as everyone reads it."""

import pytest

from budget.plan import services
from tests.factories.contributions import ContributionFactory
from tests.factories.plan import ObjectiveFactory
from tests.factories.projects import CommitmentFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_added_words_say_where_they_come_from(client, ondine, now, language):
    objective = ObjectiveFactory(
        code="O1.1",
        text="Rendre les berges accessibles",
        text_en="Open the banks",
        axis__title="Retrouver la rivière",
        axis__title_en="Back to the river",
    )
    source = ContributionFactory(reference="C03", title="Un ponton où l'on roule")
    services.adopt_amendment(
        objective=objective, added="fauteuils compris", sources=[source], actor=ondine, now=now
    )
    ProjectFactory(objective=objective, title="Visiter sans voir", state="on_ballot")
    ProjectFactory(objective=objective, title="Brochet refusé", state="refused")
    CommitmentFactory(project=None, objective=objective, quantity="relectures")

    response = client.get(f"/{language}/plan/")

    page = response.content.decode()
    assert response.status_code == 200
    assert "<ins>fauteuils compris</ins>" in page
    assert f"/{language}/{source.campaign.slug}/contributions/C03/" in page
    assert 'id="objectif-O1-1"' in page
    assert ("Back to the river" in page) is (language == "en")
    assert ("Retrouver la rivière" in page) is (language == "fr")
    assert "Visiter sans voir" in page
    assert "relectures" in page
    assert "Brochet" not in page
    assert not response.cookies


def test_an_empty_plan_says_so(client):
    assert "vide-brume" in client.get("/fr/plan/").content.decode()


@pytest.mark.parametrize("count", [1, 60])
def test_the_plan_takes_as_many_queries_with_one_objective_or_sixty(
    client, django_assert_max_num_queries, ondine, now, count
):
    first = ContributionFactory()
    for _ in range(count):
        objective = ObjectiveFactory()
        services.adopt_amendment(
            objective=objective,
            added="et partout",
            sources=[ContributionFactory(campaign=first.campaign)],
            actor=ondine,
            now=now,
        )
        ProjectFactory(objective=objective)
        CommitmentFactory(project=None, objective=objective)
    client.get("/fr/plan/")
    with django_assert_max_num_queries(12):
        client.get("/fr/plan/")
