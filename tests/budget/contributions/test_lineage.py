"""What came of what: append-only, without circles, readable both ways in one query."""

import random
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.db.utils import IntegrityError

from budget.contributions.choices import Channel, ContributionState, EdgeKind
from budget.contributions.models import LineageEdge
from budget.contributions.queries import becomings, descendants_of, origins_of
from budget.contributions.services import ContributionError, draw_edge, hide, revoke_edge
from budget.journal.models import JournalEntry
from budget.rules import lineage as rules
from tests.budget.contributions.projects import make_project
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.workshops import TableFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def project(campaign):
    return lambda reference, **fields: make_project(campaign, reference, **fields)


@pytest.fixture
def say(campaign):
    def say(reference, **fields):
        return ContributionFactory(campaign=campaign, reference=reference, **fields)

    return say


def draw(source, target, kind=EdgeKind.BECAME, actor=None, **more):
    return draw_edge(source=source, target=target, kind=kind, actor=actor, now=NOON, **more)


def test_a_project_lists_all_it_comes_from_and_each_source_says_what_it_became(
    project, say, campaign, django_assert_num_queries
):
    """P06, as in the demonstration: two written, four said at tables, and a project joined to it with its petition."""
    cours, joined = project("P06"), project("P33")
    table = TableFactory(workshop__campaign=campaign, workshop__title="Cours et fraîcheur", number=1)
    sources = [
        say("C07", said_at=NOON - timedelta(days=9)),
        say("C09", channel=Channel.PHONE, said_at=NOON - timedelta(days=8)),
        say("A6-T1-N1", channel=Channel.WORKSHOP, table=table, note_number=1),
        say("A6-T1-N2", channel=Channel.WORKSHOP, table=table, note_number=2),
    ]
    petition = say("C08", channel=Channel.PAPER, place="pétition", said_at=NOON - timedelta(days=7))
    say("C10")
    for source in sources:
        draw(source, cours)
    draw(petition, joined)
    draw(joined, cours, EdgeKind.MERGED)
    with django_assert_num_queries(1):
        origins = origins_of(cours)
    assert [origin.reference for origin in origins.contributions] == [
        "C07",
        "C09",
        "C08",
        "A6-T1-N1",
        "A6-T1-N2",
    ]
    assert [(p.reference, p.kind, p.leads_to) for p in origins.projects] == [("P33", "merged", "P06")]
    assert [(label, len(said)) for label, said in origins.by_channel] == [
        (Channel.WEB.label, 1),
        (Channel.WORKSHOP.label, 2),
        (Channel.PAPER.label, 1),
        (Channel.PHONE.label, 1),
    ]
    assert origins.counts == {"web": 1, "room": 2, "post": 2}
    c08 = origins.contributions[2]
    assert (c08.leads_to, c08.kind, c08.bank, c08.is_public) == ("P33", "became", "post", True)
    assert origins.contributions[3].provenance.endswith("Cours et fraîcheur")
    with django_assert_num_queries(1):
        steps = descendants_of(petition)
    assert [(s.kind, s.source, s.reference, s.is_project) for s in steps] == [
        ("became", "C08", "P33", True),
        ("merged", "P33", "P06", True),
    ]
    with django_assert_num_queries(1):
        found = becomings([source.pk for source in [*sources, petition]])
    assert {pk: (b.first.reference, b.project.reference, b.was_joined) for pk, b in found.items()} == {
        **{source.pk: ("P06", "P06", False) for source in sources},
        petition.pk: ("P33", "P06", True),
    }


def test_what_deepened_an_idea_is_upstream_of_what_it_became(project, say):
    first, deeper, berges = say("C01"), say("C02"), project("P11")
    draw(first, deeper, EdgeKind.DEEPENED)
    draw(deeper, berges)
    assert {origin.reference for origin in origins_of(berges).contributions} == {"C01", "C02"}
    assert becomings([first.pk])[first.pk].project.reference == "P11"
    assert becomings([]) == {}


def test_the_state_follows_the_edges_that_hold(project, say, ondine):
    idea = say("C01")
    edge = draw(idea, project("P01"), actor=ondine)
    assert idea.state == ContributionState.BECAME_PROJECT
    assert draw(idea, edge.target_project) == edge
    revoking = revoke_edge(edge=edge, actor=ondine, now=NOON, reason="Mauvais projet")
    idea.refresh_from_db()
    assert idea.state == ContributionState.PUBLISHED
    assert (revoking.kind, revoking.revokes, revoking.reason) == ("revoked", edge, "Mauvais projet")
    assert origins_of(edge.target_project).contributions == []
    assert descendants_of(idea) == []
    drawn_again = draw(idea, edge.target_project)
    assert drawn_again != edge
    lines = JournalEntry.objects.order_by("id").values_list("action", "object_ref", "detail")
    assert list(lines) == [
        ("lineage.drawn", "C01", {"kind": "became", "target": "P01"}),
        ("lineage.revoked", "C01", {"kind": "became", "target": "P01"}),
        ("lineage.drawn", "C01", {"kind": "became", "target": "P01"}),
    ]


def test_an_edge_is_taken_back_once_and_with_a_reason(project, say):
    edge = draw(say("C01"), project("P01"))
    with pytest.raises(ContributionError) as refusal:
        revoke_edge(edge=edge, actor=None, now=NOON, reason=" ")
    assert refusal.value.field == "reason"
    revoking = revoke_edge(edge=edge, actor=None, now=NOON, reason="Erreur")
    for gone in (edge, revoking):
        with pytest.raises(ContributionError):
            revoke_edge(edge=gone, actor=None, now=NOON, reason="Encore")


def test_what_is_hidden_stays_upstream_without_becoming_readable(project, say, marius):
    idea, berges = say("C01"), project("P11")
    draw(idea, berges)
    hide(contribution=idea, actor=marius, now=NOON, reason="Article 3")
    assert [(o.reference, o.is_public) for o in origins_of(berges).contributions] == [("C01", False)]
    draw(idea, project("P12"))
    idea.refresh_from_db()
    assert idea.state == ContributionState.HIDDEN


def test_a_circle_is_refused_and_shown(project, say):
    one, two, three = say("C01"), say("C02"), say("C03")
    draw(one, two, EdgeKind.DEEPENED)
    draw(two, three, EdgeKind.MERGED)
    with pytest.raises(ContributionError) as refusal:
        draw(three, one, EdgeKind.DEEPENED)
    assert "C01 → C02 → C03 → C01" in refusal.value.message
    with pytest.raises(ContributionError):
        draw(one, one, EdgeKind.DEEPENED)
    first, second = project("P01"), project("P02")
    draw(first, second, EdgeKind.MERGED)
    with pytest.raises(ContributionError) as refusal:
        draw(second, first, EdgeKind.MERGED)
    assert "P01 → P02 → P01" in refusal.value.message
    assert LineageEdge.objects.count() == 3


def test_only_ends_that_make_sense(project, say):
    idea, berges = say("C01"), project("P11")
    for source, target, kind in (
        (berges, idea, EdgeKind.BECAME),
        (idea, say("C02"), EdgeKind.BECAME),
        (idea, berges, EdgeKind.MERGED),
        (berges, idea, EdgeKind.DEEPENED),
        (idea, berges, EdgeKind.REVOKED),
    ):
        with pytest.raises(ContributionError):
            draw(source, target, kind)


@pytest.mark.parametrize(
    "change", [lambda edges: edges.update(drawn_at=F("drawn_at")), lambda edges: edges.delete()]
)
def test_the_database_keeps_every_edge(change, project, say):
    draw(say("C01"), project("P01"))
    edges = LineageEdge.objects.all()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change(edges)
    assert edges.count() == 1


@pytest.mark.parametrize(
    ("name", "may_draw", "may_revoke"),
    [
        ("salome", False, False),
        ("idris", False, False),
        ("capucine", False, False),
        ("bastien", False, False),
        ("thelma", False, False),
        ("marius", True, True),
        ("ondine", True, True),
    ],
)
def test_who_may_write_the_lineage(name, may_draw, may_revoke, request, project, say):
    person = request.getfixturevalue(name)
    edge = draw(say("C01"), project("P01"))
    for may, act in (
        (may_draw, lambda: draw(say("C02"), edge.target_project, actor=person)),
        (may_revoke, lambda: revoke_edge(edge=edge, actor=person, now=NOON, reason="Erreur")),
    ):
        if may:
            act()
        else:
            with pytest.raises(ContributionError):
                act()


def test_a_person_says_where_their_own_project_and_their_own_words_come_from(project, say, salome, idris):
    theirs = project("P01", submitted_by=salome)
    assert draw(say("C01"), theirs, actor=salome).drawn_by == salome
    assert draw(say("C02"), say("C03", author=salome), EdgeKind.DEEPENED, actor=salome)
    for target, kind in ((theirs, EdgeKind.BECAME), (say("C05", author=salome), EdgeKind.DEEPENED)):
        with pytest.raises(ContributionError):
            draw(say(f"C1{kind}"[:20]), target, kind, actor=idris)


@pytest.mark.parametrize("seed", range(5))
def test_walking_the_database_agrees_with_the_plain_rules(seed, project, say, campaign):
    draws = random.Random(seed)
    things = [say(f"C{n}") for n in range(12)] + [project(f"P{n}") for n in range(5)]
    for _attempt in range(60):
        source, target = draws.sample(things, 2)
        kinds = {
            (False, True): [EdgeKind.BECAME],
            (True, False): [],
        }.get(
            (source in things[12:], target in things[12:]),
            [EdgeKind.MERGED, EdgeKind.DEEPENED, EdgeKind.SPLIT],
        )
        edges = [
            rules.Edge(e.pk, _key(e, "source"), _key(e, "target"), e.revokes_id)
            for e in LineageEdge.objects.order_by("id")
        ]
        if kinds:
            circle = rules.would_cycle(edges, _name(source), _name(target))
            try:
                draw(source, target, draws.choice(kinds))
            except ContributionError:
                assert circle is True
            else:
                assert circle is False
        holding = LineageEdge.objects.filter(revoked_by__isnull=True).exclude(kind="revoked").order_by("id")
        if holding and draws.random() < 0.2:
            revoke_edge(edge=draws.choice(list(holding)), actor=None, now=NOON, reason="Tirage")
    edges = [
        rules.Edge(e.pk, _key(e, "source"), _key(e, "target"), e.revokes_id)
        for e in LineageEdge.objects.order_by("id")
    ]
    for thing in things[12:]:
        origins = origins_of(thing)
        found = {("contribution", o.id) for o in origins.contributions} | {
            ("project", p.id) for p in origins.projects
        }
        assert found == set(rules.ancestors(edges, _name(thing)))
    for thing in things[:12]:
        found = {step.reference for step in descendants_of(thing)}
        names = {_name(t): t.reference for t in things}
        assert found == {names[node] for node in rules.descendants(edges, _name(thing))}


def _name(thing):
    return (thing._meta.model_name, thing.pk)


def _key(edge, side):
    pk = getattr(edge, f"{side}_contribution_id")
    return ("contribution", pk) if pk else ("project", getattr(edge, f"{side}_project_id"))
