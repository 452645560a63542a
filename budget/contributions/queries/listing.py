"""The one list of everything said, whatever the channel."""

from dataclasses import dataclass, field, replace

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from budget.contributions.choices import BANKS, PUBLIC_STATES, STANDALONE_NATURES, Channel
from budget.contributions.models import SEARCHED, Contribution, Support

#: The orders one may choose. None looks at the channel.
LOT, NEWEST, SUPPORTED, UNANSWERED = "lot", "newest", "supported", "unanswered"


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
    everything said. One query, two where the words are found nowhere and likeness is tried instead.
    """
    filters = filters or Filters()
    rows = _chosen(campaign, filters)
    if filters.text:
        by_words = _by_words(rows, filters.text)
        rows = by_words if by_words.exists() else _by_likeness(rows, filters.text)
    return _ordered(with_counts(rows), filters)


@dataclass(frozen=True)
class Found:
    """What a reader's filters find: `rows` ordered, their number by district id, and the tally of the whole edition."""

    rows: object
    districts: dict
    tally: dict

    @property
    def total(self):
        return sum(self.districts.values())


def found(campaign, *, filters):
    """The Found of a page of the list: the rows of `contribution_list`, counted with everything else in one query."""
    rows = _chosen(campaign, filters)
    if filters.text:
        result = _found(campaign, _by_words(rows, filters.text), filters)
        return result if result.total else _found(campaign, _by_likeness(rows, filters.text), filters)
    return _found(campaign, rows, filters)


def _found(campaign, rows, filters):
    concerned = Contribution.objects.filter(pk__in=rows.order_by().values("pk"))
    by_district = _counted(concerned, "district", Cast("district_id", TextField()))
    by_channel = _counted(_public(campaign), "channel", Cast("channel", TextField()))
    districts, channels = {}, {}
    for kind, key, count in by_district.union(by_channel, all=True):
        if kind == "district":
            districts[int(key) if key else None] = count
        else:
            channels[key] = count
    return Found(_ordered(with_counts(rows), filters), districts, _tallied(channels))


def _counted(rows, kind, key):
    """(kind, key as text, how many) of the rows, for a union."""
    named = rows.order_by().values(
        kind=Value(kind, TextField()), key=Coalesce(key, Value(""), output_field=TextField())
    )
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
    return rows


def _by_words(rows, text):
    """French words, without accents."""
    query = SearchQuery(text, config="fr_unaccent", search_type="websearch")
    return rows.annotate(words=SEARCHED).filter(words=query)


def _by_likeness(rows, text):
    """Likeness of letters, for typing mistakes."""
    words = [word for word in text.split() if len(word) > 3] or [text]
    for word in words[:8]:
        rows = rows.filter(Q(text__trigram_word_similar=word) | Q(title__trigram_word_similar=word))
    return rows


def _ordered(rows, filters):
    if filters.sort == NEWEST:
        return rows.order_by("-said_at", "-id")
    if filters.sort == SUPPORTED:
        return rows.order_by("-support_count", "said_at", "id")
    if filters.sort == UNANSWERED:
        return rows.order_by("reply_count", "said_at", "id")
    ticket = MD5(Concat(Value(filters.seed), Cast("id", TextField()), output_field=TextField()))
    return rows.order_by(ticket, "id")


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
