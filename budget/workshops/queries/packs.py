"""What the online debate offers a meeting's tables, and whether a frozen pack still says what is true."""

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from budget.campaigns.queries import revisions
from budget.contributions.choices import LIVE_STATES, STANDALONE_NATURES, Nature
from budget.contributions.models import Contribution
from budget.contributions.queries import with_counts
from budget.workshops.models import WorkshopPack

PROPOSED = 6  # threads proposed to a table

# Any word of the subject counts; a thread of the meeting's district comes before another as near.
_NEAREST = """
SELECT t.id, c.id FROM budget_workshoptable t
JOIN budget_workshop w ON w.id = t.workshop_id
CROSS JOIN LATERAL (SELECT replace(plainto_tsquery('fr_unaccent', t.subject)::text, '&', '|')::tsquery) AS q(words)
CROSS JOIN LATERAL (
    SELECT c.id FROM budget_contribution c
    WHERE c.campaign_id = w.campaign_id AND c.nature = ANY(%(natures)s) AND c.state = ANY(%(states)s)
      AND to_tsvector('fr_unaccent'::regconfig, COALESCE(c.title, '') || ' ' || COALESCE(c.text, '')) @@ q.words
    ORDER BY ts_rank(to_tsvector('fr_unaccent'::regconfig, COALESCE(c.title, '') || ' ' || COALESCE(c.text, '')), q.words)
             * CASE WHEN c.district_id = w.district_id THEN 2 ELSE 1 END DESC, c.id
    LIMIT %(limit)s
) c
WHERE w.id = %(workshop)s
"""


def proposed_threads(workshop, *, limit=PROPOSED):
    """{table id: [Contribution]}: the live threads whose words are nearest to each table's subject. Two queries."""
    values = {
        "workshop": workshop.pk,
        "limit": limit,
        "natures": list(STANDALONE_NATURES),
        "states": list(LIVE_STATES),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, values)
        pairs = cursor.fetchall()
    found = _with_provenance().in_bulk({thread for _table, thread in pairs})
    proposed = {}
    for table, thread in pairs:
        proposed.setdefault(table, []).append(found[thread])
    return proposed


def threads_named(campaign, references):
    """{reference: Contribution} of the live threads of a campaign among `references`. One query."""
    rows = _with_provenance().filter(
        campaign=campaign, reference__in=references, nature__in=STANDALONE_NATURES, state__in=LIVE_STATES
    )
    return {row.reference: row for row in rows}


def arguments_of(threads):
    """The live arguments for and against these contributions, with `support_count` and `times_shown`. One query."""
    return (
        _with_provenance()
        .filter(target__in=threads, nature__in=(Nature.FOR, Nature.AGAINST), state__in=LIVE_STATES)
        .annotate(times_shown=Coalesce(F("showing__times"), Value(0)))
        .order_by("id")
    )


def _with_provenance():
    return with_counts(Contribution.objects.select_related("table__workshop", "district"))


def packs(workshop):
    """The packs frozen for a meeting, the latest first. One query."""
    rows = WorkshopPack.objects.filter(workshop=workshop).select_related("base_document_revision")
    return rows.order_by("-number")


def pack(campaign, reference, number):
    """A pack by the slug of its campaign, the reference of its meeting and its number, or None. One query."""
    rows = WorkshopPack.objects.select_related("workshop__campaign", "base_document_revision")
    return rows.filter(
        workshop__campaign__slug=campaign, workshop__reference=reference, number=number
    ).first()


def staleness(pack):
    """Why a frozen pack no longer says what is true: {"revision": Revision or None, "gone": [reference]}. Two queries.

    `revision` is the newer revision of the base document; `gone` the printed contributions that were since hidden,
    withdrawn or merged. Both empty: it may be printed again as it is.
    """
    latest = revisions(pack.workshop.campaign).first()
    is_newer = latest is not None and latest.pk != pack.base_document_revision_id
    printed = references_in(pack.snapshot)
    live = Contribution.objects.filter(
        campaign_id=pack.workshop.campaign_id, reference__in=printed, state__in=LIVE_STATES
    ).values_list("reference", flat=True)
    return {"revision": latest if is_newer else None, "gone": sorted(set(printed) - set(live))}


def references_in(snapshot):
    """Every contribution a snapshot prints, in the order of the sheets."""
    found = []
    for table in snapshot["tables"]:
        for item in table["items"]:
            found += [item["reference"], *(said["reference"] for said in (*item["for"], *item["against"]))]
    return found
