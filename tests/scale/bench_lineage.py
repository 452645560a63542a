"""How long the lineage takes at 50,000 edges. Not collected with the tests; run it alone:

    pytest tests/scale/bench_lineage.py -s -n0

It prints the lines of docs/performance.md: wall-clock milliseconds (the best round, the median), CPU milliseconds of
this process, SQL queries. The graph: 200 projects, each at the end of a tree of 250 edges, eight levels deep, and one chain.
"""

import itertools
import random
import statistics
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget.contributions.models import Contribution, LineageEdge
from budget.contributions.queries import (
    becomings,
    both_ways,
    downstream,
    likely_pairs,
    origins_of,
    thread,
    upstream,
)
from tests.budget.contributions.projects import make_project
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db
PROJECTS, PER_PROJECT, LEVELS, CHAIN = 200, 250, 8, 300
ROUNDS = 25


@pytest.fixture
def city():
    draws = random.Random(50_000)
    campaign = CampaignFactory(slug="bench")
    said = Contribution.objects.bulk_create(
        [
            ContributionFactory.build(
                campaign=campaign,
                reference=f"C{n}",
                text=" ".join(draws.choices(WORDS, k=12)),
            )
            for n in range(PROJECTS * PER_PROJECT)
        ],
        batch_size=2_000,
    )
    projects = [make_project(campaign, f"P{n}") for n in range(PROJECTS)]
    edges = []
    for n, project in enumerate(projects):
        mine = said[n * PER_PROJECT : (n + 1) * PER_PROJECT]
        for rank, one in enumerate(mine):
            if rank < PER_PROJECT // LEVELS:
                ends, kind = {"target_project": project}, "became"
            else:
                ends, kind = {"target_contribution": draws.choice(mine[: rank - 1])}, "deepened"
            edges.append(LineageEdge(source_contribution=one, kind=kind, drawn_at=NOON, **ends))
    LineageEdge.objects.bulk_create(edges, batch_size=2_000)
    chain = said[:CHAIN]
    LineageEdge.objects.bulk_create(
        [
            LineageEdge(source_contribution=b, target_contribution=a, kind="merged", drawn_at=NOON)
            for a, b in itertools.pairwise(chain)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return campaign, said, projects


WORDS = [f"mot{n}" for n in range(4_000)]


def test_lineage_at_fifty_thousand_edges(city):
    campaign, said, projects = city
    print(f"\n{LineageEdge.objects.count()} edges, {Contribution.objects.count()} contributions")
    draws = random.Random(1)
    explain(projects[0])
    report("all that a project comes from", lambda: upstream(draws.choice(projects)))
    report("the same, for the project page", lambda: origins_of(draws.choice(projects)))
    report("all that came of a contribution", lambda: downstream(draws.choice(said)))
    report("both ways at once", lambda: both_ways(draws.choice(said)))
    report("the middle of a chain of 300", lambda: both_ways(said[CHAIN // 2]))
    report(
        "what 20 contributions of a list became", lambda: becomings([c.pk for c in draws.sample(said, 20)])
    )
    report(
        "a contribution's page, thread and lineage", lambda: thread(campaign, draws.choice(said).reference)
    )
    report("the queue of what looks alike", lambda: likely_pairs(campaign))


def explain(project):
    """What PostgreSQL itself needs for the longest walk, and how."""
    with CaptureQueriesContext(connection) as queries:
        upstream(project)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON) " + queries[0]["sql"])
        lines = [row[0] for row in cursor.fetchall()]
    print("\n".join(lines))


def report(title, act):
    act()
    walls, cpus = [], []
    for _round in range(ROUNDS):
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    with CaptureQueriesContext(connection) as queries:
        act()
    print(
        f"| {title} | {min(walls):.1f} | {statistics.median(walls):.1f} | {statistics.median(cpus):.1f} "
        f"| {len(queries)} |"
    )
