"""Two projects become one, with consent or for a reason, and nothing is lost."""

import pytest
from django.db import connection

from budget.contributions.models import LineageEdge
from budget.contributions.queries import origins_of
from budget.journal.models import JournalEntry
from budget.projects import queries, services
from budget.projects.services import ProjectError
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    campaign = CampaignFactory()
    return (
        ProjectFactory(campaign=campaign, reference="P33", title="Une cour fraîche"),
        ProjectFactory(campaign=campaign, reference="P06", title="Cinq cours d'ombre", state="fit"),
    )


def test_with_the_consent_of_the_authors(pair, ondine, now):
    source, into = pair
    consent = ContributionFactory(campaign=into.campaign, reference="A6-T3-N1")

    merged = services.merge_projects(source=source, into=into, actor=ondine, consent=consent, now=now)

    assert (merged.state, merged.merged_into, merged.merge_consent) == ("merged", into, consent)
    edge = LineageEdge.objects.get()
    assert (edge.source_project, edge.target_project, edge.kind) == (source, into, "merged")
    entry = JournalEntry.objects.get(action="merge_projects")
    assert (entry.object_ref, entry.detail["into"], entry.detail["consent"]) == ("P33", "P06", "A6-T3-N1")


def test_or_for_a_stated_reason_and_never_without_either(pair, ondine, now):
    source, into = pair
    with pytest.raises(ProjectError) as refused:
        services.merge_projects(source=source, into=into, actor=ondine, reason=" ", now=now)
    assert refused.value.field == "reason"
    source.refresh_from_db()
    assert (source.state, LineageEdge.objects.count()) == ("submitted", 0)

    services.merge_projects(source=source, into=into, actor=ondine, reason="Même cour.", now=now)
    assert LineageEdge.objects.get().reason == "Même cour."


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius", "thelma"])
def test_only_managers_merge(request, pair, now, name):
    source, into = pair
    actor = request.getfixturevalue(name)
    with pytest.raises(ProjectError):
        services.merge_projects(source=source, into=into, actor=actor, reason="x", now=now)
    source.refresh_from_db()
    assert source.state == "submitted"


def test_the_other_project_is_another_one_of_the_same_campaign_and_still_open(pair, ondine, now):
    source, into = pair
    gone = ProjectFactory(campaign=into.campaign, state="merged", merged_into=into)
    voted = ProjectFactory(campaign=into.campaign, state="on_ballot")
    for other in (source, ProjectFactory(), gone, voted):
        with pytest.raises(ProjectError) as refused:
            services.merge_projects(source=source, into=other, actor=ondine, reason="x", now=now)
        assert refused.value.field == "into"
    assert not LineageEdge.objects.exists()


def test_what_led_to_the_one_now_leads_to_the_other(pair, ondine, salome, now):
    source, into = pair
    said = ContributionFactory(campaign=into.campaign, reference="C08", state="became_project")
    LineageEdge.objects.create(
        source_contribution=said, target_project=source, kind="became", drawn_by=salome, drawn_at=now
    )
    services.merge_projects(source=source, into=into, actor=ondine, reason="Même cour.", now=now)

    assert [origin.reference for origin in origins_of(into).contributions] == ["C08"]
    page = queries.project_page(into.campaign, "P06")
    assert [(s.contribution.reference, s.via.reference) for s in page.sources] == [("C08", "P33")]
    assert page.origins == []
    assert queries.project_page(into.campaign, "P33").project.merged_into == into


def test_chains_of_merges_never_close_a_circle(pair, ondine, now):
    source, into = pair
    third = ProjectFactory(campaign=into.campaign, reference="P34")
    services.merge_projects(source=source, into=into, actor=ondine, reason="x", now=now)
    services.merge_projects(source=into, into=third, actor=ondine, reason="x", now=now)
    with pytest.raises(ProjectError):
        services.merge_projects(source=third, into=source, actor=ondine, reason="x", now=now)
    assert [p.reference for p in origins_of(third).projects] == ["P33", "P06"]


def test_an_edge_is_never_rewritten(pair, ondine, now):
    source, into = pair
    services.merge_projects(source=source, into=into, actor=ondine, reason="x", now=now)
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM budget_lineageedge")
