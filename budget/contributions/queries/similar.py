"""« Déjà dit ? » : what was already said that looks like what someone is writing. No service outside, no model.

How it works, in two queries of PostgreSQL and a few lines of arithmetic (docs/decisions/0008-already-said.md):

1. **Terms.** The words of the text, without accents and empty words, become stems; each is stretched to its plural, its
   family and its mistypings (trigrams, against every word that somebody used), and to its synonyms (a short list).
   A stretched stem counts less: see `budget.rules.words.likeness` and `terms`.
2. **Weights.** A term weighs its inverse document frequency among what is public in the edition: « hangar » says more
   than « ville ». A term that nobody used weighs the most: the text is then about something else.
3. **Evidence.** A contribution gathers, for each term, the weight times the best likeness among its words; what its
   direct answers say counts for it too, at `THREAD`. Longer contributions need more evidence for the same rank.
4. **Silence.** The best contribution must cover `COVERAGE` of the weight of the text, or nothing is shown; the others
   must reach `NEXT` of the best.

Only what is public is read: neither what waits, nor what was hidden or withdrawn, counts for anything.
"""

from dataclasses import dataclass
from math import log, sqrt

from django.db import connection

from budget.contributions.choices import PUBLIC_STATES
from budget.contributions.queries.marking import marked
from budget.contributions.queries.terms import terms

COVERAGE = 0.41
NEXT = 0.5
THREAD = 0.6
#: What is left of the coverage when a single term of several is shared.
ALONE = 0.8
#: How much a term that nobody used counts, of the weight of one used once.
UNKNOWN = 0.8
#: The weight, of a text of about five telling words, above which more words ask for ever less.
FULL = 24
#: How far length counts, and the length, in characters, at which it changes nothing.
LENGTH, USUAL_LENGTH, SHORTEST = 0.2, 120, 60
MAX_WORDS = 40

_HEARD = """
WITH asked AS (
    SELECT * FROM unnest(%(terms)s::int[], %(stems)s::text[], %(likeness)s::float8[]) AS a(term, stem, likeness)
), heard AS MATERIALIZED (
    SELECT DISTINCT ON (a.term, c.id) a.term, c.id, c.target_id, a.stem, a.likeness
    FROM asked AS a
    JOIN budget_searchedwords AS s ON s.words @@ quote_literal(a.stem)::tsquery
    JOIN budget_contribution AS c ON c.id = s.contribution_id
    WHERE c.campaign_id = %(campaign)s AND c.state = ANY(%(public)s)
    ORDER BY a.term, c.id, a.likeness DESC, a.stem
), size AS (
    SELECT count(*)::float8 AS n FROM budget_contribution WHERE campaign_id = %(campaign)s AND state = ANY(%(public)s)
), weight AS (
    SELECT term, ln(1 + (n - used + 0.5) / (used + 0.5)) AS weight
    FROM (SELECT term, sum(likeness) AS used FROM heard GROUP BY term) AS uses, size
), spread AS (
    SELECT term, id, stem, likeness, NULL::bigint AS answer FROM heard
    UNION ALL
    SELECT h.term, h.target_id, h.stem, %(thread)s * h.likeness, h.id
    FROM heard AS h JOIN budget_contribution AS c ON c.id = h.target_id AND c.state = ANY(%(public)s)
), best AS (
    SELECT DISTINCT ON (id, term) id, term, stem, likeness, answer FROM spread ORDER BY id, term, likeness DESC, answer
), once AS (
    SELECT DISTINCT ON (id, stem) id, answer, weight * likeness AS evidence
    FROM best JOIN weight USING (term) ORDER BY id, stem, weight * likeness DESC
), scored AS (
    SELECT id, sum(evidence) AS evidence, count(*) AS shared,
        (array_agg(answer ORDER BY evidence DESC) FILTER (WHERE answer IS NOT NULL))[1] AS answer,
        coalesce(sum(evidence) FILTER (WHERE answer IS NULL), 0) AS own
    FROM once GROUP BY id ORDER BY evidence DESC, id LIMIT 100
)
SELECT s.id, s.evidence, s.own, s.shared, s.answer, char_length(c.title) + char_length(c.text),
    (SELECT n FROM size), (SELECT sum(weight) FROM weight), (SELECT count(*) FROM weight)
FROM scored AS s JOIN budget_contribution AS c ON c.id = s.id
"""


@dataclass(frozen=True)
class _Candidate:
    id: int
    coverage: float
    score: float
    answer: int | None


def similar(campaign, text, *, limit=5):
    """The public contributions that look like `text`, nearest first, as Marked with the shared words; often none.

    Three queries: the words, the evidence, the contributions.
    """
    asked = terms(text, limit=MAX_WORDS, with_synonyms=True)
    candidates = _shown(_candidates(campaign, asked), limit) if asked else []
    if not candidates:
        return []
    stems = {stem for term in asked for stem in term.stems}
    return marked({each.id: each.answer for each in candidates}, stems)


def _candidates(campaign, asked):
    """Every contribution worth a look, nearest first."""
    pairs = [(rank, stem, alike) for rank, term in enumerate(asked) for stem, alike in term.stems.items()]
    ranks, stems, likenesses = (list(column) for column in zip(*pairs, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            _HEARD,
            {
                "terms": ranks,
                "stems": stems,
                "likeness": likenesses,
                "campaign": campaign.pk,
                "public": [str(state) for state in PUBLIC_STATES],
                "thread": THREAD,
            },
        )
        rows = cursor.fetchall()
    return sorted((_judged(row, len(asked)) for row in rows), key=lambda c: (-c.score, c.id))


def _judged(row, asked):
    id, evidence, own, shared, answer, length, size, known_weight, known = row
    total = known_weight + (asked - known) * UNKNOWN * log(1 + (size + 0.5) / 0.5)
    coverage = evidence / (total if total <= FULL else sqrt(total * FULL))
    if shared == 1 and asked > 1:
        coverage *= ALONE
    shape = 1 - LENGTH + LENGTH * max(length, SHORTEST) / USUAL_LENGTH
    return _Candidate(id, coverage, coverage / shape, answer if own < evidence / 2 else None)


def _shown(candidates, limit):
    nearest = candidates[:limit]
    best = max((each.coverage for each in nearest), default=0)
    return [each for each in nearest if best >= COVERAGE and each.coverage >= NEXT * best]
