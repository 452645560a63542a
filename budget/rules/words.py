"""French words as people type them: without accents, mistyped, in the plural, or another word for the same thing.

Plain functions, no database: `budget.contributions.queries.terms` gives them the stems that PostgreSQL knows.
"""

import re
import unicodedata

#: Words that say nothing about the subject, beyond those that PostgreSQL's French dictionary leaves out.
EMPTY = frozenset(
    """
    a afin ai aie ainsi ait alors apres as au aucun aucune aussi autre autres aux avait avant avec avoir bah beaucoup bien
    bonne bon bref c ca car ce cela celle celles celui certains ces cet cette ceux chaque chez comme comment d dans de deja
    depuis des devrait devraient dire dit donc dont du elle elles en encore entre es est et etait ete etre eu eux faire
    fait faites fais faudrait falloir faut font ici il ils j jamais je jusqu jusque l la lorsque le les leur leurs lors lui
    m ma mais me meme mes mettre moi moins mon n ne ni non nos notre nous on or ou oui par parce pas pendant peu peut
    peuvent plus plusieurs plutot pour pourquoi pourrait pouvoir pu puis qu quand que quel quelle quelqu quelque quelques
    qui quoi rien s sa sans sauf se selon sera serait ses si soit son sont sous suis sur surtout t ta te tel tes toi ton
    toujours tous tout toute toutes tres trop tu un une va vais vers veut veux vont vos votre voudrais vouloir vous
    vraiment y
    """.split()  # noqa: SIM905 - one word a line would take six pages
)
#: The likeness of two words under which they are two words.
THRESHOLD = 0.45
PLURAL = 0.95
FAMILY = 0.7
#: What a letter that differs takes away, more than its share of the word: another word may be meant.
MISSED = 1.5
_EASY_TO_MISS = frozenset("aeiouyh")
_WORD = re.compile(r"[a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def plain(text):
    """The text without accents or capitals: "L'Été" becomes "l'ete"."""
    letters = unicodedata.normalize("NFD", text.lower().translate(_LIGATURES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def content_words(text, *, limit):
    """The first `limit` different words that say something, plain, in their order; all of them where none does."""
    said = list(dict.fromkeys(word for word in _WORD.findall(plain(text)) if len(word) <= 40))
    return ([word for word in said if word not in EMPTY] or said)[:limit]


def trigrams(word):
    """The trigrams of a word, as PostgreSQL's pg_trgm cuts them."""
    padded = f"  {word} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def similarity(one, other):
    """The share of trigrams that two words have in common, from 0 to 1."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs)


def mistyping(asked, known):
    """How surely one word is the other, mistyped, from 0 to 1: their trigrams, or the few letters that differ.

    Words of one or two differing letters are near by that alone. People seldom miss the first letter, unless it is a
    vowel or a silent h.
    """
    if min(len(asked), len(known)) < 4 or asked.isdigit() or not _begin_alike(asked, known):
        return 0.0
    shared = similarity(asked, known)
    longest = max(len(asked), len(known))
    apart = distance(asked, known)
    by_letters = 1 - MISSED * apart / longest if apart <= (1 if longest < 8 else 2) else 0.0
    return max(shared if shared >= THRESHOLD else 0.0, by_letters)


def _begin_alike(one, other):
    return one[0] == other[0] or {one[0], other[0]} <= _EASY_TO_MISS


def distance(one, other):
    """How many letters to add, leave out, change or swap with the next to make one word the other."""
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        oldest, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], oldest[j - 2] + 1)
    return row[-1]


def likeness(asked, stem, known, known_stem):
    """How surely two words are one, from 0 to 1. Each comes plain, with its stem.

    One stem: 1. A plural that the stemmer missed (« vélos »): 0.95. A word of the same family (« baignade »,
    « baigner »): 0.7. Otherwise a mistyped word. Short words and figures are never stretched.
    """
    if stem == known_stem:
        return 1.0
    if min(len(asked), len(known)) < 4:
        return 0.0
    if asked.rstrip("sx") == known.rstrip("sx"):
        return PLURAL
    family = FAMILY if _are_family(asked, known, max(len(stem), len(known_stem))) else 0.0
    return max(family, mistyping(asked, known))


def _are_family(one, other, length):
    """They begin alike, for at least five letters and most of the longer stem."""
    common = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return common >= 5 and common >= FAMILY * length
