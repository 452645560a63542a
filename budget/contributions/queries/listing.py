"""The one list of everything said, whatever the channel."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from budget.contributions.choices import BANKS, PUBLIC_STATES, STANDALONE_NATURES, Channel
from budget.contributions.models import Contribution, Support
from budget.contributions.queries.terms import terms
from budget.rules.words import PLURAL

#: The orders one may choose. None looks at the channel. CLOSEST is for a search, and its usual order.
LOT, NEWEST, SUPPORTED, UNANSWERED, LEAST_SEEN = "lot", "newest", "supported", "unanswered", "least_seen"
CLOSEST = "closest"
#: How many words of a search are looked for.
MAX_WORDS = 12
_REFERENCE = re.compile(r"[A-Za-z]{1,3}\d{1,6}(-[A-Za-z]\d{1,4})*")


@dataclass(frozen=True)
class Filters:
    """What a reader chose. Themes, natures and channels are several; `district` is a code; `seed` draws the lot."""

    text: str = ""
    district: str = ""
    themes: tuple = field(default=())
    natures: tuple = field(default=())
    channels: tuple = field(default=())
    state: str = ""
    sort: str = LOT
    seed: str = ""

    def without(self, name, value=None):
        """The same filters less one choice."""
        chosen = getattr(self, name)
        left = tuple(item for item in chosen if item != value) if isinstance(chosen, tuple) else ""
        return replace(self, **{name: left})


def readable(campaign):
    """The public contributions of a campaign, with what a row of any list shows."""
    return _public(campaign).select_related("district", "theme", "table__workshop", "partner", "author")


def _public(campaign):
    return Contribution.objects.filter(campaign=campaign, state__in=PUBLIC_STATES)


def with_counts(contributions):
    """Annotate `support_count` and `reply_count` (public answers of the first level)."""
    return contributions.annotate(
        support_count=_count(Support.objects.filter(contribution=OuterRef("pk")), "contribution"),
        reply_count=_count(
            Contribution.objects.filter(target=OuterRef("pk"), state__in=PUBLIC_STATES), "target"
        ),
    )


def _count(rows, group):
    counted = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def contribution_list(campaign, *, filters=None):
    """The contributions of a campaign that match `filters`, ordered, with `support_count` and `reply_count`.

    Without a nature or a text chosen, what stands on its own (ideas, questions, papers); a search looks at
    everything said. One query; with a text, one more at once, which reads what its words may stand for.
    """
    filters = filters or Filters()
    return _ordered(with_counts(_chosen(campaign, filters)), filters)


def ordered_rows(campaign, *, filters):
    """The rows of `contribution_list` in its order, without their counts."""
    return _ordered(_chosen(campaign, filters), filters)


@dataclass(frozen=True)
class Found:
    """What a reader's filters find: `rows` ordered, their number by district id, how many of them have a point, and the
    tally of the whole edition.
    """

    rows: object
    districts: dict
    placed: int
    tally: dict

    @property
    def total(self):
        return sum(self.districts.values())


def found(campaign, *, filters):
    """The Found of a page of the list: the rows of `contribution_list`, counted with everything else in one query."""
    rows = _chosen(campaign, filters)
    concerned = Contribution.objects.filter(pk__in=rows.order_by().values("pk"))
    is_placed = Case(When(latitude__isnull=False, then=Value("placed")), default=Value("district"))
    by_district = _counted(concerned, is_placed, Cast("district_id", TextField()))
    by_channel = _counted(_public(campaign), Value("channel", TextField()), Cast("channel", TextField()))
    counts = {"district": Counter(), "placed": Counter(), "channel": Counter()}
    for kind, key, count in by_district.union(by_channel, all=True):
        counts[kind][key] = count
    districts = counts["district"] + counts["placed"]
    return Found(
        rows=_Cuttable(rows, filters),
        districts={int(key) if key else None: count for key, count in districts.items()},
        placed=counts["placed"].total(),
        tally=_tallied(counts["channel"]),
    )


class _Cuttable:
    """Ordered rows that pages are cut from: keys alone are sorted, what a row shows is joined to the page only."""

    def __init__(self, rows, filters):
        self._rows, self._filters = rows, filters

    def __getitem__(self, cut):
        """The rows of a slice, in one query."""
        keys = _ordered(self._rows.select_related(None), self._filters).values("pk")[cut]
        return _ordered(with_counts(self._rows.filter(pk__in=keys)), self._filters)


def _counted(rows, kind, key):
    """(kind, key as text, how many) of the rows, for a union."""
    named = rows.order_by().values(kind=kind, key=Coalesce(key, Value(""), output_field=TextField()))
    return named.annotate(n=Count("pk")).values_list("kind", "key", "n")


def _chosen(campaign, filters):
    rows = readable(campaign)
    if filters.district:
        rows = rows.filter(district__code=filters.district)
    if filters.themes:
        rows = rows.filter(theme__code__in=filters.themes)
    if filters.channels:
        rows = rows.filter(channel__in=filters.channels)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.natures:
        rows = rows.filter(nature__in=filters.natures)
    elif not filters.text:
        rows = rows.filter(nature__in=STANDALONE_NATURES)
    return _matching(rows, filters.text) if filters.text else rows


def _matching(rows, text):
    """Every word of the text, or the reference itself. One path for stems, accents, plurals and mistypings alike.

    Each word is looked for with all it may stand for (see `terms`), in one index; `closeness` puts the rows that
    hold the very words before those that only resemble them, and titles before texts.
    """
    asked = terms(text, limit=MAX_WORDS)
    if not asked:
        return rows.none()
    surely = [[stem for stem, alike in term.stems.items() if alike >= PLURAL] for term in asked]
    exact = _query(" | ".join(map(_any, surely)))
    wide = _query(" & ".join(_any(term.stems) for term in asked))
    closeness = SearchRank(F("searched__words"), exact, normalization=1) * 2 + SearchRank(
        F("searched__words"), wide, normalization=1
    )
    found = Q(searched__words=wide)
    if _REFERENCE.fullmatch(text):
        found |= Q(reference__iexact=text)
    return rows.filter(found).annotate(closeness=closeness)


def _any(stems):
    return "({})".format(" | ".join("'{}'".format(stem.replace("'", "''")) for stem in sorted(stems)))


def _query(stems):
    """A query for stems as they stand: they are not stemmed twice."""
    return SearchQuery(stems, config="simple", search_type="raw")


def _ordered(rows, filters):
    """In the order asked; what is equal in it is drawn by lot, because numbers follow the hour of entry, so the channel."""
    ticket = ticket_of(filters.seed)
    orders = {
        NEWEST: ["-said_at", ticket, "id"],
        SUPPORTED: [Coalesce("counts__supports", 0).desc(), "said_at", ticket, "id"],
        UNANSWERED: [Coalesce("counts__answers", 0), "said_at", ticket, "id"],
        LEAST_SEEN: [Coalesce("showing__times", 0), ticket, "id"],
    }
    if filters.sort == CLOSEST and "closeness" in rows.query.annotations:
        return rows.order_by("-closeness", ticket, "id")
    return rows.order_by(*orders.get(filters.sort, [ticket, "id"]))


def ticket_of(seed=""):
    """The lot of each row, the same for everyone with this seed."""
    return MD5(Concat(Value(seed), Cast("id", TextField()), output_field=TextField()))


def tally(campaign):
    """How many public contributions came by each channel: {"total": n, "banks": {...}, "channels": {...}}."""
    counted = _public(campaign).order_by().values("channel").annotate(n=Count("pk"))
    return _tallied(dict(counted.values_list("channel", "n")))


def _tallied(counts):
    channels = {Channel(channel): n for channel, n in counts.items()}
    banks = dict.fromkeys(("web", "room", "post"), 0)
    for channel, n in channels.items():
        banks[BANKS[channel]] += n
    return {"total": sum(channels.values()), "banks": banks, "channels": channels}
