"""The plan, and words that people add to it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from budget.contributions.choices import ContributionState
from budget.journal.models import JournalEntry
from budget.plan import queries, services
from budget.plan.models import Amendment
from budget.plan.services import PlanError
from tests.factories.contributions import ContributionFactory
from tests.factories.plan import AxisFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db


def test_managers_write_axes_and_objectives(ondine, now):
    axis = services.add_axis(code="A1", title="Retrouver la rivière", actor=ondine, now=now)
    objective = services.add_objective(
        axis=axis, code="O1.1", text="Rendre les berges accessibles", actor=ondine, now=now
    )

    assert str(axis) == "A1 Retrouver la rivière"
    assert str(objective) == "O1.1 Rendre les berges accessibles"
    for attempt in (
        lambda: services.add_axis(code="A1", title="Autre", actor=ondine, now=now),
        lambda: services.add_objective(axis=axis, code="O1.1", text="Autre", actor=ondine, now=now),
    ):
        with pytest.raises(PlanError) as refused:
            attempt()
        assert refused.value.field == "code"


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "marius", "thelma"])
def test_nobody_else_writes_the_plan(request, now, name):
    actor, objective, source = request.getfixturevalue(name), ObjectiveFactory(), ContributionFactory()
    attempts = (
        lambda: services.add_axis(code="Z", title="Z", actor=actor, now=now),
        lambda: services.add_objective(axis=objective.axis, code="Z", text="Z", actor=actor, now=now),
        lambda: services.adopt_amendment(
            objective=objective, added="Z", sources=[source], actor=actor, now=now
        ),
        lambda: services.add_axis(code="Z", title="Z", actor=AnonymousUser(), now=now),
    )
    for attempt in attempts:
        with pytest.raises(PlanError):
            attempt()
    assert not Amendment.objects.exists()


def test_an_amendment_joins_the_wording_and_names_its_sources(ondine, now):
    objective = ObjectiveFactory(text="Vivre avec les crues")
    web, room = ContributionFactory(reference="C01"), ContributionFactory(reference="A6-T2-N1")

    amendment = services.adopt_amendment(
        objective=objective, added=" et la chaleur ", sources=[web, room], actor=ondine, now=now
    )

    objective.refresh_from_db()
    assert objective.text == "Vivre avec les crues et la chaleur"
    assert (amendment.version, amendment.before, amendment.added) == (
        2,
        "Vivre avec les crues",
        "et la chaleur",
    )
    assert set(amendment.sources.all()) == {web, room}
    assert JournalEntry.objects.get(action="adopt_amendment").detail == {
        "version": 2,
        "added": "et la chaleur",
        "sources": ["C01", "A6-T2-N1"],
    }


def test_versions_follow_each_other_and_imports_give_theirs(ondine, now):
    objective, source = ObjectiveFactory(text="Faciliter les trajets"), ContributionFactory()

    def adopt(**changes):
        return services.adopt_amendment(
            objective=objective, added="Ajout", sources=[source], actor=ondine, now=now, **changes
        )

    born = adopt(version=1, before="", text="Né de la salle", text_en="Born in the room")
    objective.refresh_from_db()
    assert (born.before, objective.text, objective.text_en) == ("", "Né de la salle", "Born in the room")
    assert adopt().version == 2
    with pytest.raises(PlanError) as refused:
        adopt(version=2)
    assert refused.value.field == "version"


def test_an_amendment_without_a_source_or_without_words_is_refused(ondine, now):
    objective, source = ObjectiveFactory(), ContributionFactory()
    hidden = ContributionFactory(state=ContributionState.HIDDEN, hidden_reason="Article 3")
    cases = [("mots", [], "sources"), ("mots", [source, hidden], "sources"), ("  ", [source], "added")]
    for added, sources, field in cases:
        with pytest.raises(PlanError) as refused:
            services.adopt_amendment(objective=objective, added=added, sources=sources, actor=ondine, now=now)
        assert refused.value.field == field
    assert not Amendment.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.create(objective=objective, version=2, added="", accepted_at=now)


@pytest.mark.parametrize("count", [1, 60])
def test_the_plan_is_read_in_four_queries(django_assert_num_queries, ondine, now, count):
    axis = AxisFactory()
    for _ in range(count):
        services.adopt_amendment(
            objective=ObjectiveFactory(axis=axis),
            added="et partout",
            sources=[ContributionFactory()],
            actor=ondine,
            now=now,
        )
    with django_assert_num_queries(4):
        read = [
            (objective.label, amendment.added, source.campaign.slug)
            for axis in queries.plan_tree()
            for objective in axis.tree
            for amendment in objective.added
            for source in amendment.origins
        ]
    assert len(read) == count
    assert queries.objectives().count() == count
