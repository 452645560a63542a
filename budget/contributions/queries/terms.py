"""What a person typed, turned into the stems to look for."""

from dataclasses import dataclass
from functools import cache

from django.db import connection

from budget.rules import synonyms, words

#: How surely a word of the list of synonyms stands for the one that was typed.
SYNONYM = 0.75
#: A word that others used is right as it stands: it is taken for a mistyping of those alone that are nearer than this.
SURELY_MISTYPED = 0.78
#: A long word that nobody used may be a mistyped word of the list of synonyms: from this likeness, and this length.
MISTYPED, LONG = 0.7, 8

_KNOWN = """
SELECT asked.word, asked.stem, known.word, known.lexeme
FROM (SELECT word, (tsvector_to_array(to_tsvector('fr_unaccent', word)))[1] AS stem FROM unnest(%s::text[]) AS word) AS asked
LEFT JOIN budget_knownword AS known ON char_length(asked.word) >= 4 AND known.word %% asked.word
WHERE asked.stem IS NOT NULL
"""
_STEMS = (
    "SELECT word, (tsvector_to_array(to_tsvector('fr_unaccent', word)))[1] FROM unnest(%s::text[]) AS word"
)


@dataclass(frozen=True)
class Term:
    """One word that was typed, and the stems that may stand for it: {stem: how surely, from 0 to 1}."""

    word: str
    stems: dict


def terms(text, *, limit=30, with_synonyms=False):
    """The Terms of a text, in one query: each word's stem, its plural, its family and what it may be a mistyping of.

    With synonyms, also the words of the city that mean the same. The words of a language that say nothing are left
    out; words with one stem make one Term.
    """
    asked = words.content_words(text, limit=limit)
    found = {}
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [asked])
        rows = cursor.fetchall()
    used = {stem for _word, stem, _known, known_stem in rows if stem == known_stem}
    for word, stem, known, known_stem in rows:
        _, stems = found.setdefault(stem, (word, {stem: 1.0}))
        alike = words.likeness(word, stem, known, known_stem) if known else 0
        if alike and (alike == words.FAMILY or alike >= SURELY_MISTYPED or stem not in used):
            stems[known_stem] = max(alike, stems.get(known_stem, 0))
    if with_synonyms:
        for word, stems in found.values():
            for stem, alike in _synonyms(word, stems).items():
                stems.setdefault(stem, alike)
    order = {word: rank for rank, word in enumerate(asked)}
    return sorted((Term(*each) for each in found.values()), key=lambda term: order[term.word])


def _synonyms(word, stems):
    by_stem, by_word = _thesaurus()
    own = {stem for stem, alike in stems.items() if alike >= words.PLURAL}
    groups = set().union(*(by_stem.get(stem, ()) for stem in own))
    alike = SYNONYM
    if not groups and len(word) >= LONG:
        best = max(by_word, key=lambda other: words.mistyping(word, other))
        if (closeness := words.mistyping(word, best)) >= MISTYPED:
            groups, alike = by_word[best], SYNONYM * closeness
    return dict.fromkeys((stem for group in groups for stem in group), alike)


@cache
def _thesaurus():
    """The groups of synonyms as tuples of stems, by stem and by word; singular and plural, once per process."""
    said = {words.plain(word) for group in synonyms.groups() for word in group}
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [sorted(said | {f"{word}s" for word in said})])
        stem_of = dict(cursor.fetchall())
    by_stem, by_word = {}, {}
    for group in synonyms.groups():
        plains = [words.plain(word) for word in group]
        stems = tuple(sorted({stem_of[form] for word in plains for form in (word, f"{word}s")} - {None}))
        for stem in stems:
            by_stem.setdefault(stem, set()).add(stems)
        for word in plains:
            by_word.setdefault(word, set()).add(stems)
    return by_stem, by_word
