"""The debate at full size: `python -m tests.scale.debate [--rows 50000]`. Figures to read, not a test that a slow day fails.

Makes a database of its own, fills it in SQL, asks each query of the public pages twenty times and prints, for each: how
many SQL queries, the processor's milliseconds (ours, without PostgreSQL's), and the p50 and p95 of the clock. The
database is dropped at the end. The last figures seen are in docs/performance.md.
"""

import argparse
import os
import random
import time
from datetime import timedelta

import django

ROUNDS = 20
#: Half of what is generated answers something; every eight contributions are one family of edges.
GENERATED = """
INSERT INTO budget_contribution (
    campaign_id, reference, nature, channel, state, target_id, title, text, district_id, theme_id, author_label, place,
    is_entered_by_city, fidelity, is_read_back, said_at, received_at, published_at, hidden_reason, latitude, longitude{columns})
SELECT %(campaign)s, 'X' || n, {nature}, (ARRAY['web','workshop','council','paper','stand','phone','mail'])[1 + n %% 7],
    'published', {target}, {title},
    (SELECT string_agg(word, ' ') FROM (
        SELECT (%(words)s::text[])[1 + floor(power(random(), 2.2) * %(vocabulary)s + n * 0)::int] AS word
        FROM generate_series(1, 25)) AS said),
    (%(districts)s::bigint[])[1 + n %% 6], (%(themes)s::bigint[])[1 + n %% 6], 'Habitante', '', n %% 7 > 0, '', false,
    %(now)s - n * interval '1 minute', %(now)s, %(now)s, '', CASE WHEN n %% 4 = 0 THEN 47.72 + random() * 0.04 END,
    CASE WHEN n %% 4 = 0 THEN -0.97 + random() * 0.08 END{values}
FROM generate_series({first}, {last}) AS n
"""
SUPPORTS = """
INSERT INTO budget_support (contribution_id, user_id, given_at)
SELECT c.id, u.id, %s FROM budget_contribution AS c CROSS JOIN LATERAL (
    SELECT id FROM portal_user OFFSET (c.id %% 40) LIMIT 1 + c.id %% 9) AS u
"""
EDGES = """
INSERT INTO budget_lineageedge (kind, source_contribution_id, target_contribution_id, drawn_at, reason)
SELECT 'deepened', first.id, later.id, %s, '' FROM budget_contribution AS first
JOIN budget_contribution AS later ON later.id / 8 = first.id / 8 AND later.id IN (first.id + 1, first.id + 3)
LIMIT %s
"""


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument(
        "--explain", action="store_true", help="also print the plan of the slowest query of each"
    )
    options = parser.parse_args()
    from tests.database import TestDatabase

    database = TestDatabase("scale")
    database.create()
    try:
        campaign = _fill(options.rows)
        for name, ask in _questions(campaign).items():
            _measure(name, ask, options.rounds, options.explain)
    finally:
        database.destroy()


def _fill(rows):
    from django.db import connection
    from django.utils import timezone

    from portal.demo.source import read
    from tests.factories.campaigns import CampaignFactory, DistrictFactory, ThemeFactory
    from tests.factories.people import UserFactory

    said = read("demo.yaml"), read("debat.yaml")
    text = " ".join(
        row["texte"] for row in [*said[0]["contributions"], *said[1]["arguments"], *said[1]["suites"]]
    )
    words = sorted(set(text.split()))
    random.Random(2026).shuffle(words)
    words += [f"{word[:-1]}{letter}{word[-1]}" for word in words if len(word) > 5 for letter in "aeiou"]
    campaign = CampaignFactory(slug="scale")
    about = {
        "campaign": campaign.pk,
        "words": words,
        "vocabulary": len(words) - 1,
        "districts": [DistrictFactory().pk for _ in range(6)],
        "themes": [ThemeFactory().pk for _ in range(6)],
        "now": timezone.now() - timedelta(days=1),
    }
    UserFactory.create_batch(50)
    extra = _columns_with_no_default(connection)
    half = rows // 2
    with connection.cursor() as cursor:
        lead = {
            "nature": "(ARRAY['idea','idea','question'])[1 + n %% 3]",
            "target": "NULL",
            "first": 1,
            "last": half,
        }
        lead["title"] = (
            "(%(words)s::text[])[1 + n %% %(vocabulary)s] || ' ' || (%(words)s::text[])[1 + n * 7 %% %(vocabulary)s]"
        )
        cursor.execute(GENERATED.format(**lead, **extra), about)
        cursor.execute("SELECT min(id) FROM budget_contribution")
        about["lowest"] = cursor.fetchone()[0]
        answer = {"nature": "(ARRAY['for','against','clarification'])[1 + n %% 3]", "title": "''"}
        answer["target"] = f"%(lowest)s + floor(power(random(), 2) * {half - 1})::int"
        cursor.execute(GENERATED.format(**answer, **extra, first=half + 1, last=rows), about)
        cursor.execute(SUPPORTS, [about["now"]])
        cursor.execute(EDGES, [about["now"], rows])
        cursor.execute("VACUUM ANALYZE")
    print(
        f"{rows:,} contributions, as many edges, {_count('budget_support'):,} supports, {_count('budget_knownword'):,} words"
    )
    return campaign


def _columns_with_no_default(connection):
    """Columns that other steps added since, with an empty value: this file need not follow each of them."""
    empty = {
        "text": "''",
        "character varying": "''",
        "boolean": "false",
        "integer": "0",
        "bigint": "0",
        "smallint": "0",
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'budget_contribution' "
            "AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'"
        )
        known = GENERATED.split("(", 1)[1].split("{columns}")[0]
        missing = [(name, empty[kind]) for name, kind in cursor.fetchall() if name not in known]
    return {
        "columns": "".join(f", {name}" for name, _ in missing),
        "values": "".join(f", {value}" for _, value in missing),
    }


def _count(table):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def _questions(campaign):
    from django.test import Client

    from budget.contributions import queries
    from budget.contributions.models import Contribution

    client = Client()
    busiest = Contribution.objects.filter(campaign=campaign).order_by("id").first()
    middle = Contribution.objects.filter(campaign=campaign).order_by("id")[
        len(Contribution.objects.all()) // 2
    ]

    def page(path):
        return lambda: client.get(f"/fr/scale/{path}").content

    return {
        "list, today's draw": page("contributions/"),
        "list, newest, page 400": page("contributions/?sort=newest&page=400"),
        "list, most supported": page("contributions/?sort=supported"),
        "list, without an answer": page("contributions/?sort=unanswered"),
        "list, least seen": page("contributions/?sort=least_seen"),
        "list, one district and theme": page("contributions/?district=D2&theme=T3"),
        "search, one word": page("contributions/?q=fontaine"),
        "search, three words mistyped": page("contributions/?q=fonteines+du+marcher+ombre"),
        "map, 2,000 points": page("contributions/points.geojson"),
        "map, points of a search": page("contributions/points.geojson?q=fontaine"),
        "thread": page(f"contributions/{busiest.reference}/"),
        "already said, one sentence": lambda: queries.similar(
            campaign, "une fontaine fraîche près de l'arrêt du marché"
        ),
        "already said, a long text": lambda: queries.similar(
            campaign, " ".join([middle.title, middle.text, busiest.text])
        ),
        "lineage, forwards": lambda: queries.descendants_of(middle),
    }


def _measure(name, ask, rounds, explain):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    sent = list(captured.captured_queries)  # the next request empties the log
    clock, start = [], time.process_time()
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        clock.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() - start) * 1000 / rounds
    clock.sort()
    size = f"{len(answer) / 1000:.0f} kB" if isinstance(answer, bytes) else f"{len(answer)} rows"
    print(
        f"| {name} | {len(sent)} | {cpu:.0f} | {clock[rounds // 2]:.0f} | {clock[int(rounds * 0.95)]:.0f} | {size} |",
        flush=True,
    )
    if explain:
        for query in sorted(sent, key=lambda query: -float(query["time"]))[:2]:
            print(f"    {query['time']} s: {query['sql'][:3000]}")


if __name__ == "__main__":
    main()
